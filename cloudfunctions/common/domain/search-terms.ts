import type { Body, SystemBody } from '../protocol/documents';

/**
 * The 100 commonest characters of Chinese service talk, version 1. They are left out of the single-character terms, where
 * they would be most of the index and find almost everything. Changing the list changes the index: add a version instead.
 */
const COMMONEST = new Set(
  '的一是不了在有我他这个们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期',
);

/** Text as search compares it: compatibility forms unified, lower case, runs of white space one space. */
export const normalise = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');

const grams = (characters: string[], size: number): string[] =>
  characters
    .slice(0, Math.max(0, characters.length - size + 1))
    .map((_, start) => characters.slice(start, start + size).join(''));

const singles = (characters: string[]): string[] =>
  characters.filter((character) => !COMMONEST.has(character) && character !== ' ');

/** Whole runs of digits and of Latin letters: an order number is found by one exact term. */
const wholeRuns = (text: string): string[] => (text.match(/\d{4,}|[a-z]{4,}/gu) ?? []).map((run) => `run:${run}`);

/** Every term a text is found by, before they are blinded: one to three neighbouring characters, and whole runs. */
export function textTerms(text: string): string[] {
  const normalised = normalise(text);
  const characters = Array.from(normalised);
  const all = [...singles(characters), ...grams(characters, 2), ...grams(characters, 3), ...wholeRuns(normalised)];
  return [...new Set(all)];
}

/** The words of a message, by which it is found: those of its text, the name of a file, what a card shows. */
export function wordsOf(body: Body | SystemBody): string {
  if ('event' in body) return '';
  const { text, name, title, orderId } = body as { text?: string; name?: string; title?: string; orderId?: string };
  return [text, name, title, orderId].filter((part) => part !== undefined).join(' ');
}

/** What a message is filtered by, apart from its text. */
export type Attributes = {
  conversationId: string;
  customerId: string;
  agentId?: string;
  skill?: string;
  role: string;
  kind: string;
};

/** One term for each attribute; the prefix keeps them apart from text. */
export const attributeTerms = (attributes: Attributes): string[] =>
  Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));

import type { Body, SystemBody } from '../protocol/documents';
import { simplified } from './simplified';

/**
 * Characters that are no terms by themselves, version 1: the 100 commonest of Chinese service talk, digits and the commonest
 * punctuation. They would be most of the index and find almost everything. Fewer may be added to it at any time; what is taken
 * out of it is not found in what was kept before.
 */
const COMMONEST = new Set(
  '的一是不了在有我他这个们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期' +
    '0123456789 ,.?!。、~:()',
);

/** Text as search compares it: compatibility forms unified, lower case, runs of white space one space. */
export const normalise = (text: string): string =>
  text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/\s+/gu, ' ');

const grams = (characters: string[], size: number): string[] =>
  characters
    .slice(0, Math.max(0, characters.length - size + 1))
    .map((_, start) => characters.slice(start, start + size).join(''));

const singles = (characters: string[]): string[] => characters.filter((character) => !COMMONEST.has(character));

/** Four neighbours in a run of digits and Latin letters: three do not tell one order number from another. */
const runGrams = (text: string): string[] =>
  (text.match(/[0-9a-z]{4,}/gu) ?? []).flatMap((run) => grams(Array.from(run), 4));

/** Indexed are simplified characters, so that one index serves those who tell the scripts apart and those who do not. */
const indexed = (text: string): string => simplified(normalise(text));

/** Every term a text is found by, before they are blinded: one to three neighbouring characters, and four in numbers and Latin words. */
export function textTerms(text: string): string[] {
  const compared = indexed(text);
  const characters = Array.from(compared);
  const all = [...singles(characters), ...grams(characters, 2), ...grams(characters, 3), ...runGrams(compared)];
  return [...new Set(all)];
}

/** The longest of the terms that a phrase's texts must have, and so the rarest; none when it is a common character. */
export function leadingTerms(phrase: string): string[] {
  const compared = indexed(phrase);
  const characters = Array.from(compared);
  if (characters.length === 1) return singles(characters);
  return [...new Set([...runGrams(compared), ...grams(characters, Math.min(3, characters.length))])];
}

/** The words of a message, by which it is found: those of its text, the name of a file, what a card shows. */
export function wordsOf(body: Body | SystemBody): string {
  if ('event' in body) return '';
  const { text, name, title, orderId } = body as { text?: string; name?: string; title?: string; orderId?: string };
  return [text, name, title, orderId].filter((part) => part !== undefined).join(' ');
}

/** The kinds of which there are so many that a term for them would find almost everything. */
const COMMON_KINDS = ['text', 'system'];

/** The term by which messages of a rarer kind are found; the prefix keeps it apart from text. */
export const kindTerms = (kind: string): string[] => (COMMON_KINDS.includes(kind) ? [] : [`kind=${kind}`]);

import type { Body, SystemBody } from '../protocol/documents';
import { simplified } from './simplified';

/**
 * Characters that are no terms by themselves, version 1: the commonest of Chinese service talk, digits and the commonest
 * punctuation. They would be most of the index and find almost everything. Fewer may be added to it at any time; what is taken
 * out of it is not found in what was kept before.
 */
const COMMONEST = new Set(
  '的了是我您你好不有在个这那一下到会可以请吗呢吧啊哦呀嗯亲货发单号退换款订天人来去给要用时还就没能都上开为么什多小大很后过说看想们和对里边码色电收帮麻烦谢等地快' +
    '前补面已买问理机元运区点安排候实支动无显' +
    '0123456789 ,.?!。~:-¥',
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

/** Neighbours that say little: with punctuation or white space among them, or three of a run that has terms of four. */
const isWeak = (gram: string): boolean => /[\p{P}\p{Z}\p{C}~]/u.test(gram) || /^[0-9a-z]{3}$/u.test(gram);

const strongGrams = (characters: string[], size: number): string[] =>
  grams(characters, size).filter((gram) => !isWeak(gram));

/** Four neighbours in a run of digits and Latin letters: three do not tell one order number from another. */
const runGrams = (text: string): string[] =>
  (text.match(/[0-9a-z]{4,}/gu) ?? []).flatMap((run) => grams(Array.from(run), 4));

/** Indexed are simplified characters, so that one index serves those who tell the scripts apart and those who do not. */
const indexed = (text: string): string => simplified(normalise(text));

/** The terms of a text, from the longest to the shortest. */
function termsBySize(text: string): string[][] {
  const compared = indexed(text);
  const characters = Array.from(compared);
  return [[...runGrams(compared), ...strongGrams(characters, 3)], strongGrams(characters, 2), singles(characters)];
}

/** Every term a text is found by, before they are blinded: one to three neighbouring characters, and four in numbers and Latin words. */
export const textTerms = (text: string): string[] => [...new Set(termsBySize(text).flat())];

/** The longest of the terms that a phrase's texts must have, and so the rarest; none when all of it is common characters. */
export const leadingTerms = (phrase: string): string[] => [
  ...new Set(termsBySize(phrase).find((terms) => terms.length > 0)),
];

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

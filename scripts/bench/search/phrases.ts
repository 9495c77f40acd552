import { normalise } from '../../../cloudfunctions/common/domain/search-terms';
import { randomOf, type Random } from '../../corpus/random';

/** `any` stands somewhere, taken at random; the others are rarer or more common than that, or nowhere though their parts are somewhere. */
export type Kind = 'any' | 'common' | 'rare' | 'absent';

/** Something to look for, and in how many messages it stands. */
export type Phrase = { text: string; length: number; kind: Kind; messages: number };

export const LENGTHS = [1, 2, 4, 8];

/** So many are tried for each that is wanted. */
const TRIES = 40;

const partsOf = (characters: string[], length: number): string[] =>
  Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, start) =>
    characters.slice(start, start + length).join(''),
  );

/** So many phrases of each length and kind. */
export function phrasesOf(texts: string[], each: number): Phrase[] {
  const random = randomOf(1);
  const tried = LENGTHS.map((length) => candidates(random, texts, length, each * TRIES));
  const counts = countsOf(
    texts,
    tried.flatMap(({ present, absent }) => [...present, ...absent]),
  );
  const messages = (text: string) => counts.get(text) ?? 0;
  return LENGTHS.flatMap((length, place) => {
    const { present = [], absent = [] } = tried[place] ?? {};
    const byCount = [...new Set(present)].sort((a, b) => messages(b) - messages(a));
    const chosen: Record<Kind, string[]> = {
      any: present.slice(0, each),
      common: spread(byCount.slice(0, Math.ceil(byCount.length / 10)), each),
      rare: spread(rarest(byCount, messages), each),
      absent: [...new Set(absent)].filter((text) => messages(text) === 0).slice(0, each),
    };
    return Object.entries(chosen).flatMap(([kind, found]) =>
      found.map((text) => ({ text, length, kind: kind as Kind, messages: messages(text) })),
    );
  });
}

/** Those in up to ten messages; where hardly any are that rare, the rarest tenth. */
function rarest(byCount: string[], messages: (text: string) => number): string[] {
  const tenth = byCount.slice(-Math.ceil(byCount.length / 10));
  const few = byCount.filter((text) => messages(text) <= 10);
  return few.length > tenth.length ? few : tenth;
}

const spread = <T>(all: T[], count: number): T[] =>
  all.filter((_, index) => Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length));

function candidates(random: Random, texts: string[], length: number, count: number) {
  const one = () => pieceOf(random, texts, length);
  const join = () =>
    length === 1 ? strange(random) : pieceOf(random, texts, length / 2) + pieceOf(random, texts, length / 2);
  return { present: Array.from({ length: count }, one), absent: Array.from({ length: count }, join) };
}

/** Part of a message, without white space at its ends. */
function pieceOf(random: Random, texts: string[], length: number): string {
  for (;;) {
    const pieces = partsOf(Array.from(normalise(random.pick(texts))), length);
    const piece = pieces.length > 0 ? random.pick(pieces) : '';
    if (piece !== '' && piece.trim() === piece) return piece;
  }
}

/** Any Chinese character at all. */
const strange = (random: Random): string => String.fromCodePoint(random.between(0x4e00, 0x9fa5));

function countsOf(texts: string[], phrases: string[]): Map<string, number> {
  const counts = new Map(phrases.map((phrase) => [phrase, 0]));
  for (const text of texts) {
    const characters = Array.from(normalise(text));
    for (const part of new Set(LENGTHS.flatMap((length) => partsOf(characters, length)))) {
      const count = counts.get(part);
      if (count !== undefined) counts.set(part, count + 1);
    }
  }
  return counts;
}

import type { Random } from './random';
import { GRAMMAR, SURNAMES } from './words';

/** The 3,755 usual characters, first level of GB 2312, in an order that is no order of meaning. */
const CHARACTERS = shuffled(usualCharacters());

function usualCharacters(): string[] {
  const rows = Array.from({ length: 0xd8 - 0xb0 }, (_, row) => 0xb0 + row);
  const bytes = rows.flatMap((row) => Array.from({ length: 94 }, (_, column) => [row, 0xa1 + column])).flat();
  return Array.from(new TextDecoder('gb18030').decode(Uint8Array.from(bytes))).slice(0, 3755);
}

/** By the golden ratio, so that neighbours end far apart. */
function shuffled(all: string[]): string[] {
  const placed = all.map((each, index) => ({ each, at: (index * 0.6180339887498949) % 1 }));
  return placed.sort((a, b) => a.at - b.at).map(({ each }) => each);
}

const SYLLABLES = 'li wang xiao mei zhang tom sun cat yu happy lin star jun chen ke ai bo rain'.split(' ');

type Maker = (random: Random) => string;

const two = (value: number): string => String(value).padStart(2, '0');

/** What is made anew each time, and so is hardly ever said twice. */
const makers: Record<string, Maker> = {
  pair: (random) => random.lean(CHARACTERS) + random.lean(CHARACTERS),
  person: (random) => nameOf(random),
  surname: (random) => random.lean(SURNAMES),
  latin: (random) => random.pick(SYLLABLES) + random.pick(SYLLABLES),
  latinUpper: (random) => random.pick(SYLLABLES).slice(0, 2).toUpperCase(),
  month: (random) => String(random.between(1, 12)),
  day: (random) => String(random.between(1, 28)),
  hour: (random) => String(random.between(8, 22)),
  minute: (random) => two(random.between(0, 59)),
  n1: (random) => String(random.between(1, 9)),
  n2: (random) => String(random.between(10, 99)),
  n3: (random) => String(random.between(100, 999)),
  n4: (random) => String(random.between(101, 3200)),
  d4: (random) => random.digits(4),
  d8: (random) => random.digits(8),
  d9: (random) => random.digits(9),
  d12: (random) => random.digits(12),
  d16: (random) => random.digits(16),
};

/** The name of a person: one surname, one or two characters. */
export const nameOf = (random: Random): string =>
  random.lean(SURNAMES) + random.lean(CHARACTERS) + (random.isLucky(0.7) ? random.lean(CHARACTERS) : '');

/** One of the texts that a word of the grammar stands for. */
export function say(random: Random, word: string): string {
  const make = makers[word];
  if (make) return make(random);
  const pattern = random.lean(GRAMMAR[word] ?? []);
  return pattern.replace(/\{(\w+)\}/gu, (_, inner: string) => say(random, inner));
}

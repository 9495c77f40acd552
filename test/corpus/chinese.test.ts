import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { corpus, MEAN_LINES, type Talk } from '../../scripts/corpus/chinese';

const PACE = { startAt: Date.UTC(2026, 0, 1), gapMs: 60_000 };

function talks(seed: number, count: number): Talk[] {
  const found: Talk[] = [];
  for (const talk of corpus(seed, PACE)) if (found.push(talk) === count) break;
  return found;
}

const texts = talks(1, 1500).flatMap(({ lines }) => lines.map(({ text }) => text));

/** In how many texts each run of so many characters stands, the commonest first. */
function frequencies(size: number): number[] {
  const counts = new Map<string, number>();
  for (const text of texts) for (const gram of gramsOf(text, size)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return [...counts.values()].sort((a, b) => b - a);
}

function gramsOf(text: string, size: number): Set<string> {
  const characters = Array.from(text);
  const starts = characters.slice(size - 1).keys();
  return new Set(Array.from(starts, (start) => characters.slice(start, start + size).join('')));
}

test('the same seed says the same, another seed something else', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(talks(seed, 3)).toEqual(talks(seed, 3));
      expect(talks(seed, 3)).not.toEqual(talks(seed + 1, 3));
    }),
    { numRuns: 20 },
  );
});

test('a conversation is begun by its customer and told in order', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      for (const { lines, rating } of talks(seed, 5)) {
        const times = lines.map(({ sentAt }) => sentAt);
        expect(lines[0]?.role).toBe('customer');
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(lines.every(({ text }) => text.trim() !== '' && !/[{}]/u.test(text))).toBe(true);
        expect(rating ?? 1).toBeGreaterThanOrEqual(1);
        expect(rating ?? 5).toBeLessThanOrEqual(5);
      }
    }),
    { numRuns: 20 },
  );
});

test('ids are of one conversation each, and customers come again', () => {
  const all = talks(2, 500);
  expect(new Set(all.map(({ id }) => id)).size).toBe(500);
  const customers = new Set(all.map(({ customer }) => customer.id)).size;
  expect(customers).toBeGreaterThan(150);
  expect(customers).toBeLessThan(350);
});

test('messages are as long as those of a real shop, and conversations too', () => {
  const characters = texts.reduce((sum, text) => sum + Array.from(text).length, 0);
  expect(characters / texts.length).toBeGreaterThan(20);
  expect(characters / texts.length).toBeLessThan(25);
  expect(texts.length / 1500).toBeGreaterThan(MEAN_LINES - 1);
  expect(texts.length / 1500).toBeLessThan(MEAN_LINES + 1);
});

test.each([
  ['digits', /\d{8}/u],
  ['Latin words', /[a-z]{4}/u],
  ['emoji', /\p{Extended_Pictographic}/u],
  ['full-width forms', /[Ａ-Ｚ％]/u],
  ['traditional characters', /[請貨這個]/u],
])('there are %s', (_, pattern) => {
  const share = texts.filter((text) => pattern.test(text)).length / texts.length;
  expect(share).toBeGreaterThan(0.001);
  expect(share).toBeLessThan(0.5);
});

test('pairs of characters follow Zipf’s law: ten times the rank is several times rarer', () => {
  const pairs = frequencies(2);
  const fall = (rank: number) => (pairs[rank - 1] ?? 0) / (pairs[10 * rank - 1] ?? 1);
  expect(fall(100)).toBeGreaterThan(3);
  expect(fall(1000)).toBeGreaterThan(5);
  expect(fall(1000)).toBeLessThan(60);
});

test.each([4, 8])('phrases of %i characters range from common to said once', (size) => {
  const phrases = frequencies(size);
  expect(phrases[0]).toBeGreaterThan(texts.length / 100);
  expect(phrases[Math.floor(phrases.length / 100)]).toBeGreaterThan(3);
  expect(phrases.filter((count) => count === 1).length / phrases.length).toBeGreaterThan(0.4);
});

import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { SeqRanges } from '../../../miniprogram/shared/seq-ranges';

const range = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -1, max: 8 }));
const SEQS = Array.from({ length: 52 }, (_, index) => index);

const ranged = (all: [number, number][]): { ranges: SeqRanges; set: Set<number> } => {
  const ranges = new SeqRanges();
  const set = new Set<number>();
  for (const [from, length] of all) {
    ranges.add(from, from + length);
    for (let seq = from; seq <= from + length; seq++) set.add(seq);
  }
  return { ranges, set };
};

test('holds what was added, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), (all) => {
      const { ranges, set } = ranged(all);
      expect(SEQS.filter((seq) => ranges.has(seq))).toEqual(SEQS.filter((seq) => set.has(seq)));
      expect(ranges.size()).toBe(set.size);
    }),
  );
});

test('the range around a seq reaches as far as there is no hole', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 20 }), fc.integer({ min: 0, max: 50 }), (all, seq) => {
      const { ranges, set } = ranged(all);
      const found = ranges.at(seq);
      expect(found !== undefined).toBe(set.has(seq));
      if (!found) return;
      expect([set.has(found.from - 1), set.has(found.to + 1)]).toEqual([false, false]);
      for (let each = found.from; each <= found.to; each++) expect(set.has(each)).toBe(true);
    }),
  );
});

test('the gaps are what one has and the other has not', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 10 }), fc.array(range, { maxLength: 10 }), (wanted, known) => {
      const [want, have] = [ranged(wanted), ranged(known)];
      const gaps = want.ranges.without(have.ranges);
      const missing = SEQS.filter((seq) => gaps.some(({ after, before }) => seq > after && seq < before));
      expect(missing).toEqual(SEQS.filter((seq) => want.set.has(seq) && !have.set.has(seq)));
      expect(gaps.every(({ after, before }) => before - after > 1)).toBe(true);
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import '../../support/chinese-phone';
import type { Insight } from '../../../cloudfunctions/common/protocol/search';
import { addedTo, noTrend, trendView } from '../../../miniprogram/agent/search-trend';

const aPart = (given: Partial<Insight>): Insight => ({
  hits: 0,
  days: [],
  terms: [],
  products: [],
  reachedAt: 0,
  unverifiable: 0,
  ...given,
});

const viewOf = (parts: Partial<Insight>[], known: string[] = []) =>
  trendView(
    parts.map(aPart).reduce((all, part) => addedTo(all, part), noTrend),
    known,
  );

test('parts are added up, and what is looked for is no news', () => {
  const view = viewOf(
    [
      { days: [{ day: '2026-11-01', hits: 2 }], terms: [{ term: '退款', hits: 2 }] },
      {
        days: [
          { day: '2026-11-01', hits: 2 },
          { day: '2026-11-03', hits: 1 },
        ],
        terms: [
          { term: '运费', hits: 1 },
          { term: '退款', hits: 1 },
        ],
        products: [{ name: '帆布包', hits: 1 }],
      },
    ],
    ['退款'],
  );
  expect(view.bars.map(({ first, hits, height }) => [first, hits, height])).toEqual([
    ['2026-11-01', 4, 100],
    ['2026-11-02', 0, 0],
    ['2026-11-03', 1, 25],
  ]);
  expect([view.terms, view.products]).toEqual([
    [{ name: '运费', title: '运费 1' }],
    [{ name: '帆布包', title: '帆布包 1' }],
  ]);
});

test('however long the time, the bars fit on a phone and hold every hit', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(days, (numbers) => {
      const parts = numbers.map((number) => ({
        day: new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10),
        hits: number + 1,
      }));
      const { bars, from, to } = viewOf([{ days: parts }]);
      const sorted = parts.map(({ day }) => day).sort();
      expect(bars.length).toBeLessThanOrEqual(31);
      expect(bars.reduce((all, { hits }) => all + hits, 0)).toBe(parts.reduce((all, { hits }) => all + hits, 0));
      expect([from, to]).toEqual([sorted[0], sorted.at(-1)]);
    }),
  );
});

import type { Insight } from '../../cloudfunctions/common/protocol/search';
import { recordsText } from './text/records';

const says = recordsText.records.trend;

const DAY_MS = 24 * 3_600_000;

/** Bars that a phone has room for. */
const MOST_BARS = 31;

/** Terms and products that are named. */
const MOST_NAMED = 8;

type Counts = ReadonlyMap<string, number>;

/** What the parts of a search have in common, added up. */
export type Trend = { hits: number; days: Counts; terms: Counts; products: Counts };

export const noTrend: Trend = { hits: 0, days: new Map(), terms: new Map(), products: new Map() };

export const addedTo = (trend: Trend, part: Insight): Trend => ({
  hits: trend.hits + part.hits,
  days: sum(
    trend.days,
    part.days.map(({ day, hits }) => [day, hits]),
  ),
  terms: sum(
    trend.terms,
    part.terms.map(({ term, hits }) => [term, hits]),
  ),
  products: sum(
    trend.products,
    part.products.map(({ name, hits }) => [name, hits]),
  ),
});

function sum(counts: Counts, more: [name: string, hits: number][]): Counts {
  const added = new Map(counts);
  for (const [name, hits] of more) added.set(name, (added.get(name) ?? 0) + hits);
  return added;
}

/** So many messages were found in these days; `height` in percent of the highest. */
export type TrendBar = { first: string; last: string; hits: number; height: number; label: string };

export type Named = { name: string; title: string };

export type TrendView = {
  bars: TrendBar[];
  /** What stands below the first bar and the last. */
  from: string;
  to: string;
  terms: Named[];
  products: Named[];
};

/** `known`: phrases that are looked for already, which say nothing new. */
export function trendView({ days, terms, products }: Trend, known: readonly string[]): TrendView {
  const bars = barsOf(days);
  return {
    bars,
    from: bars[0]?.first ?? '',
    to: bars[bars.length - 1]?.last ?? '',
    terms: named(new Map([...terms].filter(([term]) => !known.includes(term)))),
    products: named(products),
  };
}

const named = (counts: Counts): Named[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_NAMED)
    .map(([name, hits]) => ({ name, title: says.named(name, hits) }));

/** One bar a day; where the days are too many, one for several. Days without a hit have theirs too. */
function barsOf(days: Counts): TrendBar[] {
  const numbers = [...days.keys()].map(numberOf).sort((a, b) => a - b);
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  if (first === undefined || last === undefined) return [];
  const step = stepOf(last - first + 1);
  const starts = Array.from({ length: Math.ceil((last - first + 1) / step) }, (_, index) => first + index * step);
  const hits = starts.map((start) => hitsBetween(days, start, start + step));
  const most = Math.max(...hits, 1);
  return starts.map((start, index) => {
    const found = hits[index] ?? 0;
    const [from, to] = [dayOf(start), dayOf(Math.min(last, start + step - 1))];
    return {
      first: from,
      last: to,
      hits: found,
      height: Math.round((found / most) * 100),
      label: says.bar(from === to ? from : `${from} – ${to}`, found),
    };
  });
}

/** Days in one bar: one, a week, or as many weeks as it takes. */
const stepOf = (count: number): number => (count <= MOST_BARS ? 1 : 7 * Math.ceil(count / (7 * MOST_BARS)));

const hitsBetween = (days: Counts, from: number, to: number): number =>
  [...days].reduce((all, [day, hits]) => (numberOf(day) >= from && numberOf(day) < to ? all + hits : all), 0);

const numberOf = (day: string): number => Date.parse(day) / DAY_MS;

const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

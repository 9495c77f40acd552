import type { Plain } from '../contract';
import { boundsOf, intersect, position, type Cut, type FieldBounds } from './bounds';
import type { KeyPattern } from './index-keys';
import { invert, successor } from './key-order';

/** What the planner knows of an index; `multikey` names the fields in which some document has an array. */
export type IndexShape = { name: string; key: KeyPattern; unique: boolean; multikey: string[] };

/** A stretch of index keys: from `start` up to, but not including, `end`. */
export type KeyRange = { start: Buffer; end: Buffer };

/** Which index to walk, between which keys, in which direction, and whether that yields the wanted order. */
export type Plan<Index> = { index: Index; ranges: KeyRange[]; isReverse: boolean; isSorted: boolean };

type Bounded = { ranges: KeyRange[]; fixed: Set<string>; points: number; hasRange: boolean };

/** More combinations of `$in` values than this are not worth as many walks. */
const MOST_RANGES = 1000;

/** The best single index for a query, as MongoDB would use it; undefined means that every document must be read. */
export function plan<Index extends IndexShape>(
  indexes: Iterable<Index>,
  filter: Plain,
  sort: KeyPattern,
): Plan<Index> | undefined {
  const bounds = boundsOf(filter);
  let best: (Plan<Index> & { score: number }) | undefined;
  for (const index of indexes) {
    const candidate = consider(index, bounds, sort);
    if (candidate.score > (best?.score ?? 0)) best = candidate;
  }
  return best;
}

function consider<Index extends IndexShape>(index: Index, bounds: Map<string, FieldBounds[]>, sort: KeyPattern) {
  const bounded = bind(index, bounds);
  const direction = sortDirection(index, bounded.fixed, sort);
  const isSorted = Object.keys(sort).length > 0 && direction !== undefined;
  const score = rate(index, bounded, isSorted);
  return { index, ranges: bounded.ranges, isReverse: direction === -1, isSorted, score };
}

/** Equality first, then an order that spares sorting, then a range; a whole unique key cannot be beaten. */
function rate(index: IndexShape, bounded: Bounded, isSorted: boolean): number {
  const isOneDocument = index.unique && bounded.points === Object.keys(index.key).length;
  const sorting = isSorted ? (bounded.points > 0 ? 3 : 1) : 0;
  return (isOneDocument ? 1000 : 0) + bounded.points * 10 + sorting + (bounded.hasRange ? 2 : 0);
}

function bind(index: IndexShape, bounds: Map<string, FieldBounds[]>): Bounded {
  let prefixes = [Buffer.alloc(0)];
  const fixed = new Set<string>();
  let points = 0;
  for (const [field, direction] of Object.entries(index.key)) {
    const intervals = fieldIntervals(index, field, bounds, points);
    if (!intervals || prefixes.length * intervals.length > MOST_RANGES) break;
    if (!intervals.every((interval) => interval.isPoint)) {
      return { ranges: crossRanges(prefixes, intervals, direction), fixed, points, hasRange: true };
    }
    const values = intervals.map((interval) => directed(interval.from.bytes, direction));
    prefixes = prefixes.flatMap((prefix) => values.map((value) => Buffer.concat([prefix, value])));
    points += 1;
    if (intervals.length === 1) fixed.add(field);
  }
  const ranges = points === 0 ? [WHOLE] : prefixes.map((prefix) => ({ start: prefix, end: successor(prefix) }));
  return { ranges: inKeyOrder(ranges), fixed, points, hasRange: false };
}

const WHOLE: KeyRange = { start: Buffer.alloc(0), end: Buffer.of(0xff) };

/** On an array, two predicates may hold for two elements, so that only one of them bounds the walk. */
function fieldIntervals(index: IndexShape, field: string, bounds: Map<string, FieldBounds[]>, points: number) {
  const choices = bounds.get(field);
  if (!choices || (points > 0 && sharesArray(index, field))) return undefined;
  if (!index.multikey.includes(field)) return choices.reduce(intersect);
  return choices.find((intervals) => intervals.every((interval) => interval.isPoint)) ?? choices[0];
}

/** Whether an earlier field of the index runs through the same array: its elements need not be the same ones. */
function sharesArray(index: IndexShape, field: string): boolean {
  const [root] = field.split('.');
  const fields = Object.keys(index.key);
  return fields
    .slice(0, fields.indexOf(field))
    .some((earlier) => index.multikey.includes(earlier) && earlier.split('.')[0] === root);
}

function crossRanges(prefixes: Buffer[], intervals: FieldBounds, direction: 1 | -1): KeyRange[] {
  return inKeyOrder(
    prefixes.flatMap((prefix) =>
      intervals.map(({ from, to }) => {
        const [first, last] = direction === 1 ? [from, to] : [flip(to), flip(from)];
        return { start: Buffer.concat([prefix, position(first)]), end: Buffer.concat([prefix, position(last)]) };
      }),
    ),
  );
}

function flip(cut: Cut): Cut {
  return { bytes: invert(cut.bytes), isAfter: !cut.isAfter };
}

function directed(bytes: Buffer, direction: 1 | -1): Buffer {
  return direction === 1 ? bytes : invert(bytes);
}

function inKeyOrder(ranges: KeyRange[]): KeyRange[] {
  return ranges.sort((a, b) => Buffer.compare(a.start, b.start));
}

/** In which direction a walk of the index yields the wanted order, if in any. */
function sortDirection(index: IndexShape, fixed: Set<string>, sort: KeyPattern): 1 | -1 | undefined {
  const wanted = Object.entries(sort).filter(([field]) => !fixed.has(field) || index.multikey.includes(field));
  const offered = Object.entries(index.key).filter(([field]) => !fixed.has(field));
  const turn = wanted[0] && offered[0] && wanted[0][1] === offered[0][1] ? 1 : -1;
  const fits = wanted.every(([field, direction], place) => {
    const [name, order] = offered[place] ?? [];
    return name === field && !index.multikey.includes(field) && order === direction * turn;
  });
  if (!fits) return undefined;
  return wanted.length === 0 ? 1 : turn;
}

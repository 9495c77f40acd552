import type { Document, Plain } from '../contract';
import type { Collection, Index } from './catalog';
import { sortKey, type KeyPattern } from './index-keys';
import { plan, type Plan } from './planner';
import { matcher } from './query';
import type { Reader, Stored } from './store';

/** How much work a query was: index keys walked and documents read. */
export type Examined = { keys: number; documents: number };

/** Which documents, in which order, from which place on, how many at most. */
export type Selection = { filter: Plain; sort?: KeyPattern; skip?: number; limit?: number };

/** Finds documents through one index, or one for each part of an `$or`. Without a limit it answers all. */
export function findRecords(reader: Reader, collection: Collection, selection: Selection) {
  const { filter, sort = {}, skip = 0, limit = Infinity } = selection;
  const examined: Examined = { keys: 0, documents: 0 };
  const plans = plansOf(collection, filter, sort);
  const found = matching(candidates(reader, collection, plans, examined), filter);
  if (Object.keys(sort).length === 0 || plans?.[0]?.isSorted) return { found: take(found, skip, limit), examined };
  return { found: sortRecords([...found], sort).slice(skip, skip + limit), examined };
}

/** The walks that meet every document that may match; undefined when only reading all of them will do. */
function plansOf(collection: Collection, filter: Plain, sort: KeyPattern): Plan<Index>[] | undefined {
  const whole = plan(collection.indexes, filter, sort);
  const { $or: parts } = filter;
  if ((whole && isBounded(whole)) || !Array.isArray(parts)) return whole && [whole];
  const plans = parts.map((part: Plain) => plan(collection.indexes, part, {}));
  const isServed = plans.every((each) => each !== undefined && isBounded(each));
  if (isServed) return plans.filter((each) => each !== undefined).map((each) => ({ ...each, isSorted: false }));
  return whole && [whole];
}

/** Whether a walk is worth more than its order: it leaves keys out. */
function isBounded({ ranges }: Plan<Index>): boolean {
  return ranges.every(({ start }) => start.length > 0);
}

function* candidates(
  reader: Reader,
  collection: Collection,
  plans: Plan<Index>[] | undefined,
  examined: Examined,
): Generator<Stored> {
  const source = plans ? walkAll(reader, collection, plans, examined) : reader.scan(collection.id);
  for (const stored of source) {
    examined.documents += 1;
    yield stored;
  }
}

function* walkAll(reader: Reader, collection: Collection, plans: Plan<Index>[], examined: Examined): Generator<Stored> {
  const isOnce = plans.length === 1 && plans.every(({ index }) => index.multikey.length === 0);
  const seen = isOnce ? undefined : new Set<number>();
  for (const chosen of plans) yield* walk(reader, collection, chosen, examined, seen);
}

function* walk(
  reader: Reader,
  collection: Collection,
  { index, isReverse, ranges }: Plan<Index>,
  examined: Examined,
  seen: Set<number> | undefined,
): Generator<Stored> {
  for (const range of isReverse ? [...ranges].reverse() : ranges) {
    for (const record of reader.walk(index.id, index.unique, range, isReverse)) {
      examined.keys += 1;
      if (seen?.has(record)) continue;
      seen?.add(record);
      yield { record, document: present(reader, collection, record, index) };
    }
  }
}

function present(reader: Reader, collection: Collection, record: number, index: Index): Document {
  const document = reader.document(collection.id, record);
  if (document) return document;
  throw new Error(`Index ${index.name} of ${collection.name} names record ${record}, which does not exist.`);
}

function* matching(candidates: Iterable<Stored>, filter: Plain): Generator<Stored> {
  const matches = matcher(filter);
  for (const stored of candidates) if (matches(stored.document)) yield stored;
}

function take(found: Iterable<Stored>, skip: number, limit: number): Stored[] {
  const taken: Stored[] = [];
  let passed = 0;
  if (limit === 0) return taken;
  for (const stored of found) {
    if (passed++ < skip) continue;
    taken.push(stored);
    if (taken.length === limit) break;
  }
  return taken;
}

/** Sorts as an index on these fields would. */
export function sortRecords(found: Stored[], sort: KeyPattern): Stored[] {
  return found
    .map((stored) => ({ stored, key: sortKey(sort, stored.document) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ stored }) => stored);
}

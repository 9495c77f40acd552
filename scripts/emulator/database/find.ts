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

/** Finds documents through at most one index. Without a limit it answers all. */
export function findRecords(reader: Reader, collection: Collection, selection: Selection) {
  const { filter, sort = {}, skip = 0, limit = Infinity } = selection;
  const examined: Examined = { keys: 0, documents: 0 };
  const chosen = plan(collection.indexes, filter, sort);
  const found = matching(candidates(reader, collection, chosen, examined), filter);
  if (Object.keys(sort).length === 0 || chosen?.isSorted) return { found: take(found, skip, limit), examined };
  return { found: sortRecords([...found], sort).slice(skip, skip + limit), examined };
}

function* candidates(
  reader: Reader,
  collection: Collection,
  chosen: Plan<Index> | undefined,
  examined: Examined,
): Generator<Stored> {
  const source = chosen ? walk(reader, collection, chosen, examined) : reader.scan(collection.id);
  for (const stored of source) {
    examined.documents += 1;
    yield stored;
  }
}

function* walk(reader: Reader, collection: Collection, chosen: Plan<Index>, examined: Examined): Generator<Stored> {
  const { index, isReverse } = chosen;
  const seen = index.multikey.length > 0 ? new Set<number>() : undefined;
  for (const range of isReverse ? [...chosen.ranges].reverse() : chosen.ranges) {
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

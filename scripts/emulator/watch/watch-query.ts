import { CloudError, type Clock, type Plain } from '../contract';
import { decode } from '../database/ejson';
import { checkedFilter } from '../database/filter-shape';
import type { WindowQuery } from './window';

const MAX_LIMIT = 200;
const MAX_ORDERS = 5;

/** Reads the query of an INIT_WATCH frame: its text is encoded once by some SDKs and twice by others. */
export function readWatchQuery(data: Plain, clock: Clock): WindowQuery {
  const { collName, query, orderBy, limit } = data;
  if (typeof collName !== 'string' || collName === '') throw invalid('collName is missing');
  const sort = readSort(orderBy);
  return {
    collection: collName,
    filter: readFilter(query, clock),
    ...(sort && { sort }),
    ...(limit !== undefined && limit !== null && { limit: readLimit(limit) }),
  };
}

function readFilter(query: unknown, clock: Clock): Plain {
  if (query === undefined || query === null || query === '') return {};
  if (typeof query !== 'string') throw invalid('query must be a JSON text');
  const once = decode(query, clock);
  const filter = typeof once === 'string' ? decode(once, clock) : once;
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) throw invalid('query must be an object');
  return checkedFilter(filter as Plain);
}

function readSort(orderBy: unknown): WindowQuery['sort'] {
  if (typeof orderBy !== 'object' || orderBy === null) return undefined;
  const fields = Object.entries(orderBy);
  if (fields.length > MAX_ORDERS) throw invalid(`a watch is ordered by at most ${MAX_ORDERS} fields`);
  return Object.fromEntries(fields.map(([field, direction]) => [field, direction === 'desc' ? -1 : 1]));
}

function readLimit(limit: unknown): number {
  if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0 && limit <= MAX_LIMIT) return limit;
  throw invalid(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
}

function invalid(cause: string): CloudError {
  return new CloudError('INVALID_PARAM', `INIT_WATCH: ${cause}.`);
}

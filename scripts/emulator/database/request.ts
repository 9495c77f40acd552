import { CloudError, type Caller, type Clock, type Plain } from '../contract';
import { decode } from './ejson';
import type { Query } from './documents';
import { checkedFilter } from './filter-shape';
import type { KeyPattern } from './index-keys';
import { isObject } from './values';

/** How many documents one query answers. https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/read.html */
const PAGE = { client: { usual: 20, most: 20 }, server: { usual: 100, most: 1000 } };

/** The name of the collection that a request is about. */
export function readCollection(body: Plain): string {
  const name = body['collectionName'];
  if (typeof name === 'string' && name !== '') return name;
  throw new CloudError('INVALID_PARAM', 'collectionName must be a non-empty string');
}

/** The filter of a request; without one it is about all documents. */
export function readFilter(body: Plain, clock: Clock): Plain {
  return checkedFilter(readObject(body['query'] ?? {}, 'query', clock));
}

/** A field of a request that holds an object, as Extended JSON text or as it is. */
export function readObject(field: unknown, name: string, clock: Clock): Plain {
  const value = decode(field, clock);
  if (isObject(value)) return value;
  throw new CloudError('INVALID_PARAM', `${name} must be an object`);
}

/** The documents to insert: one, or a list. */
export function readDocuments(body: Plain, clock: Clock): Plain[] {
  const data = body['data'];
  const documents = Array.isArray(data) ? data : [data];
  return documents.map((document) => readObject(document, 'data', clock));
}

/** Which of the documents that match a request asks for, and which of their fields. */
export function readQuery(body: Plain, caller: Caller, filter: Plain, clock: Clock): Query {
  const { usual, most } = caller.kind === 'client' ? PAGE.client : PAGE.server;
  const wanted = readCount(body, 'limit') || usual;
  return {
    filter,
    sort: readSort(body['order'] ?? {}, clock),
    skip: readCount(body, 'offset'),
    limit: Math.min(wanted, most),
    projection: readObject(body['projection'] ?? {}, 'projection', clock),
  };
}

function readCount(body: Plain, name: string): number {
  const value = Number(body[name] ?? 0);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new CloudError('INVALID_PARAM', `${name} must be a non-negative integer`);
}

/** 1.x sends `{field: 1 | -1}`, 0.x `[{field, direction}]`. */
function readSort(order: unknown, clock: Clock): KeyPattern {
  const decoded = decode(order, clock);
  const pairs = Array.isArray(decoded)
    ? decoded.map((each) => [String(each?.field), each?.direction])
    : Object.entries(isObject(decoded) ? decoded : {});
  return Object.fromEntries(pairs.map(([field, direction]) => [field, readDirection(direction)]));
}

function readDirection(direction: unknown): 1 | -1 {
  if (direction === 1 || direction === 'asc') return 1;
  if (direction === -1 || direction === 'desc') return -1;
  throw new CloudError('INVALID_PARAM', 'order must be asc or desc');
}

/** The stages of an aggregation, each sent as its name and its content. */
export function readPipeline(body: Plain, clock: Clock): Plain[] {
  const stages = body['stages'];
  if (!Array.isArray(stages)) throw new CloudError('INVALID_PARAM', 'stages must be an array');
  return stages.map((stage: unknown) => {
    const { stageKey, stageValue } = isObject(stage) ? stage : {};
    if (typeof stageKey !== 'string') throw new CloudError('INVALID_PARAM', 'stageKey must be a string');
    return { [stageKey]: decode(stageValue, clock) };
  });
}

/** The transaction that a request is part of, if any. */
export function readTransactionId(body: Plain): string | undefined {
  const id = body['transactionId'] ?? undefined;
  if (id === undefined || typeof id === 'string') return id;
  throw new CloudError('INVALID_PARAM', 'transactionId must be a string');
}

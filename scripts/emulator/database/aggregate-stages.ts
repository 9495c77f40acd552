import { Aggregator } from 'mingo/aggregator';
import { Lazy, type Iterator } from 'mingo/lazy';
import * as builtIn from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { cloneDeep, setValue } from 'mingo/util';
import { CloudError, type Document, type Plain } from '../contract';
import type { Selection } from './find';
import { entryKeys, fieldValues } from './index-keys';
import { EMPTY_ARRAY, encodeValue } from './key-order';
import { unsupported } from './unsupported';
import { isObject } from './values';

/** Reads the documents that match; an index is used where one fits. */
export type Read = (collection: string, selection: Selection) => Document[];

type Stage = (documents: Iterator, operand: Plain, options: Options) => Iterator;

/** The stages of MongoDB that work on what `read` answers: mingo's, with our own where mingo differs. */
export function pipelineStages(read: Read) {
  return {
    ...builtIn,
    $lookup: lookup(read),
    $sample: sample,
    $bucket: bucket,
    $count: count,
    $geoNear: unsupported('$geoNear'),
  };
}

/** Joins by equality through an index of the foreign collection, if there is one; its pipeline sees what was joined. */
function lookup(read: Read): Stage {
  return (documents, operand, options) => {
    const { from, localField, foreignField, as, ...rest } = operand;
    if (typeof from !== 'string' || typeof as !== 'string')
      throw refused("$lookup needs 'from' and 'as', which are strings");
    if (typeof localField !== 'string' || typeof foreignField !== 'string')
      return builtIn.$lookup(documents, { ...operand, from: read(from, { filter: {} }) } as never, options);
    return documents.transform((locals: Plain[]) => {
      const joined = joiner(
        read,
        from,
        foreignField,
        locals.flatMap((local) => joinable(localField, local)),
      );
      return Lazy(locals.map((local) => withField(local, as, piped(local, joined(localField, local), rest, options))));
    });
  };
}

function joiner(read: Read, from: string, foreignField: string, wanted: unknown[]) {
  const foreign = read(from, { filter: { [foreignField]: { $in: wanted } } });
  const byKey = new Map<string, Set<number>>();
  foreign.forEach((document, place) => {
    for (const key of entryKeys({ [foreignField]: 1 }, document).keys) placesOf(byKey, key).add(place);
  });
  return (localField: string, local: Plain): Document[] => {
    const keys = joinable(localField, local).map((value) => encodeValue(value).toString('latin1'));
    const places = new Set(keys.flatMap((key) => [...(byKey.get(key) ?? [])]));
    return foreign.filter((_, place) => places.has(place));
  };
}

function placesOf(byKey: Map<string, Set<number>>, key: Buffer): Set<number> {
  const name = key.toString('latin1');
  const places = byKey.get(name) ?? new Set();
  byKey.set(name, places);
  return places;
}

/** An array joins by each of its elements; what is missing joins with null. */
function joinable(field: string, document: Plain): unknown[] {
  return fieldValues(field, document)
    .filter((value) => value !== EMPTY_ARRAY)
    .map((value) => value ?? null);
}

function piped(local: Plain, joined: Document[], rest: Plain, options: Options): unknown {
  if (!Array.isArray(rest['pipeline']) || rest['pipeline'].length === 0) return joined;
  const [result] = builtIn.$lookup(Lazy([local]), { ...rest, from: joined, as: 'joined' }, options).collect<Plain>();
  return result?.['joined'];
}

function withField(document: Plain, path: string, value: unknown): Plain {
  const [root = ''] = path.split('.');
  const copy = { ...document, ...(isObject(document[root]) && { [root]: cloneDeep(document[root]) }) };
  setValue(copy, path, value);
  return copy;
}

/** Random documents, none of them twice. */
const sample: Stage = (documents, { size }) => {
  if (!Number.isInteger(size) || Number(size) < 1) throw refused('size argument to $sample must be a positive integer');
  return documents.transform((all: Plain[]) => {
    const rest = [...all];
    const taken = Math.min(Number(size), rest.length);
    const draw = () => rest.splice(Math.floor(Math.random() * rest.length), 1);
    return Lazy(Array.from({ length: taken }, draw).flat());
  });
};

/** Nothing at all where there is nothing to count. */
function count(documents: Iterator, name: unknown, _options: Options): Iterator {
  if (typeof name !== 'string' || name === '') throw refused('the count field must be a non-empty string');
  return documents.transform((all: Plain[]) => Lazy(all.length === 0 ? [] : [{ [name]: all.length }]));
}

/** Only the buckets that something fell into, `_id` first. */
const bucket: Stage = (documents, operand, options) => {
  const { groupBy, boundaries, default: others, output = { count: { $sum: 1 } } } = operand;
  if (!Array.isArray(boundaries) || boundaries.length < 2) throw refused('$bucket needs at least two boundaries');
  if (!inOrder(boundaries)) throw refused("The 'boundaries' option to $bucket must be sorted and of one type");
  const outside = 'default' in operand ? literal(others) : { $literal: OUTSIDE };
  const _id = boundaries.slice(1).reduceRight<Plain>((otherwise, end: unknown, place) => {
    const start = literal(boundaries[place]);
    return { $cond: [{ $and: [{ $gte: [groupBy, start] }, { $lt: [groupBy, literal(end)] }] }, start, otherwise] };
  }, outside);
  const grouping = { _id, ...(output as Plain) };
  return new Aggregator([{ $group: grouping }, { $sort: { _id: 1 } }], options)
    .stream(documents as never)
    .map(refuseOutside);
};

const OUTSIDE = Symbol('outside all buckets');

function refuseOutside(group: Plain): Plain {
  if (group['_id'] !== OUTSIDE) return group;
  throw refused('$switch could not find a matching branch for an input, and no default was specified.');
}

const literal = (value: unknown): Plain => ({ $literal: value });

function inOrder(values: unknown[]): boolean {
  return values.every((value, place) => {
    const [before, now] = [encodeValue(values[place - 1]), encodeValue(value)];
    return place === 0 || (before[0] === now[0] && Buffer.compare(before, now) < 0);
  });
}

function refused(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

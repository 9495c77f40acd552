import { Context } from 'mingo/core';
import * as projectionOperators from 'mingo/operators/projection';
import * as builtInQueryOperators from 'mingo/operators/query';
import * as windowOperators from 'mingo/operators/window';
import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { CloudError, type Plain } from '../contract';
import { accumulatorOperators } from './accumulators';
import { bitOperators } from './bit-operators';
import { expressionOperators } from './aggregate-expressions';
import { pipelineStages, type Read } from './aggregate-stages';
import { unsupported } from './unsupported';
import { valueOperators, type QueryOperator } from './value-operators';
import { isObject } from './values';

type Predicate = (document: Plain) => boolean;

/** At least one element matches; conditions on fields match only elements that have fields. */
function $elemMatch(selector: string, criteria: Plain, options: Options): Predicate {
  const matches = elementMatcher(criteria, options);
  return (document) => arraysAt(document, selector.split('.')).some((array) => array.some(matches));
}

function elementMatcher(criteria: Plain, options: Options): (element: unknown) => boolean {
  if (isOnValues(criteria)) {
    const query = new Query({ element: criteria }, options);
    return (element) => query.test({ element });
  }
  const query = new Query(criteria, options);
  return (element) => (isObject(element) || Array.isArray(element)) && query.test(element as Plain);
}

function isOnValues(criteria: Plain): boolean {
  const names = Object.keys(criteria);
  return names.length > 0 && names.every((name) => name.startsWith('$') && !['$and', '$or', '$nor'].includes(name));
}

function* stepsInto(value: unknown, name: string): Generator {
  if (isObject(value)) yield value[name];
  if (!Array.isArray(value)) return;
  if (/^\d+$/.test(name)) yield value[Number(name)];
  for (const element of value) if (isObject(element)) yield element[name];
}

function arraysAt(value: unknown, path: string[]): unknown[][] {
  const [name, ...rest] = path;
  if (name === undefined) return Array.isArray(value) ? [value] : [];
  return [...stepsInto(value, name)].flatMap((next) => arraysAt(next, rest));
}

/** All of the values are equal to the field, or to elements of it. */
function $all(selector: string, values: unknown[], options: Options): Predicate {
  const predicates = values.map((value) => memberMatcher(selector, value, options));
  return (document) => predicates.length > 0 && predicates.every((matches) => matches(document));
}

function memberMatcher(selector: string, value: unknown, options: Options): Predicate {
  if (isObject(value) && isObject(value['$elemMatch'])) return $elemMatch(selector, value['$elemMatch'], options);
  const query = new Query({ [selector]: value instanceof RegExp ? { $regex: value } : { $eq: value } }, options);
  return (document) => query.test(document);
}

/** Refuses a wrong operand when the query is compiled, not when the first document meets it. */
function checked<T>(isRight: (operand: T) => boolean, message: string, operator: QueryOperator<T>): QueryOperator<T> {
  return (selector, operand, options) => {
    if (!isRight(operand)) throw new CloudError('DATABASE_REQUEST_FAILED', message);
    return operator(selector, operand, options);
  };
}

const hasMongoFlags = (pattern: unknown) => pattern instanceof RegExp && /^[imsu]*$/.test(pattern.flags);
const isSize = (size: unknown) => Number.isInteger(size) && Number(size) >= 0;

/** A comment says nothing of the documents. */
const everything: QueryOperator<unknown> = () => () => true;

const { $regex, $size } = builtInQueryOperators;

const geo = ['$near', '$nearSphere', '$geoWithin', '$geoIntersects'];

const queryOperators = {
  ...builtInQueryOperators,
  ...Object.fromEntries([...geo, '$jsonSchema'].map((name) => [name, unsupported(name)])),
  ...valueOperators,
  ...bitOperators,
  $regex: checked(hasMongoFlags, 'invalid flag in regex options', $regex),
  $options: checked(() => false, '$options needs a $regex', $regex),
  $comment: everything,
  $all: checked(Array.isArray, '$all needs an array', $all),
  $size: checked(isSize, '$size must be a whole number, not negative', $size),
  $elemMatch: checked(isObject, '$elemMatch needs an Object', $elemMatch),
};

/** What a plain filter needs. Every compilation copies the operators, so that fewer are faster. */
export const filterOptions = { scriptEnabled: false, context: Context.init({ query: queryOperators }) };

const operators = {
  accumulator: accumulatorOperators,
  expression: expressionOperators,
  projection: projectionOperators,
  query: queryOperators,
  window: windowOperators,
};

/** MongoDB's operators: mingo's, with our own where mingo differs from MongoDB. */
export const mongoOptions = { scriptEnabled: false, context: Context.init(operators) };

/** The same with the stages of an aggregation, which read other collections. */
export function pipelineOptions(read: Read) {
  return {
    scriptEnabled: false,
    context: Context.init({ ...operators, pipeline: pipelineStages(read) }),
    collectionResolver: (name: string) => read(name, { filter: {} }),
  };
}

import type { Options } from 'mingo/types';
import { CloudError, type Plain } from '../contract';
import { encodeValue } from './key-order';
import { someValueAt } from './path-values';
import { hasOperators, typeName } from './values';

type Test = (value: unknown) => boolean;
type Predicate = (document: Plain) => boolean;

/** Compiles what is asked of the values at a path. */
export type QueryOperator<T> = (selector: string, operand: T, options: Options) => Predicate;

/** An operator that asks something of single values; one of the values at its path has to pass. */
function ofSomeValue(testFor: (operand: unknown) => Test): QueryOperator<unknown> {
  return (selector, operand) => {
    const passes = testFor(operand);
    const path = selector.split('.');
    return (document) => someValueAt(path, document, passes);
  };
}

function opposite(operator: QueryOperator<unknown>): QueryOperator<unknown> {
  return (...given) => {
    const matches = operator(...given);
    return (document) => !matches(document);
  };
}

/** Values are equal when their bytes are, so that the order of fields counts; null equals what is missing. */
function equals(wanted: unknown): Test {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted !== 'object') return (value) => value === wanted || Object.is(value, wanted);
  const bytes = encodeValue(wanted);
  return (value) => typeof value === 'object' && bytes.equals(encodeValue(value));
}

function isOneOf(operand: unknown): Test {
  if (!Array.isArray(operand)) return refuse('$in needs an array');
  if (operand.some(hasOperators)) return refuse('cannot nest $ under $in');
  const simple = new Set(operand.filter((value) => typeof value !== 'object'));
  const tests = operand.filter((value) => typeof value === 'object').map(memberTest);
  return (value) => simple.has(value) || tests.some((passes) => passes(value));
}

function memberTest(member: unknown): Test {
  const isEqual = equals(member);
  return member instanceof RegExp
    ? (value) => isEqual(value) || (typeof value === 'string' && member.test(value))
    : isEqual;
}

function hasRest(operand: unknown): Test {
  if (!Array.isArray(operand) || operand.length < 2) return refuse('malformed mod, not enough elements');
  if (operand.length > 2) return refuse('malformed mod, too many elements');
  if (!operand.every(Number.isFinite)) return refuse('malformed mod, divisor and remainder must be numbers');
  const [divisor = 0, rest = 0] = (operand as number[]).map(Math.trunc);
  if (divisor === 0) return refuse('divisor cannot be 0');
  return (value) => typeof value === 'number' && Math.trunc(value) % divisor === rest;
}

/** BSON's types by number. Those that no value has here can be asked for all the same. */
const TYPES = new Map([
  [-1, 'minKey'],
  [1, 'double'],
  [2, 'string'],
  [3, 'object'],
  [4, 'array'],
  [5, 'binData'],
  [6, 'undefined'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [10, 'null'],
  [11, 'regex'],
  [13, 'javascript'],
  [16, 'int'],
  [17, 'timestamp'],
  [18, 'long'],
  [19, 'decimal'],
  [127, 'maxKey'],
]);
const TYPE_NAMES = new Set(TYPES.values());

function hasType(operand: unknown): Test {
  const wanted = new Set((Array.isArray(operand) ? operand : [operand]).map(wantedType));
  return (value) => wanted.has(typeName(value)) || (typeof value === 'number' && wanted.has('number'));
}

function wantedType(alias: unknown): string {
  if (alias === 'number') return alias;
  const name = typeof alias === 'number' ? TYPES.get(alias) : alias;
  return typeof name === 'string' && TYPE_NAMES.has(name) ? name : refuse(`Unknown type name alias: ${String(alias)}`);
}

function refuse(message: string): never {
  throw new CloudError('DATABASE_REQUEST_FAILED', message);
}

const $eq = ofSomeValue(equals);
const $in = ofSomeValue(isOneOf);

/** The operators that compare values for equality or ask for their kind. */
export const valueOperators = {
  $eq,
  $ne: opposite($eq),
  $in,
  $nin: opposite($in),
  $mod: ofSomeValue(hasRest),
  $type: ofSomeValue(hasType),
};

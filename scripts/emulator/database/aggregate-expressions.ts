import { evalExpr } from 'mingo/core';
import * as builtIn from 'mingo/operators/expression';
import type { Options } from 'mingo/types';
import { CloudError, type Plain } from '../contract';
import { accumulatorOperators } from './accumulators';
import { encodeValue } from './key-order';
import { isObject } from './values';

type Expression = (document: Plain, operand: never, options: Options) => unknown;
type Evaluate = (document: Plain, operand: unknown, options: Options) => unknown;

/** A part of a date; null where the date is null or missing, which mingo refuses. */
function datePart(operator: Expression): Evaluate {
  return (document, operand, options) => {
    const value: unknown = evalExpr(document, operand, options);
    const date = isObject(value) ? value['date'] : value;
    return date === null || date === undefined ? null : operator(document, value as never, options);
  };
}

const read = (part: Expression, date: unknown, options: Options): number => Number(part({}, date as never, options));

/** Weeks begin on Sundays; the days before the first one are week 0. */
const week: Evaluate = (_, date, options) =>
  Math.floor((read(builtIn.$dayOfYear, date, options) + 7 - read(builtIn.$dayOfWeek, date, options)) / 7);

/** The year that most days of the ISO week lie in. */
const isoWeekYear: Evaluate = (_, date, options) => {
  const [year, month, isoWeek] = [builtIn.$year, builtIn.$month, builtIn.$isoWeek].map((part) =>
    read(part, date, options),
  ) as [number, number, number];
  if (month === 12 && isoWeek === 1) return year + 1;
  return month === 1 && isoWeek >= 52 ? year - 1 : year;
};

type Units = { count: (text: string) => number; cut: (text: string, from: number, to?: number) => string };

const bytes: Units = {
  count: (text) => Buffer.byteLength(text),
  cut: (text, from, to) => Buffer.from(text).subarray(from, to).toString(),
};
const codePoints: Units = {
  count: (text) => Array.from(text).length,
  cut: (text, from, to) => Array.from(text).slice(from, to).join(''),
};

/** Where one text first occurs in another, counted in the given units. */
function indexOf(name: string, units: Units): Evaluate {
  return (document, operand, options) => {
    const [text, searched, start = 0, end] = evaluateList(name, document, operand, options);
    if (text === null || text === undefined) return null;
    if (typeof text !== 'string' || typeof searched !== 'string') throw refused(`${name} requires strings`);
    const [from, to] = [position(name, start), end === undefined ? undefined : position(name, end)];
    const found = from > units.count(text) ? -1 : units.cut(text, from, to).indexOf(searched);
    return found === -1 ? -1 : from + units.count(units.cut(text, from, to).slice(0, found));
  };
}

function position(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw refused(`${name} requires positions that are non-negative integers`);
}

/** A piece of a text by bytes; a negative length means the rest of it. Numbers and dates count as their text. */
const substrBytes: Evaluate = (document, operand, options) => {
  const [value, start, length] = evaluateList('$substrBytes', document, operand, options);
  if (value === null || value === undefined) return '';
  const text = textOf(value);
  const [from, count] = [Number(start), Number(length)];
  if (!Number.isInteger(from) || !Number.isInteger(count)) throw refused('$substrBytes requires whole numbers');
  if (from < 0) return '';
  const whole = Buffer.from(text);
  const piece = whole.subarray(from, count < 0 ? undefined : from + count);
  if (isContinuation(whole[from]) || isContinuation(whole[from + piece.length]))
    throw refused('$substrBytes: Invalid range, starting or ending in the middle of a UTF-8 character.');
  return piece.toString();
};

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** Compares as MongoDB orders values of all types; what is missing comes before null. */
function comparison(name: string, answer: (order: number) => unknown): Evaluate {
  return (document, operand, options) => {
    const values = evaluateList(name, document, operand, options);
    if (values.length !== 2)
      throw refused(`Expression ${name} takes exactly 2 arguments. ${values.length} were passed in.`);
    return answer(Buffer.compare(orderKey(values[0]), orderKey(values[1])));
  };
}

const orderKey = (value: unknown): Buffer => (value === undefined ? Buffer.of(0) : encodeValue(value));

/** Operators of one argument take it alone or as a list of one. */
function unary(operator: Expression): Evaluate {
  return (document, operand, options) =>
    operator(document, (Array.isArray(operand) && operand.length === 1 ? operand[0] : operand) as never, options);
}

/** Operators whose second argument may be left out take the first one without a list. */
function listed(operator: Expression): Evaluate {
  return (document, operand, options) =>
    operator(document, (Array.isArray(operand) ? operand : [operand]) as never, options);
}

/** In a group it is an accumulator, of an expression on each document. */
const mergeObjects: Evaluate = (document, operand, options) => {
  if (!Array.isArray(document)) return builtIn.$mergeObjects(document, operand, options);
  const values = accumulatorOperators.$push(document as Plain[], operand, options);
  return Object.assign({}, ...values.filter(isObject)) as Plain;
};

function emptyForNull(operator: Expression): Expression {
  return (document, operand, options) => operator(document, operand, options) ?? '';
}

function each(
  wrap: (operator: Expression) => Evaluate,
  operators: Record<string, Expression>,
): Record<string, Evaluate> {
  return Object.fromEntries(Object.entries(operators).map(([name, operator]) => [name, wrap(operator)]));
}

function evaluateList(name: string, document: Plain, operand: unknown, options: Options): unknown[] {
  const values: unknown = evalExpr(document, operand, options);
  if (Array.isArray(values)) return values;
  throw refused(`${name} requires an array of arguments`);
}

function refused(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

const dateParts = pick(
  '$year $month $dayOfMonth $dayOfWeek $dayOfYear $isoWeek $isoDayOfWeek $hour $minute $second $millisecond',
);
const ofOneArgument = pick(
  '$abs $ceil $exp $floor $ln $log10 $sqrt $size $reverseArray $isArray $objectToArray ' +
    '$strLenBytes $strLenCP $type $toBool $toDate $toDouble $toInt $toLong $toString',
);
const cases = { $toLower: emptyForNull(builtIn.$toLower), $toUpper: emptyForNull(builtIn.$toUpper) };

function pick(names: string): Record<string, Expression> {
  const chosen = new Set(names.split(' '));
  return Object.fromEntries(Object.entries<Expression>(builtIn).filter(([name]) => chosen.has(name)));
}

/** MongoDB's expressions: mingo's, with our own where mingo differs or has none. */
export const expressionOperators = {
  ...builtIn,
  ...each(datePart, { ...dateParts, $week: week, $isoWeekYear: isoWeekYear }),
  ...each(unary, { ...ofOneArgument, ...cases }),
  ...each(listed, { $round: builtIn.$round, $trunc: builtIn.$trunc }),
  $mergeObjects: mergeObjects,
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: comparison('$cmp', (order) => order),
  $indexOfBytes: indexOf('$indexOfBytes', bytes),
  $indexOfCP: indexOf('$indexOfCP', codePoints),
  $substr: substrBytes,
  $substrBytes: substrBytes,
};

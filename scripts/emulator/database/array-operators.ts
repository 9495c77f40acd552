import type { Plain } from '../contract';
import { sortKey, type KeyPattern } from './index-keys';
import { encodeValue } from './key-order';
import { matcher } from './query';
import type { FieldOperator } from './update-operators';
import { refused } from './update-path';
import { hasOperators, isObject, typeName } from './values';

/** The update operators that work on arrays. */
export const arrayOperators: Record<string, FieldOperator> = {
  $push: (current, operand, at) => pushed(arrayOf(current, at.path), operand),
  $addToSet: (current, operand, at) => {
    const array = arrayOf(current, at.path);
    const known = new Set(array.map(identity));
    return [...array, ...each(operand).filter((value) => !known.has(identity(value)) && known.add(identity(value)))];
  },
  $pop: (current, operand, at) => {
    if (operand !== 1 && operand !== -1) throw refused(`$pop expects 1 or -1, found: ${JSON.stringify(operand)}`);
    if (current === undefined) return undefined;
    const array = arrayOf(current, at.path);
    return operand === 1 ? array.slice(0, -1) : array.slice(1);
  },
  $pull: (current, operand, at) => {
    const isPulled = pullTest(operand);
    return current === undefined ? undefined : arrayOf(current, at.path).filter((element) => !isPulled(element));
  },
  $pullAll: (current, operand, at) => {
    if (!Array.isArray(operand))
      throw refused(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
    const pulled = new Set(operand.map(identity));
    return current === undefined
      ? undefined
      : arrayOf(current, at.path).filter((element) => !pulled.has(identity(element)));
  },
};

function arrayOf(current: unknown, path: string): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current;
  throw refused(`The field '${path}' must be an array but is of type ${typeName(current)}`);
}

function each(operand: unknown): unknown[] {
  if (!isObject(operand) || !('$each' in operand)) return [operand];
  if (Array.isArray(operand['$each'])) return operand['$each'];
  throw refused(`The argument to $each must be an array but it was of type: ${typeName(operand['$each'])}`);
}

/** Adds at a position, then sorts, then slices, whatever the order in which they are written. */
function pushed(array: unknown[], operand: unknown): unknown[] {
  const { $position, $sort, $slice } = pushModifiers(operand);
  const result = array.toSpliced(whole('$position', $position) ?? array.length, 0, ...each(operand));
  return sliced($sort === undefined ? result : sortedBy(result, $sort), whole('$slice', $slice));
}

const PUSH_MODIFIERS = ['$each', '$position', '$sort', '$slice'];

function pushModifiers(operand: unknown): Plain {
  if (!isObject(operand)) return {};
  const names = Object.keys(operand);
  const isModified = names.includes('$each');
  const lonely = names.find((name) => !isModified && PUSH_MODIFIERS.includes(name));
  if (lonely) throw refused(`$push takes ${lonely} only together with $each`);
  const unknown = names.find((name) => isModified && !PUSH_MODIFIERS.includes(name));
  if (unknown) throw refused(`Unrecognized clause in $push: ${unknown}`);
  return isModified ? operand : {};
}

function whole(name: string, value: unknown): number | undefined {
  if (value === undefined || Number.isInteger(value)) return value as number | undefined;
  throw refused(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
}

function sliced(array: unknown[], size: number | undefined): unknown[] {
  if (size === undefined) return array;
  if (size === 0) return [];
  return size > 0 ? array.slice(0, size) : array.slice(size);
}

function sortedBy(array: unknown[], sort: unknown): unknown[] {
  const directions = isObject(sort) ? Object.values(sort) : [sort];
  if (!directions.every((each) => each === 1 || each === -1))
    throw refused('The $sort must be 1 or -1, or such by field');
  const key = isObject(sort)
    ? (element: unknown) => sortKey(sort as KeyPattern, isObject(element) ? element : {})
    : encodeValue;
  const keyed = array.map((element) => ({ element, key: key(element) }));
  const direction = sort === -1 ? -1 : 1;
  return keyed.sort((a, b) => direction * Buffer.compare(a.key, b.key)).map(({ element }) => element);
}

function pullTest(operand: unknown): (element: unknown) => boolean {
  if (hasOperators(operand)) {
    const matches = matcher({ element: operand });
    return (element) => matches({ element });
  }
  if (isObject(operand)) {
    const matches = matcher(operand);
    return (element) => isObject(element) && matches(element);
  }
  if (operand instanceof RegExp) return (element) => typeof element === 'string' && operand.test(element);
  return (element) => identity(element) === identity(operand);
}

function identity(value: unknown): string {
  return encodeValue(value).toString('latin1');
}

import type { Plain } from '../contract';

/** Whether a value is an object with fields: not an array, date, regular expression or binary. */
export function isObject(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof Uint8Array)
  );
}

/** Whether a condition is made of operators, such as `{$gt: 1}`, instead of being a value to equal. */
export function hasOperators(value: unknown): value is Plain {
  return isObject(value) && Object.keys(value).some((name) => name.startsWith('$'));
}

/** MongoDB's name of a value's type, for error messages. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return numberTypeName(value);
  if (typeof value === 'boolean') return 'bool';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof RegExp) return 'regex';
  return value instanceof Uint8Array ? 'binData' : typeof value;
}

function numberTypeName(value: number): string {
  if (!Number.isInteger(value)) return 'double';
  return Math.abs(value) < 2 ** 31 ? 'int' : 'long';
}

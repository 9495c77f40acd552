import { isDeepStrictEqual } from 'node:util';
import type { Operator } from './expression';

/** Compares two known values the way rules do; a missing value equals null, and only like types have an order. */
export function compare(operator: Operator, left: unknown, right: unknown): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    default:
      return ordered(operator, scalar(left), scalar(right));
  }
}

function equal(left: unknown, right: unknown): boolean {
  if (left == null || right == null) return left == null && right == null;
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return isDeepStrictEqual(left, right);
}

function contains(list: unknown, value: unknown): boolean {
  return Array.isArray(list) && list.some((item) => equal(item, value));
}

function scalar(value: unknown): unknown {
  return value instanceof Date ? value.getTime() : value;
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: unknown, right: unknown): boolean {
  const like =
    (typeof left === 'number' && typeof right === 'number') || (typeof left === 'string' && typeof right === 'string');
  if (!like) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

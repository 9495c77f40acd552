import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { EMPTY_ARRAY, encodeValue, invert, successor } from '../../../scripts/emulator/database/key-order';

const scalar = fc.oneof(
  fc.constant(null),
  fc.double(),
  fc.integer(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** 53),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\0', '\u0001', 'a', 'é', '中', '😀', '\uffff') }),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
);
const value = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 2 }, scalar, tie('array'), tie('object')),
  array: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'ab'), tie('value'), { maxKeys: 3 }),
})).value;

/** MongoDB's comparison, written down a second time without bytes. */
function compare(a: unknown, b: unknown): number {
  const byType = rank(a) - rank(b);
  if (byType !== 0) return Math.sign(byType);
  if (Array.isArray(a)) return compareLists(a, b as unknown[], compare);
  if (typeof a === 'string') return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b as string)));
  if (typeof a === 'object' && a !== null && !(a instanceof Date)) return compareFields(a, b as object);
  return compareNumbers(Number(a), Number(b));
}

function rank(value: unknown): number {
  if (value === null) return 0;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 6;
  return { number: 1, string: 2, object: 3, boolean: 5 }[typeof value as 'number'];
}

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return a === b ? 0 : a < b ? -1 : 1;
}

function compareLists<T>(a: T[], b: T[], each: (a: T, b: T) => number): number {
  for (let place = 0; place < Math.min(a.length, b.length); place += 1) {
    const order = each(a[place] as T, b[place] as T);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareFields(a: object, b: object): number {
  return compareLists(Object.entries(a), Object.entries(b), ([nameA, valueA], [nameB, valueB]) => {
    return Math.sign(rank(valueA) - rank(valueB)) || compare(nameA, nameB) || compare(valueA, valueB);
  });
}

test('bytes are in the order of the values', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(Buffer.compare(encodeValue(a), encodeValue(b))).toBe(compare(a, b));
    }),
    { numRuns: 5000 },
  );
});

test('inverted bytes are in the opposite order', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(Buffer.compare(invert(encodeValue(a)), invert(encodeValue(b)))).toBe(0 - compare(a, b));
    }),
    { numRuns: 2000 },
  );
});

test('no value is a prefix of another, so that keys can be joined', () => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [left, right] = [encodeValue(a), encodeValue(b)];
      expect(left.equals(right) || !right.subarray(0, left.length).equals(left)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the successor of a prefix lies after every key with it and before all others', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), fc.uint8Array({ maxLength: 4 }), (prefix, rest) => {
      fc.pre(prefix.some((byte) => byte !== 0xff));
      const next = successor(Buffer.from(prefix));
      expect(Buffer.compare(Buffer.concat([prefix, rest]), next)).toBe(-1);
      expect(Buffer.compare(next, prefix)).toBe(1);
    }),
  );
});

test('an empty array sorts before null', () => {
  expect(Buffer.compare(encodeValue(EMPTY_ARRAY), encodeValue(null))).toBe(-1);
});

import { describe, expect, test } from '@jest/globals';
import { EJSON } from 'bson';
import * as fc from 'fast-check';
import { decode, encode, plain, revive } from '../../../scripts/emulator/database/ejson';
import { stoppedClock } from './support/database-folder';

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.constantFrom(2 ** 53, -(2 ** 53), 2 ** 62, -(2 ** 63), 2 ** 64, 1e21, -1e22),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.date({ noInvalidDate: true }),
    fc.constantFrom(/^a.b$/i, /x/ms),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  object: fc.dictionary(fc.string({ unit: fc.constantFrom('a', 'b', '中', '.', ' ') }), tie('value'), { maxKeys: 3 }),
})).object;

test('what is encoded is decoded again', () => {
  fc.assert(fc.property(value, (document) => expect(decode(encode(document), stoppedClock)).toEqual(document)));
});

test('the text is what MongoDB’s own library writes', () => {
  fc.assert(
    fc.property(value, (document) => {
      expect(JSON.parse(encode(document))).toEqual(JSON.parse(EJSON.stringify(document, { relaxed: false })));
    }),
  );
});

describe('what the SDKs send', () => {
  const now = stoppedClock.now();
  test.each<[string, unknown, unknown]>([
    ['an int', { $numberInt: '5' }, 5],
    ['a long', { $numberLong: '5000000000' }, 5000000000],
    ['a double', { $numberDouble: '1.5' }, 1.5],
    ['not a number', { $numberDouble: 'NaN' }, NaN],
    ['an ObjectId, as its text', { $oid: '65a1' }, '65a1'],
    ['a date', { $date: { $numberLong: '5' } }, new Date(5)],
    ['an early date of the older generation, as the web SDK words it', { $date: { $numberInt: '5' } }, new Date(5)],
    ['a date of the older generation', { $date: 5 }, new Date(5)],
    ['a date as text', { $date: '1970-01-01T00:00:00.005Z' }, new Date(5)],
    ['the server date', { $tcb_server_date: { offset: { $numberInt: '60000' } } }, new Date(now + 60000)],
    ['the server date of the older generation', { $date: { offset: 60000 } }, new Date(now + 60000)],
    ['a pattern', { $regularExpression: { pattern: '^a', options: 'i' } }, /^a/i],
    ['a pattern without the flags that keep state', { $regularExpression: { pattern: 'a', options: 'gi' } }, /a/i],
    ['operators stay', { n: { $gt: { $numberInt: '1' } } }, { n: { $gt: 1 } }],
  ])('%s', (_, sent, expected) => expect(revive(sent, stoppedClock)).toEqual(expected));

  test.each<[string, unknown, RegExp]>([
    ['text that is not JSON', '{', /Not Extended JSON/],
    ['a date that is none', { $date: 'tomorrow' }, /Not a date/],
    ['a pattern that does not parse', { $regularExpression: { pattern: '(' } }, /Invalid regular expression/],
    ['endless nesting', JSON.parse('['.repeat(5000) + ']'.repeat(5000)), /deeper than 100/],
  ])('%s is refused', (_, sent, message) => expect(() => decode(sent, stoppedClock)).toThrow(message));
});

test('the older generation reads plain JSON', () => {
  expect(plain({ a: new Date(5), b: [/x/i], c: 1.5 })).toEqual({
    a: { $date: 5 },
    b: [{ $regex: 'x', $options: 'i' }],
    c: 1.5,
  });
});

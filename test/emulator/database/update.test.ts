import { describe, expect, test } from '@jest/globals';
import type { Document, Plain } from '../../../scripts/emulator/contract';
import { applyReplacement, applyUpdate, storable, upsertedDocument } from '../../../scripts/emulator/database/change';
import { stoppedClock } from './support/database-folder';

const today = new Date(stoppedClock.now());

function updated(document: Plain, update: Plain, filter: Plain = {}): Document | undefined {
  return applyUpdate({ _id: 'x', ...document }, update, { filter, clock: stoppedClock })?.after;
}

/** Each row follows the page of that operator in https://www.mongodb.com/docs/manual/reference/operator/update/ */
const cases: [string, Plain, Plain, Plain][] = [
  ['$set', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
  ['$set makes the objects on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set of an element', { a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
  ['$set beyond the end fills up with null', { a: [1] }, { $set: { 'a.3': 5 } }, { a: [1, null, null, 5] }],
  ['$set of a whole object replaces it', { a: { b: 1 } }, { $set: { a: { c: 2 } } }, { a: { c: 2 } }],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset of an element leaves null', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  ['$inc', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  ['$inc of a missing field', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
  ['$mul', { a: 3 }, { $mul: { a: 2 } }, { a: 6 }],
  ['$mul of a missing field', {}, { $mul: { a: 2 } }, { a: 0 }],
  ['$min', { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  ['$max', { a: 5 }, { $max: { a: 9, b: 1 } }, { a: 9, b: 1 }],
  ['$max compares types in their order', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
  ['$bit', { a: 13 }, { $bit: { a: { and: 10, or: 1 } } }, { a: 9 }],
  ['$rename', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  ['$currentDate', {}, { $currentDate: { a: true } }, { a: today }],
  ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['$push to a missing field', {}, { $push: { a: 2 } }, { a: [2] }],
  ['$push of an array adds it as one element', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
  ['$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ['$push $slice keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$push $slice to a missing field', {}, { $push: { a: { $each: [1, 2, 3], $slice: -2 } } }, { a: [2, 3] }],
  ['$push $position', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
  ['$push $sort of values', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
  [
    '$push $sort by two fields',
    { a: [{ x: 2, y: 1 }] },
    {
      $push: {
        a: {
          $each: [
            { x: 1, y: 1 },
            { x: 2, y: 0 },
          ],
          $sort: { x: -1, y: 1 },
        },
      },
    },
    {
      a: [
        { x: 2, y: 0 },
        { x: 2, y: 1 },
        { x: 1, y: 1 },
      ],
    },
  ],
  ['$addToSet', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  ['$addToSet of an object', { a: [{ x: 1 }] }, { $addToSet: { a: { x: 2 } } }, { a: [{ x: 1 }, { x: 2 }] }],
  ['$pop of the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['$pop of the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  ['$pull of a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull by fields', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$[] is every element', { a: [{ n: 1 }, { n: 2 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 2 }, { n: 3 }] }],
  [
    '$setOnInsert does nothing to a document that is there',
    { a: 1 },
    { $setOnInsert: { b: 1 }, $inc: { a: 1 } },
    { a: 2 },
  ],
  ['the same _id may be set', { a: 1 }, { $set: { _id: 'x', a: 2 } }, { a: 2 }],
];

test.each(cases)('%s', (_, document, update, expected) => {
  expect(updated(document, update)).toEqual({ _id: 'x', ...expected });
});

test.each<[string, Plain, Plain]>([
  ['$set of an equal value', { a: { b: [1] } }, { $set: { a: { b: [1] } } }],
  ['$unset of a missing field', { a: 1 }, { $unset: { 'b.c': '' } }],
  ['$pull of what is not there', { a: [1] }, { $pull: { a: 2 } }],
  ['$pull from a missing field', {}, { $pull: { a: 2 } }],
  ['$addToSet of what is there', { a: [new Date(1)] }, { $addToSet: { a: new Date(1) } }],
  ['$rename of a missing field', {}, { $rename: { a: 'b' } }],
  ['$push of what $slice cuts off', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }],
  ['$max of less', { a: 5 }, { $max: { a: 1 } }],
])('%s changes nothing', (_, document, update) => {
  expect(updated(document, update)).toBeUndefined();
});

test.each<[string, Plain, Plain, RegExp]>([
  ['no operator', {}, { a: 1 }, /Unknown modifier: a/],
  ['an unknown operator', {}, { $add: { a: 1 } }, /Unknown modifier: \$add/],
  ['an inherited name as operator', {}, { $toString: { a: 1 } }, /Unknown modifier/],
  ['$inc of text', { a: 'x' }, { $inc: { a: 1 } }, /non-numeric type/],
  ['$inc of null', { a: null }, { $inc: { a: 1 } }, /non-numeric type null/],
  ['$inc by text', { a: 1 }, { $inc: { a: 'x' } }, /Cannot increment with non-numeric argument/],
  ['$push to text', { a: 'x' }, { $push: { a: 1 } }, /must be an array but is of type string/],
  ['$set through a number', { a: 1 }, { $set: { 'a.b': 1 } }, /Cannot create field 'b' in element \{a: 1\}/],
  ['$set of a name in an array', { a: [] }, { $set: { 'a.b': 1 } }, /Cannot create field 'b' in element/],
  ['another _id', {}, { $set: { _id: 'y' } }, /immutable field '_id'/],
  ['one path twice', {}, { $set: { a: 1 }, $inc: { a: 1 } }, /would create a conflict at 'a'/],
  ['a path and its parent', {}, { $set: { 'a.b': 1 }, $unset: { a: '' } }, /would create a conflict at 'a.b'/],
  ['an empty name', {}, { $set: { 'a..b': 1 } }, /empty field name/],
  ['the prototype', {}, { $set: { ['__proto__.a']: 1 } }, /Cannot create field '__proto__'/],
  ['$pop by two', { a: [1] }, { $pop: { a: 2 } }, /\$pop expects 1 or -1/],
  ['$ without a match', { a: [1] }, { $set: { 'a.$': 1 } }, /positional operator did not find/],
  ['an endless array', { a: [] }, { $set: { 'a.2000000': 1 } }, /backfill/],
])('%s is refused', (_, document, update, message) => {
  expect(() => updated(document, update)).toThrow(message);
});

describe('the positional $', () => {
  const items = [
    { id: 1, n: 1 },
    { id: 2, n: 1 },
  ];
  test.each<[string, Plain, Plain, Plain, Plain]>([
    [
      'by a field of the elements',
      { items },
      { 'items.id': 2 },
      { $inc: { 'items.$.n': 1 } },
      { items: [items[0], { id: 2, n: 2 }] },
    ],
    [
      'by $elemMatch',
      { items },
      { items: { $elemMatch: { id: 2 } } },
      { $set: { 'items.$.n': 7 } },
      { items: [items[0], { id: 2, n: 7 }] },
    ],
    ['by a value', { a: [5, 6] }, { a: 6 }, { $set: { 'a.$': 0 } }, { a: [5, 0] }],
    ['by a condition inside $and', { a: [5, 6] }, { $and: [{ a: { $gt: 5 } }] }, { $inc: { 'a.$': 1 } }, { a: [5, 7] }],
  ])('%s', (_, document, filter, update, expected) => {
    expect(updated(document, update, filter)).toEqual({ _id: 'x', ...expected });
  });
});

test('the paths that differ are told', () => {
  const changed = applyUpdate(
    { _id: 'x', a: 1, b: 2 },
    { $set: { a: 1, 'c.d': 1 }, $unset: { b: '' } },
    {
      filter: {},
      clock: stoppedClock,
    },
  );
  expect(changed?.updatedFields).toEqual(['c.d', 'b']);
});

test('the document itself is left as it was', () => {
  const document = { _id: 'x', a: { b: [1] } };
  applyUpdate(document, { $push: { 'a.b': 2 } }, { filter: {}, clock: stoppedClock });
  expect(document).toEqual({ _id: 'x', a: { b: [1] } });
});

test('a replacement keeps only the id', () => {
  expect(applyReplacement({ _id: 'x', a: 1, b: 2 }, { b: 2, c: 3 })).toEqual({
    after: { _id: 'x', b: 2, c: 3 },
  });
  expect(applyReplacement({ _id: 'x', a: 1 }, { a: 1 })).toBeUndefined();
  expect(() => applyReplacement({ _id: 'x' }, { _id: 'y' })).toThrow(/immutable field '_id'/);
});

test('an upsert starts from the equalities of the filter', () => {
  const filter = { _id: 'x', 'a.b': 1, c: { $eq: 2 }, d: { $gt: 3 }, $and: [{ e: 5 }] };
  const update = { $inc: { n: 1 }, $setOnInsert: { first: true } };
  const expected = { _id: 'x', a: { b: 1 }, c: 2, e: 5, n: 1, first: true };
  expect(upsertedDocument(filter, update, false, stoppedClock)).toEqual(expected);
  expect(upsertedDocument(filter, { z: 1 }, true, stoppedClock)).toEqual({ _id: 'x', z: 1 });
});

test('a stored document gets an id and cannot look like an operator', () => {
  expect(storable({ a: 1 })._id).toMatch(/^[0-9a-f]{32}$/);
  expect(() => storable({ $set: { a: 1 } })).toThrow(/is not valid for storage/);
});

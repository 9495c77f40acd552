import { describe, expect, test } from '@jest/globals';
import type { Document, Plain } from '../../../scripts/emulator/contract';
import { matcher, project } from '../../../scripts/emulator/database/query';

/** Each row follows the page of that operator in https://www.mongodb.com/docs/manual/reference/operator/query/ */
const cases: [string, Plain, Plain, boolean][] = [
  ['equality reaches into arrays', { tags: 'a' }, { tags: ['a', 'b'] }, true],
  ['equality with a whole array', { tags: ['a', 'b'] }, { tags: ['a', 'b'] }, true],
  ['arrays are equal only in the same order', { tags: ['b', 'a'] }, { tags: ['a', 'b'] }, false],
  ['null finds what is missing', { a: null }, {}, true],
  ['null finds null', { a: null }, { a: null }, true],
  ['null does not find zero', { a: null }, { a: 0 }, false],
  ['dates are equal by their time', { a: new Date(5) }, { a: new Date(5) }, true],
  ['a path through objects', { 'a.b': 1 }, { a: { b: 1 } }, true],
  ['a path through an array of objects', { 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
  ['a path with an index', { 'a.1': 'y' }, { a: ['x', 'y'] }, true],
  ['a pattern', { a: /^b/i }, { a: 'Bob' }, true],
  ['$regex with $options', { a: { $regex: 'OB', $options: 'i' } }, { a: 'Bob' }, true],
  ['ranges do not cross types', { a: { $gt: 1 } }, { a: '2' }, false],
  ['a date is not greater than a number', { a: { $gt: 1 } }, { a: new Date(2) }, false],
  ['$gt on an array: one element is enough', { a: { $gt: 5 } }, { a: [1, 9] }, true],
  ['$gt and $lt on an array: two elements may do', { a: { $gt: 5, $lt: 2 } }, { a: [1, 9] }, true],
  ['$in reaches into arrays', { a: { $in: [9] } }, { a: [1, 9] }, true],
  ['$in with a pattern', { a: { $in: [/^x/] } }, { a: 'xy' }, true],
  ['$nin also finds what is missing', { a: { $nin: [1] } }, {}, true],
  ['$ne with an array that has the value', { a: { $ne: 1 } }, { a: [1, 2] }, false],
  ['$not', { a: { $not: { $gt: 5 } } }, { a: 3 }, true],
  ['$not also finds what is missing', { a: { $not: { $gt: 5 } } }, {}, true],
  ['$exists with null', { a: { $exists: true } }, { a: null }, true],
  ['$exists false', { a: { $exists: false } }, { b: 1 }, true],
  ['$size', { a: { $size: 2 } }, { a: [1, 2] }, true],
  ['$mod', { a: { $mod: [4, 1] } }, { a: 9 }, true],
  ['$type', { a: { $type: 'string' } }, { a: 'x' }, true],
  ['$all', { a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
  ['$all of one value finds the value itself', { a: { $all: [1] } }, { a: 1 }, true],
  ['$all of nothing finds nothing', { a: { $all: [] } }, { a: [] }, false],
  [
    '$all of elemMatches',
    { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    { a: [{ x: 1 }] },
    false,
  ],
  ['$elemMatch wants one element for all conditions', { a: { $elemMatch: { $gt: 5, $lt: 2 } } }, { a: [1, 9] }, false],
  ['$elemMatch on values', { a: { $elemMatch: { $gt: 5, $lt: 10 } } }, { a: [1, 9] }, true],
  ['$elemMatch on fields', { a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1, y: 2 }] }, true],
  ['$elemMatch on fields of two elements', { a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1 }, { y: 2 }] }, false],
  ['$elemMatch on fields passes over plain values', { a: { $elemMatch: { x: { $ne: 1 } } } }, { a: [5] }, false],
  ['$elemMatch in an array of objects', { 'a.b': { $elemMatch: { $gt: 1 } } }, { a: [{ b: [0] }, { b: [2] }] }, true],
  ['$elemMatch with $or', { a: { $elemMatch: { $or: [{ x: 1 }, { x: 2 }] } } }, { a: [{ x: 2 }] }, true],
  ['$elemMatch wants an array', { a: { $elemMatch: { x: 1 } } }, { a: { x: 1 } }, false],
  ['$and', { $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  ['$or', { $or: [{ a: 2 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  ['$nor', { $nor: [{ a: 2 }, { b: 2 }] }, { a: 1, b: 2 }, false],
  ['$expr inside $or', { $or: [{ a: 9 }, { $expr: { $eq: ['$a', '$b'] } }] }, { a: 2, b: 2 }, true],
  ['$expr compares two fields', { $expr: { $gt: ['$a', '$b'] } }, { a: 3, b: 2 }, true],
];

test.each(cases)('%s', (_, filter, document, expected) => {
  expect(matcher(filter)(document)).toBe(expected);
});

test.each<[string, Plain, RegExp]>([
  ['an unknown operator', { a: { $frob: 1 } }, /unknown query operator \$frob/],
  ['a geo query', { a: { $near: 1 } }, /\$near is not supported locally/],
  ['a geo query in depth', { $or: [{ 'a.b': { $not: { $geoWithin: {} } } }] }, /\$geoWithin is not supported locally/],
  ['$jsonSchema', { $jsonSchema: {} }, /\$jsonSchema is not supported locally/],
  ['an unknown operator on top', { $where: 'true' }, /\$where/],
  ['an operand of the wrong type', { a: { $in: 1 } }, /\$in needs an array/],
])('%s is refused', (_, filter, message) => {
  expect(() => matcher(filter)({ a: 1 })).toThrow(message);
});

describe('projection', () => {
  const document: Document = { _id: 'x', a: 1, b: { c: 2, d: 3 }, e: [1, 2, 3], f: [{ g: 1 }, { g: 2 }] };
  test.each<[string, Plain, Plain]>([
    ['some fields and the id', { a: 1 }, { _id: 'x', a: 1 }],
    ['without the id', { a: 1, _id: 0 }, { a: 1 }],
    ['all but some', { b: 0, e: 0, f: 0 }, { _id: 'x', a: 1 }],
    ['inside an object', { 'b.c': 1 }, { _id: 'x', b: { c: 2 } }],
    ['a slice of an array', { e: { $slice: -1 }, a: 1 }, { _id: 'x', a: 1, e: [3] }],
    ['the first element that matches', { f: { $elemMatch: { g: 2 } } }, { _id: 'x', f: [{ g: 2 }] }],
  ])('%s', (_, projection, expected) => {
    expect(project([structuredClone(document)], projection)).toEqual([expected]);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Document, Plain } from '../../../scripts/emulator/contract';
import { matcher, project } from '../../../scripts/emulator/database/query';

/**
 * Each case names its page under https://www.mongodb.com/docs/manual/reference/operator/query/,
 * or with a slash its page under https://www.mongodb.com/docs/manual
 */
type Case = [page: string, says: string, filter: Plain, document: Plain, isFound: boolean];

const equality: Case[] = [
  ['eq', 'reaches into arrays', { tags: 'a' }, { tags: ['a', 'b'] }, true],
  ['eq', 'takes a whole array', { tags: ['a', 'b'] }, { tags: ['a', 'b'] }, true],
  ['eq', 'takes an array inside an array', { tags: { $eq: ['a', 'b'] } }, { tags: [['a', 'b'], 'c'] }, true],
  ['eq', 'finds no part of an array inside an array', { tags: 'a' }, { tags: [['a', 'b']] }, false],
  ['eq', 'with a pattern wants the pattern itself', { a: { $eq: /^b/ } }, { a: 'bob' }, false],
  ['/tutorial/query-arrays', 'minds the order of arrays', { tags: ['b', 'a'] }, { tags: ['a', 'b'] }, false],
  ['/tutorial/query-arrays', 'an index in the path', { 'a.1': { $gt: 25 } }, { a: [10, 30] }, true],
  ['/tutorial/query-embedded-documents', 'takes a whole object', { a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } }, true],
  ['/tutorial/query-embedded-documents', 'minds the order', { a: { y: 2, x: 1 } }, { a: { x: 1, y: 2 } }, false],
  ['/tutorial/query-embedded-documents', 'minds other fields', { a: { x: 1 } }, { a: { x: 1, y: 2 } }, false],
  ['/tutorial/query-embedded-documents', 'a path through objects', { 'a.b': 1 }, { a: { b: 1 } }, true],
  ['/tutorial/query-array-of-documents', 'a path through arrays', { 'a.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, true],
  ['/tutorial/query-array-of-documents', 'index and field', { 'a.0.b': 2 }, { a: [{ b: 1 }, { b: 2 }] }, false],
  ['/tutorial/query-array-of-documents', 'a whole object', { a: { x: 1, y: 2 } }, { a: [{ x: 1, y: 2 }] }, true],
  ['/tutorial/query-array-of-documents', 'minds the order', { a: { y: 2, x: 1 } }, { a: [{ x: 1, y: 2 }] }, false],
  [
    '/tutorial/query-array-of-documents',
    'two conditions may be met by two elements',
    { 'a.x': { $gt: 1 }, 'a.y': 'A' },
    { a: [{ x: 5 }, { x: 0, y: 'A' }] },
    true,
  ],
  ['/core/document', 'indexes into arrays of arrays', { 'a.0.1': 'y' }, { a: [['x', 'y']] }, true],
  ['/core/document', 'a number may be the name of a field', { 'a.0': 'x' }, { a: { 0: 'x' } }, true],
  [
    '/reference/bson-type-comparison-order',
    'dates are equal by their time',
    { a: new Date(5) },
    { a: new Date(5) },
    true,
  ],
  ['ne', 'also finds what is missing', { a: { $ne: 1 } }, {}, true],
  ['ne', 'not an array that has the value', { a: { $ne: 1 } }, { a: [1, 2] }, false],
  ['in', 'reaches into arrays', { a: { $in: [9] } }, { a: [1, 9] }, true],
  ['in', 'takes patterns', { a: { $in: [/^x/, /^y/] } }, { a: ['no', 'xy'] }, true],
  ['in', 'nothing is in nothing', { a: { $in: [] } }, { a: 1 }, false],
  ['nin', 'also finds what is missing', { a: { $nin: [1] } }, {}, true],
  ['nin', 'not an array that has one of them', { a: { $nin: ['x', 'y'] } }, { a: ['x', 'z'] }, false],
];

const nulls: Case[] = [
  ['/tutorial/query-for-null-fields', 'null finds what is missing', { a: null }, {}, true],
  ['/tutorial/query-for-null-fields', 'null finds null', { a: null }, { a: null }, true],
  ['/tutorial/query-for-null-fields', 'null does not find zero', { a: null }, { a: 0 }, false],
  ['/tutorial/query-for-null-fields', '$ne null wants a value', { a: { $ne: null } }, {}, false],
  ['/tutorial/query-for-null-fields', '$ne null finds a value', { a: { $ne: null } }, { a: 0 }, true],
  ['/tutorial/query-for-null-fields', '$type null finds null only', { a: { $type: 'null' } }, { a: null }, true],
  ['/tutorial/query-for-null-fields', '$type 10 finds nothing missing', { a: { $type: 10 } }, {}, false],
  ['/tutorial/query-for-null-fields', '$exists false finds no null', { a: { $exists: false } }, { a: null }, false],
  ['in', 'null in the list finds what is missing', { a: { $in: [null, 1] } }, {}, true],
  ['nin', 'null in the list leaves out what is missing', { a: { $nin: [null] } }, {}, false],
  ['eq', 'null reaches into arrays', { a: null }, { a: [1, null] }, true],
  ['eq', 'null finds an element without the field', { 'a.b': null }, { a: [{ b: 1 }, {}] }, true],
];

const ranges: Case[] = [
  ['/reference/bson-type-comparison-order', 'ranges do not cross types', { a: { $gt: 1 } }, { a: '2' }, false],
  ['/reference/bson-type-comparison-order', 'a date is no number', { a: { $gt: 1 } }, { a: new Date(2) }, false],
  ['/reference/bson-type-comparison-order', 'strings by their bytes', { a: { $gt: 'Z' } }, { a: 'a' }, true],
  ['gt', 'of a field inside an object', { 'a.b': { $gt: 1 } }, { a: { b: 2 } }, true],
  ['gt', 'finds nothing that is missing', { a: { $gt: 1 } }, {}, false],
  ['gte', 'is also true of the bound', { a: { $gte: 5 } }, { a: 5 }, true],
  ['lt', 'of a date', { a: { $lt: new Date(5) } }, { a: new Date(4) }, true],
  ['lte', 'is also true of the bound', { a: { $lte: 5 } }, { a: 5 }, true],
  ['/tutorial/query-arrays', 'one element is enough', { a: { $gt: 5 } }, { a: [1, 9] }, true],
  ['/tutorial/query-arrays', 'two elements may do for two bounds', { a: { $gt: 5, $lt: 2 } }, { a: [1, 9] }, true],
];

const logic: Case[] = [
  ['and', 'all are met', { $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  ['and', 'one field twice', { $and: [{ a: { $ne: 1 } }, { a: { $exists: true } }] }, { a: 1 }, false],
  ['and', 'of two $or', { $and: [{ $or: [{ a: 1 }, { a: 2 }] }, { $or: [{ b: 1 }, { b: 2 }] }] }, { a: 1, b: 2 }, true],
  ['or', 'one is met', { $or: [{ a: 2 }, { b: 2 }] }, { a: 1, b: 2 }, true],
  ['nor', 'none is met', { $nor: [{ a: 2 }, { b: 3 }] }, { a: 1, b: 2 }, true],
  ['nor', 'one is met', { $nor: [{ a: 2 }, { b: 2 }] }, { a: 1, b: 2 }, false],
  ['nor', 'also finds what is missing', { $nor: [{ price: 1.99 }, { sale: true }] }, {}, true],
  [
    'nor',
    'with $exists asks for the field',
    { $nor: [{ price: 1.99 }, { price: { $exists: false } }] },
    { sale: true },
    false,
  ],
  ['not', 'is the opposite', { a: { $not: { $gt: 5 } } }, { a: 3 }, true],
  ['not', 'also finds what is missing', { a: { $not: { $gt: 5 } } }, {}, true],
  ['not', 'of an array: no element may match', { a: { $not: { $gt: 5 } } }, { a: [1, 9] }, false],
  ['not', 'takes a pattern', { a: { $not: /^p.*/ } }, { a: 'query' }, true],
  ['not', 'takes $regex', { a: { $not: { $regex: '^P', $options: 'i' } } }, { a: 'pear' }, false],
];

const elements: Case[] = [
  ['exists', 'finds null', { a: { $exists: true } }, { a: null }, true],
  ['exists', 'false finds what is missing', { a: { $exists: false } }, { b: 1 }, true],
  ['exists', 'together with $nin', { a: { $exists: true, $nin: [5, 15] } }, { a: 6 }, true],
  ['exists', 'inside the objects of an array', { 'a.b': { $exists: true } }, { a: [{}, { b: 1 }] }, true],
  ['type', 'by name', { a: { $type: 'string' } }, { a: 'x' }, true],
  ['type', 'by number', { a: { $type: 2 } }, { a: 'x' }, true],
  ['type', 'of an element', { a: { $type: 'string' } }, { a: [1, 'x'] }, true],
  ['type', 'array is the array itself', { a: { $type: 'array' } }, { a: [] }, true],
  ['type', 'array is no element of other kind', { a: { $type: 'array' } }, { a: 'x' }, false],
  ['type', 'one of several', { a: { $type: ['string', 'number'] } }, { a: 1.5 }, true],
  ['type', 'number is of every kind', { a: { $type: 'number' } }, { a: 7 }, true],
  ['type', 'date', { a: { $type: 'date' } }, { a: new Date(5) }, true],
  ['type', 'bool', { a: { $type: 'bool' } }, { a: 1 }, false],
  ['type', 'object', { a: { $type: 'object' } }, { a: { b: 1 } }, true],
];

const evaluation: Case[] = [
  ['mod', 'the rest', { a: { $mod: [4, 1] } }, { a: 9 }, true],
  ['mod', 'of an element', { a: { $mod: [4, 1] } }, { a: [2, 9] }, true],
  ['mod', 'rounds the divisor towards zero', { a: { $mod: [4.5, 0] } }, { a: 12 }, true],
  ['mod', 'rounds the rest towards zero', { a: { $mod: [4, 1.9] } }, { a: 5 }, true],
  ['mod', 'finds no text', { a: { $mod: [4, 0] } }, { a: '8' }, false],
  ['regex', 'a pattern', { a: /^b/i }, { a: 'Bob' }, true],
  ['regex', '$options i', { a: { $regex: 'OB', $options: 'i' } }, { a: 'Bob' }, true],
  ['regex', '$options m: anchors at every line', { a: { $regex: '^S', $options: 'm' } }, { a: 'First\nSecond' }, true],
  ['regex', 'without m: anchors at the text', { a: { $regex: '^S' } }, { a: 'First\nSecond' }, false],
  [
    'regex',
    '$options s: the dot is also a line end',
    { a: { $regex: 'm.*line', $options: 'si' } },
    { a: 'M\nline' },
    true,
  ],
  ['regex', 'without s: the dot is no line end', { a: { $regex: 'm.*line', $options: 'i' } }, { a: 'M\nline' }, false],
  ['regex', 'a pattern with $options', { a: { $regex: /^abc/, $options: 'i' } }, { a: 'ABC1' }, true],
  ['regex', 'together with $nin', { a: { $regex: /acme.*corp/i, $nin: ['acmecorp'] } }, { a: 'acmecorp' }, false],
  ['regex', 'of an element', { a: /^b/ }, { a: ['x', 'bob'] }, true],
  ['regex', 'finds no number', { a: /1/ }, { a: 1 }, false],
  ['expr', 'compares two fields', { $expr: { $gt: ['$a', '$b'] } }, { a: 3, b: 2 }, true],
  ['expr', 'inside $or', { $or: [{ a: 9 }, { $expr: { $eq: ['$a', '$b'] } }] }, { a: 2, b: 2 }, true],
  [
    'expr',
    'with a condition',
    { $expr: { $lt: [{ $cond: [{ $gte: ['$qty', 100] }, { $multiply: ['$price', 0.5] }, '$price'] }, 5] } },
    { qty: 200, price: 8 },
    true,
  ],
];

const arrays: Case[] = [
  ['size', 'the number of elements', { a: { $size: 2 } }, { a: [1, 2] }, true],
  ['size', 'arrays count as elements', { a: { $size: 1 } }, { a: [[1, 2]] }, true],
  ['size', 'finds no text', { a: { $size: 1 } }, { a: 'x' }, false],
  ['all', 'in any order', { a: { $all: [1, 2] } }, { a: [2, 3, 1] }, true],
  ['all', 'one value finds the value itself', { a: { $all: [1] } }, { a: 1 }, true],
  ['all', 'nothing finds nothing', { a: { $all: [] } }, { a: [] }, false],
  ['all', 'an array is the whole field', { a: { $all: [['x', 'y']] } }, { a: ['x', 'y'] }, true],
  ['all', 'an array is an element', { a: { $all: [['x', 'y']] } }, { a: [['x', 'y'], 'z'] }, true],
  ['all', 'an array is no part of the field', { a: { $all: [['x', 'y']] } }, { a: ['x', 'y', 'z'] }, false],
  [
    'all',
    '$elemMatch, each by one element',
    { a: { $all: [{ $elemMatch: { x: 1 } }, { $elemMatch: { x: 2 } }] } },
    { a: [{ x: 1 }] },
    false,
  ],
  ['elemMatch', 'one element for all conditions', { a: { $elemMatch: { $gt: 5, $lt: 2 } } }, { a: [1, 9] }, false],
  ['elemMatch', 'on values', { a: { $elemMatch: { $gt: 5, $lt: 10 } } }, { a: [1, 9] }, true],
  ['elemMatch', 'on fields', { a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1, y: 2 }] }, true],
  ['elemMatch', 'on fields of two elements', { a: { $elemMatch: { x: 1, y: 2 } } }, { a: [{ x: 1 }, { y: 2 }] }, false],
  ['elemMatch', 'one condition', { a: { $elemMatch: { x: { $ne: 1 } } } }, { a: [{ x: 1 }, { x: 2 }] }, true],
  ['elemMatch', 'on fields passes over plain values', { a: { $elemMatch: { x: { $ne: 1 } } } }, { a: [5] }, false],
  ['elemMatch', 'in an array of objects', { 'a.b': { $elemMatch: { $gt: 1 } } }, { a: [{ b: [0] }, { b: [2] }] }, true],
  ['elemMatch', 'with $or', { a: { $elemMatch: { $or: [{ x: 1 }, { x: 2 }] } } }, { a: [{ x: 2 }] }, true],
  ['elemMatch', 'wants an array', { a: { $elemMatch: { x: 1 } } }, { a: { x: 1 } }, false],
];

const bits: Case[] = [
  ['bitsAllSet', 'by positions', { a: { $bitsAllSet: [1, 5] } }, { a: 54 }, true],
  ['bitsAllSet', 'by positions, one clear', { a: { $bitsAllSet: [1, 5] } }, { a: 20 }, false],
  ['bitsAllSet', 'by a mask', { a: { $bitsAllSet: 50 } }, { a: 54 }, true],
  ['bitsAllSet', 'in binary', { a: { $bitsAllSet: [1, 5] } }, { a: new Uint8Array([0b00110110]) }, true],
  ['bitsAllSet', 'negative numbers are continued by ones', { a: { $bitsAllSet: [40] } }, { a: -1 }, true],
  ['bitsAllSet', 'finds no text', { a: { $bitsAllSet: [0] } }, { a: '1' }, false],
  ['bitsAllSet', 'finds no fraction', { a: { $bitsAllSet: [0] } }, { a: 1.5 }, false],
  ['bitsAllClear', 'by positions', { a: { $bitsAllClear: [1, 5] } }, { a: 20 }, true],
  ['bitsAllClear', 'by a mask', { a: { $bitsAllClear: 35 } }, { a: 54 }, false],
  ['bitsAnySet', 'by positions', { a: { $bitsAnySet: [1, 5] } }, { a: 20 }, false],
  ['bitsAnySet', 'by a mask', { a: { $bitsAnySet: 35 } }, { a: 54 }, true],
  ['bitsAnySet', 'beyond 32 bits', { a: { $bitsAnySet: [40] } }, { a: 2 ** 40 }, true],
  ['bitsAnyClear', 'by positions', { a: { $bitsAnyClear: [1, 5] } }, { a: 20 }, true],
  ['bitsAnyClear', 'by a mask', { a: { $bitsAnyClear: 18 } }, { a: 54 }, false],
];

describe.each(Object.entries({ equality, nulls, ranges, logic, elements, evaluation, arrays, bits }))(
  '%s',
  (_, cases) => {
    test.each(cases)('%s: %s', (_page, _says, filter, document, isFound) => {
      expect(matcher(filter)(document)).toBe(isFound);
    });
  },
);

test('comment: says nothing of the documents', () => {
  expect(matcher({ a: 1, $comment: 'why' })({ a: 1 })).toBe(true);
});

test.each<[page: string, says: string, filter: Plain, message: RegExp]>([
  ['/reference/operator/query', 'an unknown operator', { a: { $frob: 1 } }, /unknown query operator \$frob/],
  ['near', 'a geo query', { a: { $near: 1 } }, /\$near is not supported locally/],
  ['geoWithin', 'in depth', { $or: [{ 'a.b': { $not: { $geoWithin: {} } } }] }, /\$geoWithin is not supported locally/],
  ['jsonSchema', 'a schema', { $jsonSchema: {} }, /\$jsonSchema is not supported locally/],
  ['text', 'a text search', { $text: { $search: 'x' } }, /unknown top level operator: \$text/],
  ['where', 'code', { $where: 'true' }, /\$where/],
  ['in', 'no array', { a: { $in: 1 } }, /\$in needs an array/],
  ['nin', 'no array', { a: { $nin: 1 } }, /\$in needs an array/],
  ['all', 'no array', { a: { $all: 1 } }, /\$all needs an array/],
  ['in', 'a $regex in the list', { a: { $in: [{ $regex: 'x' }] } }, /cannot nest \$ under \$in/],
  ['size', 'a range', { a: { $size: { $gt: 1 } } }, /\$size must be a whole number/],
  ['size', 'a negative size', { a: { $size: -1 } }, /\$size must be a whole number, not negative/],
  ['elemMatch', 'no object', { a: { $elemMatch: 1 } }, /\$elemMatch needs an Object/],
  ['mod', 'too few numbers', { a: { $mod: [4] } }, /malformed mod, not enough elements/],
  ['mod', 'too many numbers', { a: { $mod: [4, 0, 1] } }, /malformed mod, too many elements/],
  ['mod', 'a divisor of zero', { a: { $mod: [0.5, 0] } }, /divisor cannot be 0/],
  ['regex', '$options alone', { a: { $options: 'i' } }, /\$options needs a \$regex/],
  ['regex', 'an expression that is none', { a: { $regex: '(' } }, /Invalid regular expression/],
  ['regex', 'an unknown option', { a: { $regex: 'a', $options: 'q' } }, /Invalid flags/],
  ['regex', 'an option of JavaScript alone', { a: { $regex: 'a', $options: 'g' } }, /invalid flag in regex options/],
  ['type', 'an unknown name', { a: { $type: 'frob' } }, /Unknown type name alias: frob/],
  ['bitsAllSet', 'a negative position', { a: { $bitsAllSet: [-1] } }, /bit positions must be >= 0/],
  ['bitsAllSet', 'a negative mask', { a: { $bitsAllSet: -1 } }, /\$bitsAllSet needs a bitmask/],
])('%s: %s is refused', (_page, _says, filter, message) => {
  expect(() => matcher(filter)({ a: 1 })).toThrow(message);
});

describe('projection', () => {
  const document: Document = { _id: 'x', a: 1, b: { c: 2, d: 3 }, e: [1, 2, 3], f: [{ g: 1 }, { g: 2 }] };
  /** Each case names its page under https://www.mongodb.com/docs/manual/ */
  test.each<[page: string, says: string, projection: Plain, projected: Plain]>([
    ['tutorial/project-fields-from-query-results', 'some fields and the id', { a: 1 }, { _id: 'x', a: 1 }],
    ['tutorial/project-fields-from-query-results', 'those that are there', { z: 1, a: true }, { _id: 'x', a: 1 }],
    ['tutorial/project-fields-from-query-results', 'without the id', { a: 1, _id: 0 }, { a: 1 }],
    ['tutorial/project-fields-from-query-results', 'all but some', { b: 0, e: 0, f: 0 }, { _id: 'x', a: 1 }],
    ['tutorial/project-fields-from-query-results', 'inside an object', { 'b.c': 1 }, { _id: 'x', b: { c: 2 } }],
    [
      'tutorial/project-fields-from-query-results',
      'all but a field inside an object',
      { 'b.c': 0, e: 0, f: 0 },
      { _id: 'x', a: 1, b: { d: 3 } },
    ],
    [
      'tutorial/project-fields-from-query-results',
      'inside the objects of an array',
      { 'f.g': 1 },
      { _id: 'x', f: [{ g: 1 }, { g: 2 }] },
    ],
    [
      'reference/operator/projection/slice',
      'the last elements',
      { e: { $slice: -1 }, a: 1 },
      { _id: 'x', a: 1, e: [3] },
    ],
    ['reference/operator/projection/slice', 'skips some', { e: { $slice: [1, 1] }, a: 1 }, { _id: 'x', a: 1, e: [2] }],
    [
      'reference/operator/projection/elemMatch',
      'the first element that matches',
      { f: { $elemMatch: { g: 2 } } },
      { _id: 'x', f: [{ g: 2 }] },
    ],
    ['reference/operator/projection/elemMatch', 'none that matches', { f: { $elemMatch: { g: 3 } } }, { _id: 'x' }],
  ])('%s: %s', (_page, _says, projection, projected) => {
    expect(project([structuredClone(document)], projection)).toEqual([projected]);
  });
});

import { describe, expect, test } from '@jest/globals';
import type { Document, Plain } from '../../../scripts/emulator/contract';
import { applyReplacement, applyUpdate, storable, upsertedDocument } from '../../../scripts/emulator/database/change';
import { stoppedClock } from './support/database-folder';

const today = new Date(stoppedClock.now());

function updated(document: Plain, update: Plain, filter: Plain = {}): Document | undefined {
  return applyUpdate({ _id: 'x', ...document }, update, { filter, clock: stoppedClock })?.after;
}

/**
 * Each case names its page under https://www.mongodb.com/docs/manual/reference/operator/update/,
 * or with a slash its page under https://www.mongodb.com/docs/manual,
 * or, where it ends in .cpp, the server's own test under https://github.com/mongodb/mongo/blob/master/src/mongo/db/update/
 */
type Case = [page: string, says: string, document: Plain, update: Plain, expected: Plain];

const fields: Case[] = [
  ['set', 'sets and adds', { a: 1 }, { $set: { a: 2, b: 3 } }, { a: 2, b: 3 }],
  ['set', 'makes the objects on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['set', 'a field inside an object', { a: { b: 1, c: 2 } }, { $set: { 'a.b': 5 } }, { a: { b: 5, c: 2 } }],
  ['set', 'an element', { a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
  ['set', 'a field of an element', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 5 } }, { a: [{ b: 5 }] }],
  ['set', 'a whole object replaces it', { a: { b: 1 } }, { $set: { a: { c: 2 } } }, { a: { c: 2 } }],
  ['set', 'nothing does nothing', { a: 1 }, { $set: {}, $inc: { a: 1 } }, { a: 2 }],
  ['set', 'the same _id', { a: 1 }, { $set: { _id: 'x', a: 2 } }, { a: 2 }],
  [
    'set_node_test.cpp',
    'beyond the end fills up with null',
    { a: [1] },
    { $set: { 'a.3': 5 } },
    { a: [1, null, null, 5] },
  ],
  ['unset', 'takes fields away', { a: 1, b: 2, c: 3 }, { $unset: { a: '', c: '' } }, { b: 2 }],
  ['unset', 'inside an object', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': '' } }, { a: { c: 2 } }],
  ['unset', 'an element becomes null', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  ['unset', 'a field of an element', { a: [{ b: 1 }] }, { $unset: { 'a.0.b': '' } }, { a: [{}] }],
  ['inc', 'adds', { a: 1 }, { $inc: { a: 2 } }, { a: 3 }],
  ['inc', 'takes negative numbers', { a: 1, b: { c: 1 } }, { $inc: { a: -2, 'b.c': 1 } }, { a: -1, b: { c: 2 } }],
  ['inc', 'a missing field', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
  ['mul', 'multiplies', { a: 3 }, { $mul: { a: 2 } }, { a: 6 }],
  ['mul', 'a missing field is zero', {}, { $mul: { a: 2 } }, { a: 0 }],
  ['min', 'less', { a: 5 }, { $min: { a: 3 } }, { a: 3 }],
  ['min', 'a missing field', {}, { $min: { a: 3 } }, { a: 3 }],
  ['min', 'a date', { a: new Date(9) }, { $min: { a: new Date(5) } }, { a: new Date(5) }],
  ['min', 'types by their order: a number before text', { a: 'x' }, { $min: { a: 5 } }, { a: 5 }],
  ['min', 'types by their order: null before a number', { a: 5 }, { $min: { a: null } }, { a: null }],
  ['max', 'more', { a: 5 }, { $max: { a: 9, b: 1 } }, { a: 9, b: 1 }],
  ['max', 'types by their order: text after a number', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
  ['max', 'types by their order: a date after an object', { a: { b: 1 } }, { $max: { a: today } }, { a: today }],
  ['rename', 'a field', { a: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['rename', 'into an object', { a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
  ['rename', 'inside an object', { a: { b: 1, d: 2 } }, { $rename: { 'a.b': 'a.c' } }, { a: { c: 1, d: 2 } }],
  ['rename', 'in the place of another', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
  [
    'rename',
    'of what is missing leaves the other',
    { b: 2, c: 1 },
    { $rename: { a: 'b' }, $inc: { c: 1 } },
    { b: 2, c: 2 },
  ],
  ['currentDate', 'true', {}, { $currentDate: { a: true } }, { a: today }],
  ['currentDate', 'type date', { a: 1 }, { $currentDate: { a: { $type: 'date' } } }, { a: today }],
  ['currentDate', 'inside an object', { a: { b: 1 } }, { $currentDate: { 'a.c': true } }, { a: { b: 1, c: today } }],
  ['bit', 'and', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ['bit', 'or', { a: 3 }, { $bit: { a: { or: 5 } } }, { a: 7 }],
  ['bit', 'xor', { a: 1 }, { $bit: { a: { xor: 5 } } }, { a: 4 }],
  ['bit_node_test.cpp', 'several in turn', { a: 13 }, { $bit: { a: { and: 10, or: 1, xor: 3 } } }, { a: 10 }],
  ['bit_node_test.cpp', 'a missing field is zero', {}, { $bit: { a: { or: 5 } } }, { a: 5 }],
  [
    'setOnInsert',
    'nothing to a document that is there',
    { a: 1 },
    { $setOnInsert: { b: 1 }, $inc: { a: 1 } },
    { a: 2 },
  ],
];

const points = [
  { x: 1, y: 1 },
  { x: 2, y: 0 },
];

const arrays: Case[] = [
  ['push', 'adds', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['push', 'a missing field', {}, { $push: { a: 2 } }, { a: [2] }],
  ['push', 'an array is one element', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
  [
    'push',
    'sorts before it slices',
    { a: [5] },
    { $push: { a: { $each: [9, 1], $slice: 2, $sort: 1 } } },
    { a: [1, 5] },
  ],
  ['each', 'adds all', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ['slice', 'negative keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['slice', 'positive keeps the first', { a: [1] }, { $push: { a: { $each: [2, 3], $slice: 2 } } }, { a: [1, 2] }],
  ['slice', 'zero empties', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
  ['slice', 'alone', { a: [1, 2, 3] }, { $push: { a: { $each: [], $slice: -2 } } }, { a: [2, 3] }],
  ['slice', 'a missing field', {}, { $push: { a: { $each: [1, 2, 3], $slice: -2 } } }, { a: [2, 3] }],
  ['position', 'at the start', { a: [3] }, { $push: { a: { $each: [1, 2], $position: 0 } } }, { a: [1, 2, 3] }],
  ['position', 'in the middle', { a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } }, { a: [1, 2, 3, 4] }],
  [
    'position',
    'counted from the end',
    { a: [1, 4] },
    { $push: { a: { $each: [2, 3], $position: -1 } } },
    { a: [1, 2, 3, 4] },
  ],
  ['position', 'beyond the end', { a: [1] }, { $push: { a: { $each: [2], $position: 9 } } }, { a: [1, 2] }],
  ['position', 'before the start', { a: [2] }, { $push: { a: { $each: [1], $position: -9 } } }, { a: [1, 2] }],
  ['sort', 'of values', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: -1 } } }, { a: [3, 2, 1] }],
  ['sort', 'alone', { a: [3, 1] }, { $push: { a: { $each: [], $sort: 1 } } }, { a: [1, 3] }],
  [
    'sort',
    'by two fields',
    { a: [{ x: 2, y: 1 }] },
    { $push: { a: { $each: points, $sort: { x: -1, y: 1 } } } },
    { a: [points[1], { x: 2, y: 1 }, points[0]] },
  ],
  [
    'sort',
    'by a field inside',
    { a: [{ p: { q: 2 } }] },
    { $push: { a: { $each: [{ p: { q: 1 } }], $sort: { 'p.q': 1 } } } },
    { a: [{ p: { q: 1 } }, { p: { q: 2 } }] },
  ],
  ['addToSet', 'adds what is not there', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  ['addToSet', 'a missing field', {}, { $addToSet: { a: 1 } }, { a: [1] }],
  ['addToSet', 'an array is one element', { a: ['x'] }, { $addToSet: { a: ['y', 'z'] } }, { a: ['x', ['y', 'z']] }],
  ['addToSet', 'leaves duplicates that are there', { a: [1, 1] }, { $addToSet: { a: 2 } }, { a: [1, 1, 2] }],
  [
    'addToSet',
    'an object with its fields in another order is another',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['pop', 'the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['pop', 'the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  ['pop', 'the only one leaves an empty array', { a: [1] }, { $pop: { a: 1 } }, { a: [] }],
  ['pull', 'a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['pull', 'by a condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    'pull',
    'by $in, of two arrays',
    { a: [1, 5], b: ['x', 'y'] },
    { $pull: { a: { $in: [5] }, b: 'x' } },
    { a: [1], b: ['y'] },
  ],
  [
    'pull',
    'objects by some of their fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ],
  ['pull', 'objects by conditions', { a: points }, { $pull: { a: { x: { $gte: 2 }, y: 0 } } }, { a: [points[0]] }],
  ['pull', 'whole arrays', { a: [[1, 2], [2, 1], 1] }, { $pull: { a: [1, 2] } }, { a: [[2, 1], 1] }],
  [
    'pull',
    'by $elemMatch',
    { a: [{ b: [{ q: 1, a: 4 }] }, { b: [{ q: 2, a: 9 }] }] },
    { $pull: { a: { b: { $elemMatch: { q: 2, a: { $gte: 8 } } } } } },
    { a: [{ b: [{ q: 1, a: 4 }] }] },
  ],
  ['pullAll', 'all of the values', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  [
    'pullAll',
    'objects only when they are equal',
    { a: [{ x: 1, y: 1 }, { x: 1 }] },
    { $pullAll: { a: [{ x: 1 }] } },
    { a: [{ x: 1, y: 1 }] },
  ],
  ['positional-all', 'every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
  [
    'positional-all',
    'a field of each',
    { a: [{ n: 1 }, { n: 2 }] },
    { $inc: { 'a.$[].n': 1 } },
    { a: [{ n: 2 }, { n: 3 }] },
  ],
  ['positional-all', 'arrays of arrays', { a: [[1], [2, 3]] }, { $inc: { 'a.$[].$[]': 1 } }, { a: [[2], [3, 4]] }],
];

describe.each(Object.entries({ fields, arrays }))('%s', (_, cases) => {
  test.each(cases)('$%s: %s', (_page, _says, document, update, expected) => {
    expect(updated(document, update)).toEqual({ _id: 'x', ...expected });
  });
});

test.each<[page: string, says: string, document: Plain, update: Plain]>([
  ['set', 'an equal value', { a: { b: [1] } }, { $set: { a: { b: [1] } } }],
  ['set', 'nothing', { a: 1 }, { $set: {} }],
  ['inc', 'by zero', { a: 1 }, { $inc: { a: 0 } }],
  ['unset', 'a missing field', { a: 1 }, { $unset: { 'b.c': '' } }],
  ['pull', 'what is not there', { a: [1] }, { $pull: { a: 2 } }],
  ['pull', 'from a missing field', {}, { $pull: { a: 2 } }],
  ['pullAll', 'from a missing field', {}, { $pullAll: { a: [2] } }],
  ['pop', 'of an empty array', { a: [] }, { $pop: { a: 1 } }],
  ['pop', 'of a missing field', {}, { $pop: { a: 1 } }],
  ['addToSet', 'what is there', { a: [new Date(1)] }, { $addToSet: { a: new Date(1) } }],
  ['addToSet', 'all of which is there', { a: [1, 2] }, { $addToSet: { a: { $each: [2, 1] } } }],
  ['rename', 'a missing field', {}, { $rename: { a: 'b' } }],
  ['slice', 'what is cut off again', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }],
  ['min', 'more', { a: 5 }, { $min: { a: 9 } }],
  ['max', 'less', { a: 5 }, { $max: { a: 1 } }],
  ['max', 'the same', { a: 5 }, { $max: { a: 5 } }],
  ['bit', 'the bits that are set', { a: 7 }, { $bit: { a: { or: 5 } } }],
])('$%s: %s changes nothing', (_page, _says, document, update) => {
  expect(updated(document, update)).toBeUndefined();
});

test.each<[page: string, says: string, document: Plain, update: Plain, message: RegExp]>([
  ['modifier_table_test.cpp', 'no operator', {}, { a: 1 }, /Unknown modifier: a/],
  ['modifier_table_test.cpp', 'an unknown operator', {}, { $add: { a: 1 } }, /Unknown modifier: \$add/],
  ['modifier_table_test.cpp', 'an inherited name', {}, { $toString: { a: 1 } }, /Unknown modifier/],
  ['inc', 'text', { a: 'x' }, { $inc: { a: 1 } }, /non-numeric type/],
  ['inc', 'null', { a: null }, { $inc: { a: 1 } }, /non-numeric type null/],
  ['inc', 'by text', { a: 1 }, { $inc: { a: 'x' } }, /Cannot increment with non-numeric argument/],
  ['mul', 'null', { a: null }, { $mul: { a: 2 } }, /non-numeric type null/],
  ['mul', 'by text', { a: 1 }, { $mul: { a: 'x' } }, /Cannot multiply with non-numeric argument/],
  ['bit', 'a fraction', { a: 1.5 }, { $bit: { a: { or: 1 } } }, /non-integral type/],
  ['bit_node_test.cpp', 'no operation', { a: 1 }, { $bit: { a: {} } }, /needs a document such as/],
  ['bit', 'an unknown operation', { a: 1 }, { $bit: { a: { not: 1 } } }, /does not know 'not'/],
  ['rename', 'to itself', { a: 1 }, { $rename: { a: 'a' } }, /would create a conflict at 'a'/],
  ['rename', 'an element', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, /source field cannot be an array element/],
  [
    'rename',
    'to an element',
    { a: [1], b: 2 },
    { $rename: { b: 'a.0' } },
    /destination field cannot be an array element/,
  ],
  ['rename', 'to a number', { a: 1 }, { $rename: { a: 1 } }, /'to' field for \$rename must be a string/],
  ['currentDate', 'another type', {}, { $currentDate: { a: { $type: 'frob' } } }, /\$type.*'date'/],
  ['currentDate', 'a timestamp', {}, { $currentDate: { a: { $type: 'timestamp' } } }, /not supported locally/],
  ['currentDate', 'text', {}, { $currentDate: { a: 'now' } }, /\$currentDate/],
  ['push', 'to text', { a: 'x' }, { $push: { a: 1 } }, /must be an array but is of type string/],
  [
    'push',
    'an unknown modifier',
    { a: [] },
    { $push: { a: { $each: [1], $first: 1 } } },
    /Unrecognized clause in \$push: \$first/,
  ],
  ['each', 'no array', { a: [] }, { $push: { a: { $each: 1 } } }, /argument to \$each must be an array/],
  [
    'each',
    'no array for $addToSet',
    { a: [] },
    { $addToSet: { a: { $each: 1 } } },
    /argument to \$each must be an array/,
  ],
  ['slice', 'without $each', { a: [] }, { $push: { a: { $slice: 1 } } }, /\$slice.*\$each/],
  ['slice', 'a fraction', { a: [] }, { $push: { a: { $each: [1], $slice: 1.5 } } }, /\$slice must be an integer/],
  ['position', 'without $each', { a: [] }, { $push: { a: { $position: 1 } } }, /\$position.*\$each/],
  ['sort', 'another direction', { a: [] }, { $push: { a: { $each: [1], $sort: 2 } } }, /\$sort must be 1 or -1/],
  [
    'sort',
    'another direction of a field',
    { a: [] },
    { $push: { a: { $each: [1], $sort: { x: 2 } } } },
    /\$sort must be 1 or -1/,
  ],
  ['addToSet', 'to text', { a: 'x' }, { $addToSet: { a: 1 } }, /must be an array but is of type string/],
  ['pop', 'by two', { a: [1] }, { $pop: { a: 2 } }, /\$pop expects 1 or -1/],
  ['pop', 'of text', { a: 'x' }, { $pop: { a: 1 } }, /must be an array but is of type string/],
  ['pull', 'from text', { a: 'x' }, { $pull: { a: 1 } }, /must be an array but is of type string/],
  ['pullAll', 'no array', { a: [1] }, { $pullAll: { a: 1 } }, /\$pullAll requires an array/],
  ['positional', 'without a match', { a: [1] }, { $set: { 'a.$': 1 } }, /positional operator did not find/],
  ['positional-all', 'of no array', { a: 1 }, { $set: { 'a.$[]': 1 } }, /must exist in the document in order to apply/],
  [
    'positional-filtered',
    'without filters, which no SDK sends',
    { a: [1] },
    { $set: { 'a.$[e]': 1 } },
    /No array filter found for identifier 'e'/,
  ],
  [
    'path_support_test.cpp',
    'through a number',
    { a: 1 },
    { $set: { 'a.b': 1 } },
    /Cannot create field 'b' in element \{a: 1\}/,
  ],
  [
    'path_support_test.cpp',
    'a name in an array',
    { a: [] },
    { $set: { 'a.b': 1 } },
    /Cannot create field 'b' in element/,
  ],
  ['path_support_test.cpp', 'an endless array', { a: [] }, { $set: { 'a.2000000': 1 } }, /backfill/],
  [
    'update_object_node_test.cpp',
    'one path twice',
    {},
    { $set: { a: 1 }, $inc: { a: 1 } },
    /would create a conflict at 'a'/,
  ],
  [
    'update_object_node_test.cpp',
    'a path and its parent',
    {},
    { $set: { 'a.b': 1 }, $unset: { a: '' } },
    /would create a conflict at 'a.b'/,
  ],
  [
    'update_object_node_test.cpp',
    'a parent and its path',
    {},
    { $set: { a: {} }, $push: { 'a.b': 1 } },
    /would create a conflict at 'a'/,
  ],
  [
    'update_object_node_test.cpp',
    'the goal of a $rename',
    { a: 1 },
    { $rename: { a: 'b' }, $set: { b: 1 } },
    /would create a conflict at 'b'/,
  ],
  ['update_object_node_test.cpp', '$ twice', { a: [] }, { $set: { 'a.$.b.$': 1 } }, /Too many positional/],
  ['update_object_node_test.cpp', '$ first', {}, { $set: { $: 1 } }, /element in the first position/],
  ['update_object_node_test.cpp', 'an empty name', {}, { $set: { 'a..b': 1 } }, /empty field name/],
  ['/core/document', 'another _id', {}, { $set: { _id: 'y' } }, /immutable field '_id'/],
  ['/core/document', 'no _id', {}, { $unset: { _id: '' } }, /immutable field '_id'/],
])('$%s: %s is refused', (_page, _says, document, update, message) => {
  expect(() => updated(document, update)).toThrow(message);
});

test('the prototype cannot be written', () => {
  expect(() => updated({}, { $set: { ['__proto__.a']: 1 } })).toThrow(/Cannot create field '__proto__'/);
});

/** All cases follow https://www.mongodb.com/docs/manual/reference/operator/update/positional/ */
describe('the positional $', () => {
  const items = [
    { id: 1, n: 1 },
    { id: 2, n: 1 },
  ];
  test.each<[says: string, document: Plain, filter: Plain, update: Plain, expected: Plain]>([
    ['by a value', { a: [5, 6, 6] }, { a: 6 }, { $set: { 'a.$': 0 } }, { a: [5, 0, 6] }],
    ['by a condition', { a: [5, 6] }, { a: { $gt: 5 } }, { $inc: { 'a.$': 1 } }, { a: [5, 7] }],
    ['by a condition inside $and', { a: [5, 6] }, { $and: [{ a: { $gt: 5 } }] }, { $inc: { 'a.$': 1 } }, { a: [5, 7] }],
    ['$unset leaves null', { a: [5, 6] }, { a: 6 }, { $unset: { 'a.$': '' } }, { a: [5, null] }],
    [
      'by a field of the elements',
      { items },
      { 'items.id': 2 },
      { $inc: { 'items.$.n': 1 } },
      { items: [items[0], { id: 2, n: 2 }] },
    ],
    [
      'by several fields of one element',
      { items },
      { items: { $elemMatch: { id: { $gt: 1 }, n: 1 } } },
      { $set: { 'items.$.n': 7 } },
      { items: [items[0], { id: 2, n: 7 }] },
    ],
  ])('%s', (_, document, filter, update, expected) => {
    expect(updated(document, update, filter)).toEqual({ _id: 'x', ...expected });
  });
});

/** Each case names its page as above. */
test.each<[page: string, says: string, filter: Plain, update: Plain, expected: Plain]>([
  ['setOnInsert', 'adds to the others', { _id: 1 }, { $set: { a: 1 }, $setOnInsert: { b: 2 } }, { _id: 1, a: 1, b: 2 }],
  ['setOnInsert', 'inside an object', { _id: 1 }, { $setOnInsert: { 'a.b': 2 } }, { _id: 1, a: { b: 2 } }],
  [
    '/reference/method/db.collection.update',
    'starts from equalities',
    { _id: 1, a: 2, b: { $eq: 3 } },
    { $inc: { a: 1 } },
    { _id: 1, a: 3, b: 3 },
  ],
  [
    '/reference/method/db.collection.update',
    'leaves out comparisons',
    { _id: 1, a: { $gt: 3 } },
    { $set: { b: 1 } },
    { _id: 1, b: 1 },
  ],
  [
    '/reference/method/db.collection.update',
    'takes dotted paths',
    { _id: 1, 'a.b': 2 },
    { $set: { c: 1 } },
    { _id: 1, a: { b: 2 }, c: 1 },
  ],
  [
    '/reference/method/db.collection.update',
    'takes the parts of $and',
    { $and: [{ _id: 1 }, { e: 5 }] },
    { $set: { c: 1 } },
    { _id: 1, e: 5, c: 1 },
  ],
  [
    'positional-all',
    'takes an array of the filter',
    { _id: 1, a: [5, 8] },
    { $set: { 'a.$[]': 10 } },
    { _id: 1, a: [10, 10] },
  ],
])('upsert, $%s: %s', (_page, _says, filter, update, expected) => {
  expect(upsertedDocument(filter, update, false, stoppedClock)).toEqual(expected);
});

test.each<[page: string, says: string, filter: Plain, update: Plain, message: RegExp]>([
  [
    'positional',
    '$ has no element',
    { _id: 1, a: 5 },
    { $set: { 'a.$': 1 } },
    /must exist in the document|positional operator/,
  ],
  [
    'positional-all',
    '$[] has no array',
    { _id: 1 },
    { $set: { 'a.$[]': 1 } },
    /must exist in the document in order to apply/,
  ],
  [
    'setOnInsert',
    'one path twice',
    { _id: 1 },
    { $set: { a: 1 }, $setOnInsert: { a: 2 } },
    /would create a conflict at 'a'/,
  ],
])('upsert, $%s: %s is refused', (_page, _says, filter, update, message) => {
  expect(() => upsertedDocument(filter, update, false, stoppedClock)).toThrow(message);
});

test('an upsert by replacement takes only the id from the filter', () => {
  expect(upsertedDocument({ _id: 'x', a: 1 }, { z: 1 }, true, stoppedClock)).toEqual({ _id: 'x', z: 1 });
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

test('a stored document gets an id and cannot look like an operator', () => {
  expect(storable({ a: 1 })._id).toMatch(/^[0-9a-f]{32}$/);
  expect(() => storable({ $set: { a: 1 } })).toThrow(/is not valid for storage/);
});

import { expect, test } from '@jest/globals';
import { command as _ } from '../../../scripts/simulator/cloud/command';
import { encodeUpdate } from '../../../scripts/simulator/cloud/update-command';

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['plain values', { a: 1, b: { c: new Date(5) } }, { $set: { a: 1, 'b.c': { $date: 5 } } }],
  ['an empty object', { a: {} }, { $set: { a: {} } }],
  ['set', { a: _.set({ b: 1 }) }, { $set: { a: { b: 1 } } }],
  ['remove', { a: _.remove() }, { $unset: { a: '' } }],
  ['numbers', { a: _.inc(1), b: _.inc(2), c: _.mul(3) }, { $inc: { a: 1, b: 2 }, $mul: { c: 3 } }],
  ['bounds', { a: _.min(1), b: _.max(2) }, { $min: { a: 1 }, $max: { b: 2 } }],
  ['rename and bit', { a: _.rename('b'), c: _.bit({ and: 1 }) }, { $rename: { a: 'b' }, $bit: { c: { and: 1 } } }],
  ['push values', { a: _.push(1, 2) }, { $push: { a: { $each: [1, 2] } } }],
  ['push a list', { a: _.push([1, 2]) }, { $push: { a: { $each: [1, 2] } } }],
  [
    'push in detail',
    { a: _.push({ each: [1], position: 0, slice: 3 }) },
    { $push: { a: { $each: [1], $position: 0, $slice: 3 } } },
  ],
  ['unshift', { a: _.unshift(1) }, { $push: { a: { $each: [1], $position: 0 } } }],
  ['pop and shift', { a: _.pop(), b: _.shift() }, { $pop: { a: 1, b: -1 } }],
  ['pull a value', { a: _.pull(1) }, { $pull: { a: 1 } }],
  ['pull by condition', { a: _.pull(_.gt(3)) }, { $pull: { a: { $gt: 3 } } }],
  ['pull members', { a: _.pull({ b: _.gt(3) }) }, { $pull: { a: { b: { $gt: 3 } } } }],
  ['pullAll', { a: _.pullAll([1, 2]) }, { $pullAll: { a: [1, 2] } }],
  ['addToSet', { a: _.addToSet(1), b: _.addToSet({ each: [1] }) }, { $addToSet: { a: 1, b: { $each: [1] } } }],
])('%s', (_name, data, want) => expect(encodeUpdate(data)).toEqual(want));

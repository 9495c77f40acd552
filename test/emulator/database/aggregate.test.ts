import { describe, expect, test } from '@jest/globals';
import { cloneDeep } from 'mingo/util';
import type { Document, Plain } from '../../../scripts/emulator/contract';
import { runPipeline } from '../../../scripts/emulator/database/aggregate';
import { matcher } from '../../../scripts/emulator/database/query';
import { withDatabase } from './support/database-folder';

function aggregate(collections: Record<string, Plain[]>, pipeline: Plain[]): Plain[] {
  return runPipeline(pipeline, 'here', (name, { filter }) =>
    cloneDeep((collections[name] ?? []) as Document[]).filter(matcher(filter)),
  );
}

const evaluate = (expression: unknown, document: Plain = {}) =>
  aggregate({ here: [{ _id: 1, ...document }] }, [{ $project: { _id: 0, is: expression } }])[0]?.['is'];

const at = (text: string) => new Date(`${text}Z`);

/** Each case names its page under https://www.mongodb.com/docs/manual/reference/operator/aggregation/ */
type ExpressionCase = [page: string, says: string, expression: unknown, value: unknown, document?: Plain];

/** The `then` of `$cond` and `$switch`; in JavaScript an object with such a field would be taken for a promise. */
const result = (value: unknown) => JSON.parse(`{"then":${JSON.stringify(value)}}`) as Plain;

const dates: ExpressionCase[] = [
  ['week', 'the days before the first Sunday are week 0', { $week: at('2026-01-03T00:00') }, 0],
  ['week', 'the first Sunday begins week 1', { $week: at('2026-01-04T00:00') }, 1],
  ['week', 'a year that begins on a Sunday has no week 0', { $week: at('2023-01-01T00:00') }, 1],
  ['week', 'the last days of a year', { $week: at('2026-12-31T00:00') }, 52],
  ['week', 'in a time zone', { $week: { date: at('2026-01-03T23:00'), timezone: '+08:00' } }, 1],
  ['week', 'null for a missing date', { $week: '$none' }, null],
  ['isoWeek', 'the week of the first Thursday is 1', { $isoWeek: at('2026-01-01T00:00') }, 1],
  ['isoWeek', 'the first days may belong to week 53', { $isoWeek: at('2027-01-01T00:00') }, 53],
  ['isoWeekYear', 'the first days may belong to the year before', { $isoWeekYear: at('2027-01-01T00:00') }, 2026],
  ['isoWeekYear', 'the last days may belong to the year after', { $isoWeekYear: at('2024-12-31T00:00') }, 2025],
  ['isoDayOfWeek', 'Sunday is 7', { $isoDayOfWeek: at('2026-11-22T00:00') }, 7],
  ['dayOfWeek', 'Sunday is 1', { $dayOfWeek: at('2026-11-22T00:00') }, 1],
  ['dayOfYear', 'counts from 1, with leap days', { $dayOfYear: at('2024-12-31T00:00') }, 366],
  ['year', 'null for null', { $year: null }, null],
  ['month', 'in a named time zone', { $month: { date: at('2026-10-31T20:00'), timezone: 'Asia/Shanghai' } }, 11],
  ['dayOfMonth', 'in a time zone', { $dayOfMonth: { date: at('2026-10-31T20:00'), timezone: '+0800' } }, 1],
  ['hour', 'in UTC', { $hour: at('2026-11-22T08:30') }, 8],
  ['minute', 'of a field', { $minute: '$at' }, 30, { at: at('2026-11-22T08:30') }],
  ['second', 'of a date', { $second: at('2026-11-22T08:30:07') }, 7],
  ['millisecond', 'of a date', { $millisecond: at('2026-11-22T08:30:07.123') }, 123],
  [
    'dateToString',
    'a format in a time zone',
    { $dateToString: { date: at('2026-11-22T20:05'), format: '%Y-%m-%d %H:%M', timezone: 'Asia/Shanghai' } },
    '2026-11-23 04:05',
  ],
  ['dateToString', 'null for a missing date', { $dateToString: { date: '$none', format: '%Y' } }, null],
  ['dateToString', 'onNull for a missing date', { $dateToString: { date: '$none', format: '%Y', onNull: '-' } }, '-'],
  ['dateFromString', 'ISO text', { $dateFromString: { dateString: '2026-11-22T08:30:00Z' } }, at('2026-11-22T08:30')],
  [
    'dateFromParts',
    'parts in a time zone',
    { $dateFromParts: { year: 2026, month: 11, day: 22, hour: 8, timezone: '+08:00' } },
    at('2026-11-22T00:00'),
  ],
  [
    'dateToParts',
    'of a date',
    { $dateToParts: { date: at('2026-11-22T08:30') } },
    { year: 2026, month: 11, day: 22, hour: 8, minute: 30, second: 0, millisecond: 0 },
  ],
  ['add', 'milliseconds to a date', { $add: [at('2026-11-22T00:00'), 60_000] }, at('2026-11-22T00:01')],
  ['subtract', 'two dates', { $subtract: [at('2026-11-22T00:01'), at('2026-11-22T00:00')] }, 60_000],
  ['subtract', 'milliseconds from a date', { $subtract: [at('2026-11-22T00:01'), 60_000] }, at('2026-11-22T00:00')],
];

const strings: ExpressionCase[] = [
  ['indexOfCP', 'counts characters', { $indexOfCP: ['客服你好', '你'] }, 2],
  ['indexOfCP', 'an emoji is one character', { $indexOfCP: ['😀ab', 'b'] }, 2],
  ['indexOfCP', 'from a start', { $indexOfCP: ['abab', 'a', 1] }, 2],
  ['indexOfCP', 'before an end', { $indexOfCP: ['abab', 'b', 2, 3] }, -1],
  ['indexOfCP', 'a start behind the end', { $indexOfCP: ['ab', 'b', 9] }, -1],
  ['indexOfCP', 'null in null', { $indexOfCP: [null, 'b'] }, null],
  ['indexOfBytes', 'counts bytes', { $indexOfBytes: ['客服你好', '你'] }, 6],
  ['indexOfBytes', 'is -1 when there is none', { $indexOfBytes: ['ab', 'c'] }, -1],
  ['indexOfBytes', 'null for a missing field', { $indexOfBytes: ['$none', 'c'] }, null],
  ['substrBytes', 'bytes from and for', { $substrBytes: ['hello', 1, 3] }, 'ell'],
  ['substrBytes', 'a negative length is the rest', { $substrBytes: ['hello', 2, -1] }, 'llo'],
  ['substrBytes', 'a length behind the end', { $substrBytes: ['hello', 3, 9] }, 'lo'],
  ['substrBytes', 'a start behind the end', { $substrBytes: ['hello', 9, 1] }, ''],
  ['substrBytes', 'Chinese has three bytes each', { $substrBytes: ['客服', 3, 3] }, '服'],
  ['substrBytes', 'empty for null', { $substrBytes: [null, 0, 1] }, ''],
  ['substr', 'is the same as by bytes', { $substr: ['hello', 0, 2] }, 'he'],
  ['substr', 'a number counts as its text', { $substr: [2026, 2, -1] }, '26'],
  ['substrCP', 'characters', { $substrCP: ['客服你好', 1, 2] }, '服你'],
  ['strLenCP', 'characters', { $strLenCP: '客服😀' }, 3],
  ['strLenBytes', 'bytes', { $strLenBytes: '客服😀' }, 10],
  ['concat', 'joins', { $concat: ['a', '$b'] }, 'ab', { b: 'b' }],
  ['concat', 'null when one is missing', { $concat: ['a', '$none'] }, null],
  ['split', 'into pieces', { $split: ['a-b', '-'] }, ['a', 'b']],
  ['split', 'null for null', { $split: [null, '-'] }, null],
  ['toUpper', 'empty for null', { $toUpper: null }, ''],
  ['toLower', 'of a text', { $toLower: 'AB' }, 'ab'],
  ['strcasecmp', 'whatever the case', { $strcasecmp: ['a', 'B'] }, -1],
  ['trim', 'white space', { $trim: { input: '  a ' } }, 'a'],
  ['trim', 'given characters', { $trim: { input: 'xax', chars: 'x' } }, 'a'],
  ['regexMatch', 'with options', { $regexMatch: { input: 'Bob', regex: '^b', options: 'i' } }, true],
  ['replaceAll', 'every one', { $replaceAll: { input: 'aXbX', find: 'X', replacement: '-' } }, 'a-b-'],
];

const arrays: ExpressionCase[] = [
  ['arrayElemAt', 'from the end', { $arrayElemAt: [[1, 2, 3], -1] }, 3],
  ['arrayElemAt', 'outside is missing', { $arrayElemAt: [[1], 5] }, undefined],
  ['arrayElemAt', 'null of null', { $arrayElemAt: [null, 0] }, null],
  ['arrayToObject', 'from pairs', { $arrayToObject: [[['a', 1]]] }, { a: 1 }],
  ['concatArrays', 'null when one is null', { $concatArrays: [[1], null] }, null],
  ['filter', 'with a name', { $filter: { input: [1, 5], as: 'x', cond: { $gt: ['$$x', 2] } } }, [5]],
  ['filter', 'null of null', { $filter: { input: null, as: 'x', cond: true } }, null],
  ['in', 'an array', { $in: [2, [1, 2]] }, true],
  ['indexOfArray', 'is -1 when there is none', { $indexOfArray: [[1, 2], 3] }, -1],
  ['isArray', 'of a field', { $isArray: '$a' }, false, { a: 1 }],
  ['map', 'each element', { $map: { input: [1, 2], as: 'x', in: { $multiply: ['$$x', 2] } } }, [2, 4]],
  ['objectToArray', 'pairs', { $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  ['range', 'with a step', { $range: [0, 5, 2] }, [0, 2, 4]],
  ['reduce', 'a sum', { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  ['reverseArray', 'turns round', { $reverseArray: [[1, 2]] }, [2, 1]],
  ['size', 'counts', { $size: '$a' }, 2, { a: [1, 2] }],
  ['slice', 'the last', { $slice: [[1, 2, 3], -2] }, [2, 3]],
  ['slice', 'from a place', { $slice: [[1, 2, 3], 1, 1] }, [2]],
  ['zip', 'as long as the shortest', { $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
  [
    'setUnion',
    'without doubles',
    {
      $size: {
        $setUnion: [
          [1, 2],
          [2, 3],
        ],
      },
    },
    3,
  ],
  [
    'setIntersection',
    'what both have',
    {
      $setIntersection: [
        [1, 2],
        [2, 3],
      ],
    },
    [2],
  ],
  [
    'setDifference',
    'what only the first has',
    {
      $setDifference: [
        [1, 2],
        [2, 3],
      ],
    },
    [1],
  ],
  ['setIsSubset', 'a part', { $setIsSubset: [[1], [1, 2]] }, true],
  [
    'setEquals',
    'whatever the order',
    {
      $setEquals: [
        [1, 2],
        [2, 1],
      ],
    },
    true,
  ],
  ['anyElementTrue', 'one is enough', { $anyElementTrue: [[false, 1]] }, true],
  ['allElementsTrue', 'zero is false', { $allElementsTrue: [[1, 0]] }, false],
];

const others: ExpressionCase[] = [
  ['cond', 'if, then, else', { $cond: { if: { $gte: ['$n', 2] }, ...result('y'), else: 'n' } }, 'y', { n: 2 }],
  ['cond', 'as a list', { $cond: [false, 1, 2] }, 2],
  ['ifNull', 'a missing field', { $ifNull: ['$none', 'x'] }, 'x'],
  ['ifNull', 'null', { $ifNull: [null, 'x'] }, 'x'],
  [
    'switch',
    'the first that is true',
    {
      $switch: {
        branches: [
          { case: false, ...result(1) },
          { case: true, ...result(2) },
        ],
        default: 3,
      },
    },
    2,
  ],
  ['switch', 'the default', { $switch: { branches: [{ case: false, ...result(1) }], default: 3 } }, 3],
  ['cmp', 'numbers before texts', { $cmp: [1, 'a'] }, -1],
  ['gt', 'null after missing', { $gt: [null, '$none'] }, true],
  ['eq', 'whole objects', { $eq: ['$a', { b: 1 }] }, true, { a: { b: 1 } }],
  ['and', 'null is false', { $and: [1, null] }, false],
  ['or', 'one is enough', { $or: [0, 'x'] }, true],
  ['not', 'of zero', { $not: [0] }, true],
  ['add', 'null when one is missing', { $add: [1, '$none'] }, null],
  ['divide', 'with a remainder', { $divide: [7, 2] }, 3.5],
  ['mod', 'keeps the sign of the first', { $mod: [-7, 2] }, -1],
  ['multiply', 'several', { $multiply: [2, 3, 4] }, 24],
  ['abs', 'of a negative', { $abs: -2 }, 2],
  ['ceil', 'up', { $ceil: 1.2 }, 2],
  ['floor', 'down, for negatives too', { $floor: -1.2 }, -2],
  ['trunc', 'towards zero', { $trunc: -1.9 }, -1],
  ['round', 'a half goes to the even one', { $round: [2.5, 0] }, 2],
  ['pow', 'powers', { $pow: [2, 10] }, 1024],
  ['sqrt', 'roots', { $sqrt: 9 }, 3],
  ['let', 'names', { $let: { vars: { x: 2 }, in: { $add: ['$$x', 1] } } }, 3],
  ['literal', 'is not evaluated', { $literal: '$a' }, '$a'],
  ['mergeObjects', 'the later one wins', { $mergeObjects: [{ a: 1, b: 1 }, { a: 2 }] }, { a: 2, b: 1 }],
  ['type', 'of a missing field', { $type: '$none' }, 'missing'],
  ['toString', 'of a number', { $toString: 2.5 }, '2.5'],
  ['toInt', 'of a text', { $toInt: '7' }, 7],
  ['toDate', 'of milliseconds', { $toDate: 60_000 }, new Date(60_000)],
  ['convert', 'what to do with errors', { $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
];

describe.each([
  ['dates', dates],
  ['strings', strings],
  ['arrays', arrays],
  ['others', others],
] as const)('expressions on %s', (_, cases) => {
  test.each(cases)('$%s: %s', (_page, _says, expression, value, document = {}) => {
    expect(evaluate(expression, document)).toEqual(value);
  });
});

const people = [
  { _id: 1, name: 'Ann', city: 'A', age: 30, tags: ['x', 'y'] },
  { _id: 2, name: 'Bob', city: 'B', age: 20, tags: [] },
  { _id: 3, name: 'Cat', city: 'A', age: 40 },
];
const grouped = (accumulator: Plain) =>
  aggregate({ here: people }, [{ $group: { _id: null, is: accumulator } }])[0]?.['is'];

test.each<[string, Plain, unknown]>([
  ['sum', { $sum: '$age' }, 90],
  ['sum of what is no number', { $sum: '$name' }, 0],
  ['avg', { $avg: '$age' }, 30],
  ['avg of nothing', { $avg: '$none' }, null],
  ['min', { $min: '$name' }, 'Ann'],
  ['max', { $max: '$age' }, 40],
  ['max of nothing', { $max: '$none' }, null],
  ['first', { $first: '$name' }, 'Ann'],
  ['last', { $last: '$name' }, 'Cat'],
  ['push', { $push: '$age' }, [30, 20, 40]],
  ['push leaves out what is missing', { $push: '$tags' }, [['x', 'y'], []]],
  ['addToSet', { $addToSet: '$city' }, ['A', 'B']],
  ['mergeObjects', { $mergeObjects: { k: '$age' } }, { k: 40 }],
  ['addToSet leaves out what is missing', { $addToSet: '$tags' }, [['x', 'y'], []]],
  ['stdDevPop', { $stdDevPop: '$one' }, null],
  ['stdDevSamp of one value', { $stdDevSamp: { $cond: [{ $eq: ['$_id', 1] }, 1, null] } }, null],
  ['count', { $count: {} }, 3],
])('accumulator %s', (_, accumulator, value) => {
  expect(grouped(accumulator)).toEqual(value);
});

const orders = [
  { _id: 'o1', of: 1, n: 5 },
  { _id: 'o2', of: 2, n: 7 },
  { _id: 'o3', of: 1, n: 9 },
  { _id: 'o4', n: 1 },
  { _id: 'o5', of: [2, 3], n: 2 },
];
const joins = { here: people, orders };
const joined = (operand: Plain) =>
  aggregate(joins, [{ $lookup: { from: 'orders', as: 'is', ...operand } }]).map(({ is }) =>
    (is as Plain[]).map((order) => order['_id'] ?? order),
  );

const stages: [page: string, says: string, pipeline: Plain[], expected: Plain[]][] = [
  ['match', 'filters', [{ $match: { age: { $gt: 25 } } }, { $project: { _id: 1 } }], [{ _id: 1 }, { _id: 3 }]],
  ['match', 'again later', [{ $skip: 1 }, { $match: { city: 'A' } }, { $project: { _id: 1 } }], [{ _id: 3 }]],
  ['project', 'computes', [{ $limit: 1 }, { $project: { _id: 0, up: { $toUpper: '$name' } } }], [{ up: 'ANN' }]],
  ['project', 'leaves out', [{ $limit: 1 }, { $project: { tags: 0, city: 0, age: 0 } }], [{ _id: 1, name: 'Ann' }]],
  ['project', 'nested', [{ $limit: 1 }, { $project: { _id: 0, 'a.b': '$age' } }], [{ a: { b: 30 } }]],
  [
    'addFields',
    'keeps the rest',
    [{ $match: { _id: 3 } }, { $addFields: { old: { $gte: ['$age', 40] } } }],
    [{ _id: 3, name: 'Cat', city: 'A', age: 40, old: true }],
  ],
  [
    'addFields',
    'a path',
    [{ $match: { _id: 3 } }, { $addFields: { 'a.b': 1 } }, { $project: { a: 1 } }],
    [{ _id: 3, a: { b: 1 } }],
  ],
  [
    'group',
    'by a field',
    [{ $group: { _id: '$city', n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 'A', n: 2 },
      { _id: 'B', n: 1 },
    ],
  ],
  ['group', 'by several', [{ $group: { _id: { c: '$city', t: { $type: '$tags' } } } }, { $count: 'n' }], [{ n: 3 }]],
  ['group', 'what is missing falls to null', [{ $group: { _id: '$none', n: { $sum: 1 } } }], [{ _id: null, n: 3 }]],
  [
    'sort',
    'by several fields',
    [{ $sort: { city: 1, age: -1 } }, { $project: { _id: 1 } }],
    [{ _id: 3 }, { _id: 1 }, { _id: 2 }],
  ],
  [
    'sort',
    'what is missing comes first',
    [{ $sort: { tags: 1 } }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 2 }, { _id: 3 }],
  ],
  [
    'unwind',
    'a document for each element',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
    ],
  ],
  [
    'unwind',
    'keeps empty ones when asked, with the place',
    [
      { $unwind: { path: '$tags', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
      { _id: 3, i: null },
    ],
  ],
  [
    'unwind',
    'what is no array counts as one element',
    [{ $limit: 1 }, { $unwind: '$age' }, { $project: { age: 1 } }],
    [{ _id: 1, age: 30 }],
  ],
  [
    'bucket',
    'only those that hold something, in order',
    [{ $bucket: { groupBy: '$age', boundaries: [0, 10, 25, 50] } }],
    [
      { _id: 10, count: 1 },
      { _id: 25, count: 2 },
    ],
  ],
  [
    'bucket',
    'the default',
    [{ $bucket: { groupBy: '$age', boundaries: [0, 25], default: 'old', output: { who: { $push: '$name' } } } }],
    [
      { _id: 0, who: ['Bob'] },
      { _id: 'old', who: ['Ann', 'Cat'] },
    ],
  ],
  [
    'bucketAuto',
    'evenly',
    [{ $bucketAuto: { groupBy: '$age', buckets: 3 } }],
    [
      { _id: { min: 20, max: 30 }, count: 1 },
      { _id: { min: 30, max: 40 }, count: 1 },
      { _id: { min: 40, max: 40 }, count: 1 },
    ],
  ],
  [
    'facet',
    'several ways at once',
    [{ $facet: { n: [{ $count: 'all' }], first: [{ $limit: 1 }, { $project: { _id: 1 } }] } }],
    [{ n: [{ all: 3 }], first: [{ _id: 1 }] }],
  ],
  ['count', 'of nothing is no document', [{ $match: { age: 1 } }, { $count: 'n' }], []],
  [
    'sortByCount',
    'the most first',
    [{ $sortByCount: '$city' }],
    [
      { _id: 'A', count: 2 },
      { _id: 'B', count: 1 },
    ],
  ],
  ['replaceRoot', 'a new document', [{ $limit: 1 }, { $replaceRoot: { newRoot: { n: '$name' } } }], [{ n: 'Ann' }]],
  ['unset', 'fields', [{ $limit: 1 }, { $unset: ['tags', 'city', 'age'] }], [{ _id: 1, name: 'Ann' }]],
  ['unionWith', 'another collection', [{ $unionWith: 'orders' }, { $count: 'n' }], [{ n: 8 }]],
];

test.each(stages)('stage $%s: %s', (_page, _says, pipeline, expected) => {
  expect(aggregate(joins, pipeline)).toEqual(expected);
});

test.each<[string, Plain, unknown[]]>([
  [
    'by equality, arrays by each element',
    { localField: '_id', foreignField: 'of' },
    [['o1', 'o3'], ['o2', 'o5'], ['o5']],
  ],
  ['what is missing joins with null', { localField: 'none', foreignField: 'of' }, [['o4'], ['o4'], ['o4']]],
  [
    'a pipeline sees what was joined',
    { localField: '_id', foreignField: 'of', pipeline: [{ $match: { n: { $gt: 5 } } }] },
    [['o3'], ['o2'], []],
  ],
  [
    'a pipeline with names',
    {
      let: { age: '$age' },
      pipeline: [{ $match: { $expr: { $gt: [{ $multiply: ['$n', 4] }, '$$age'] } } }, { $project: { _id: 1 } }],
    },
    [['o3'], ['o2', 'o3'], []],
  ],
])('stage $lookup: %s', (_, operand, expected) => {
  expect(joined(operand)).toEqual(expected);
});

test('stage $lookup: an array in the document joins by each element, and `as` may be a path', () => {
  const here = [{ _id: 1, of: [1, 2], in: { kept: true } }];
  const [found] = aggregate({ here, orders }, [
    { $lookup: { from: 'orders', localField: 'of', foreignField: 'of', as: 'in.orders' } },
  ]);
  expect(found).toMatchObject({
    in: { kept: true, orders: [{ _id: 'o1' }, { _id: 'o2' }, { _id: 'o3' }, { _id: 'o5' }] },
  });
});

test('stage $lookup reads the foreign collection by its index', () =>
  withDatabase({ orders: [{ name: 'of', key: { of: 1 } }], people: [] }, async (database) => {
    await database.insert('people', people);
    await database.insert('orders', orders);
    const filters: Plain[] = [];
    runPipeline(
      [{ $lookup: { from: 'orders', localField: '_id', foreignField: 'of', as: 'o' } }],
      'people',
      (name, selection) => {
        const { documents, examined } = database.find(name, selection);
        filters.push({ name, ...examined });
        return documents;
      },
    );
    expect(filters).toEqual([
      { name: 'people', keys: 0, documents: 3 },
      { name: 'orders', keys: 5, documents: 4 },
    ]);
  }));

const ids = (size: number) => aggregate(joins, [{ $sample: { size } }]).map(({ _id }) => _id);

test('stage $sample: as many as asked, none twice, at most all', () => {
  expect(new Set(ids(2)).size).toBe(2);
  expect(new Set(ids(9))).toEqual(new Set([1, 2, 3]));
  expect(ids(9)).toHaveLength(3);
});

test.each<[string, Plain, string]>([
  ['an unknown stage', { $frobnicate: {} }, '$frobnicate'],
  ['$geoNear', { $geoNear: {} }, '$geoNear is not supported locally'],
  ['a geo query', { $match: { at: { $geoWithin: {} } } }, '$geoWithin is not supported locally'],
  ['$jsonSchema', { $match: { $jsonSchema: {} } }, '$jsonSchema is not supported locally'],
  ['a bucket for nothing', { $bucket: { groupBy: '$age', boundaries: [0, 25] } }, 'no default was specified'],
  ['buckets out of order', { $bucket: { groupBy: '$age', boundaries: [5, 1] } }, 'must be sorted'],
  ['half a character', { $project: { is: { $substrBytes: ['客', 1, 1] } } }, 'in the middle of a UTF-8 character'],
  ['a size that is none', { $sample: { size: -1 } }, 'must be a positive integer'],
])('%s is refused', (_, stage, message) => {
  expect(() => aggregate(joins, [stage])).toThrow(message);
});

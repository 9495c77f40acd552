import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Plain } from '../../../scripts/emulator/contract';
import type { Query } from '../../../scripts/emulator/database/documents';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import { stoppedClock, temporaryFolder } from './support/database-folder';

const { folder, remove } = temporaryFolder();
let database: Database;

/** 100 messages of 4 conversations; every second has term 1, every third term 2; `n` counts them. */
const messages = Array.from({ length: 100 }, (_, n) => ({
  _id: `m${String(n).padStart(3, '0')}`,
  n,
  conversationId: `c${n % 4}`,
  seq: Math.floor(n / 4) + 1,
  terms: [n % 2, 2 + (n % 3), 100],
  sentAt: n * 10,
  state: n < 10 ? 'new' : 'old',
}));

beforeAll(async () => {
  database = openDatabase({
    folder,
    clock: stoppedClock,
    indexes: {
      messages: [
        { name: 'conversationId_seq', key: { conversationId: 1, seq: 1 }, unique: true },
        { name: 'terms_sentAt', key: { terms: 1, sentAt: -1, _id: -1 } },
        { name: 'terms_id', key: { terms: 1, _id: 1 } },
        { name: 'sentAt', key: { sentAt: 1 } },
        { name: 'state_sentAt', key: { state: 1, sentAt: 1 } },
      ],
    },
  });
  await database.insert('messages', messages);
});

afterAll(async () => {
  await database.close();
  remove();
});

const cases: [string, Query, { keys: number; documents: number }, number[]][] = [
  ['a whole id', { filter: { _id: 'm007' } }, { keys: 1, documents: 1 }, [7]],
  ['several ids', { filter: { _id: { $in: ['m007', 'm003', 'none'] } } }, { keys: 2, documents: 2 }, [3, 7]],
  ['a unique key', { filter: { conversationId: 'c1', seq: 3 } }, { keys: 1, documents: 1 }, [9]],
  [
    'the last of a conversation: equality, and the order of the index backwards',
    { filter: { conversationId: 'c1' }, sort: { seq: -1 }, limit: 3 },
    { keys: 3, documents: 3 },
    [97, 93, 89],
  ],
  [
    'a page of a conversation: equality, range and order',
    { filter: { conversationId: 'c1', seq: { $lt: 4 } }, sort: { seq: -1 }, limit: 2 },
    { keys: 2, documents: 2 },
    [9, 5],
  ],
  [
    'both ends of a range',
    { filter: { sentAt: { $gte: 100, $lt: 130 } }, sort: { sentAt: 1 } },
    { keys: 3, documents: 3 },
    [10, 11, 12],
  ],
  [
    'a range given by two conditions of $and',
    { filter: { $and: [{ sentAt: { $gte: 100 } }, { sentAt: { $lt: 130 } }] }, sort: { sentAt: -1 } },
    { keys: 3, documents: 3 },
    [12, 11, 10],
  ],
  [
    'all of several terms: the keys of the first, the others checked on what was read',
    { filter: { terms: { $all: [2, 1] } }, sort: { sentAt: -1, _id: -1 }, limit: 2 },
    { keys: 3, documents: 3 },
    [99, 93],
  ],
  [
    'all of several terms in a window of time',
    { filter: { terms: { $all: [2, 1] }, sentAt: { $gte: 600, $lte: 900 } }, sort: { sentAt: -1 } },
    { keys: 11, documents: 11 },
    [87, 81, 75, 69, 63],
  ],
  [
    'several values, which are not one order: sorted afterwards',
    { filter: { conversationId: { $in: ['c0', 'c1'] }, seq: { $lte: 2 } }, sort: { n: -1 }, limit: 1 },
    { keys: 4, documents: 4 },
    [5],
  ],
  ['an order alone', { filter: {}, sort: { sentAt: -1 }, limit: 2 }, { keys: 2, documents: 2 }, [99, 98]],
  [
    'equality before an order that another index has',
    { filter: { conversationId: 'c3', n: { $lt: 8 } }, sort: { sentAt: 1 } },
    { keys: 25, documents: 25 },
    [3, 7],
  ],
  [
    'of two equalities, the index that has the order too',
    { filter: { state: 'new', sentAt: { $gt: 70 } }, sort: { sentAt: 1 } },
    { keys: 2, documents: 2 },
    [8, 9],
  ],
  ['no index: every document', { filter: { n: 5 } }, { keys: 0, documents: 100 }, [5]],
  ['no index, one wanted: until it is found', { filter: { n: 5 }, limit: 1 }, { keys: 0, documents: 6 }, [5]],
  ['a contradiction', { filter: { $and: [{ state: 'new' }, { state: 'old' }] } }, { keys: 0, documents: 0 }, []],
  [
    'an array is not in the order of one of its elements',
    { filter: { terms: { $gte: 3 }, n: { $lt: 3 } }, sort: { terms: 1, _id: 1 } },
    { keys: 166, documents: 100 },
    [0, 2, 1],
  ],
  ['a beginning of text', { filter: { state: /^ne/, n: { $lt: 2 } } }, { keys: 10, documents: 10 }, [0, 1]],
  ['a pattern elsewhere in the text', { filter: { state: /e.$/, n: { $lt: 2 } } }, { keys: 0, documents: 100 }, [0, 1]],
  [
    'or, one part without an index',
    { filter: { $or: [{ n: 1 }, { sentAt: 20 }] } },
    { keys: 0, documents: 100 },
    [1, 2],
  ],
  [
    'or, each part by its index, no document twice',
    { filter: { $or: [{ sentAt: { $gte: 970 } }, { conversationId: 'c1', seq: { $gt: 24 } }], n: { $gt: 0 } } },
    { keys: 4, documents: 3 },
    [97, 98, 99],
  ],
  [
    'or, each part by its index, sorted afterwards',
    { filter: { $or: [{ sentAt: { $gte: 980 } }, { _id: 'm001' }] }, sort: { sentAt: -1 }, limit: 2 },
    { keys: 3, documents: 3 },
    [99, 98],
  ],
  [
    'or beside an equality that has an index',
    { filter: { conversationId: 'c1', $or: [{ sentAt: 10 }, { sentAt: 50 }] } },
    { keys: 25, documents: 25 },
    [1, 5],
  ],
];

test.each(cases)('%s', (_, query, examined, expected) => {
  const answer = database.find('messages', query);
  expect(answer.documents.map((document: Plain) => document['n'])).toEqual(expected);
  expect(answer.examined).toEqual(examined);
});

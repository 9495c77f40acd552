import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import cloud from 'wx-server-sdk';
import tcb from '@cloudbase/node-sdk';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import { stoppedClock, temporaryFolder } from './support/database-folder';
import { openGuard } from './support/open-guard';
import { serveSdks } from './support/sdk-endpoint';

const { folder, remove } = temporaryFolder();
const clock = { now: stoppedClock.now };
let database: Database;
let endpoint: Awaited<ReturnType<typeof serveSdks>>;
let db: ReturnType<ReturnType<typeof tcb.init>['database']>;

beforeAll(async () => {
  const indexes = { accounts: [{ name: 'number', key: { number: 1 as const }, unique: true }], receipts: [] };
  database = openDatabase({ folder, clock, indexes });
  endpoint = await serveSdks(databaseActions({ database, clock, guard: openGuard }));
  db = tcb.init({ env: 'local' }).database();
});

afterAll(async () => {
  await endpoint.close();
  await database.close();
  remove();
});

beforeEach(async () => {
  clock.now = stoppedClock.now;
  for (const name of ['accounts', 'receipts']) await database.remove(name, {}, { multi: true });
  await database.insert('accounts', [
    { _id: 'a', number: 1, money: 100 },
    { _id: 'b', number: 2, money: 0 },
  ]);
});

const money = (id: string) => database.find('accounts', { filter: { _id: id } }).documents[0]?.['money'];
const pay = (id: string, amount: number) =>
  database.update('accounts', { _id: id }, { $inc: { money: amount } }, { multi: false });

async function insertWith(document: object): Promise<void> {
  const transaction = await db.startTransaction();
  await transaction.collection('accounts').add({ _id: 'x', number: 7 });
  await transaction.collection('accounts').add(document);
  await transaction.commit();
}

type Account = { data: { money: number } };

function transfer(from: string, to: string): Promise<void> {
  return db.runTransaction(async (transaction: typeof db) => {
    const accounts = transaction.collection('accounts');
    const left = (await accounts.doc(from).get()) as unknown as Account;
    const right = (await accounts.doc(to).get()) as unknown as Account;
    await accounts.doc(from).update({ money: left.data.money - 1 });
    await accounts.doc(to).update({ money: right.data.money + 1 });
  }, 50);
}

const guide = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html';
const suite = 'https://github.com/TencentCloudBase/node-sdk/blob/master/test/database/unit/transaction.test.ts';
const sdk = 'https://www.npmjs.com/package/@cloudbase/database (src/transaction/index.ts)';
const manual = 'https://www.mongodb.com/docs/manual/core/transactions-production-consideration';
const counting = 'https://www.mongodb.com/docs/manual/reference/command/update';
const uniqueness = 'https://www.mongodb.com/docs/manual/core/index-unique';

const unknown = { code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining('TransactionNotExist') };
const conflict = { code: 'DATABASE_TRANSACTION_CONFLICT' };

type Undoable = typeof db & { rollback: (reason?: string) => Promise<unknown> };

function undone(reason?: string): Promise<unknown> {
  return db.runTransaction(async (transaction: Undoable) => {
    await transaction.collection('accounts').doc('a').update({ money: 1 });
    await transaction.rollback(reason);
  });
}

type Case = [source: string, says: string, run: () => Promise<void>];

const atomicity: Case[] = [
  [
    guide,
    'all writes are committed at once',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      await accounts.doc('a').update({ money: db.command.inc(-10) });
      await accounts.doc('b').update({ money: db.command.inc(10) });
      await accounts.add({ _id: 'c', number: 3, money: 0 });
      expect([money('a'), money('b'), money('c')]).toEqual([100, 0, undefined]);
      const commits: number[] = [];
      const stop = database.onCommit((changes) => commits.push(changes.length));
      await transaction.commit();
      stop();
      expect([money('a'), money('b'), money('c')]).toEqual([90, 10, 0]);
      expect(commits).toEqual([3]);
    },
  ],
  [
    guide,
    'documents of several collections may be written',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ money: 1 });
      await transaction.collection('receipts').add({ _id: 'r', of: 'a' });
      expect(database.count('receipts', {})).toBe(0);
      await transaction.commit();
      expect([money('a'), database.count('receipts', {})]).toEqual([1, 1]);
    },
  ],
  [
    suite,
    'a rollback undoes every kind of write',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      await accounts.doc('a').update({ money: 1 });
      await accounts.doc('b').remove();
      await accounts.add({ _id: 'c', number: 3 });
      await accounts.doc('d').set({ number: 4 });
      expect(await transaction.rollback()).toMatchObject({ requestId: expect.any(String) });
      expect(database.find('accounts', { filter: {} }).documents).toEqual([
        { _id: 'a', number: 1, money: 100 },
        { _id: 'b', number: 2, money: 0 },
      ]);
    },
  ],
];

const isolation: Case[] = [
  [
    guide,
    'a transaction reads its own writes',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      await accounts.doc('a').update({ money: 1 });
      await accounts.add({ _id: 'c', number: 3, money: 2 });
      await accounts.doc('b').remove();
      const { data } = await accounts
        .where({ money: db.command.lt(3) })
        .orderBy('money', 'desc')
        .get();
      expect(data.map(({ _id }: { _id: string }) => _id)).toEqual(['c', 'a']);
      expect(await accounts.doc('b').get()).toMatchObject({ data: null });
      await transaction.rollback();
    },
  ],
  [
    suite,
    'nobody else reads them before the commit',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ money: 1 });
      expect((await db.collection('accounts').doc('a').get()).data).toEqual([{ _id: 'a', number: 1, money: 100 }]);
      const other = await db.startTransaction();
      expect(await other.collection('accounts').doc('a').get()).toMatchObject({ data: { money: 100 } });
      await transaction.rollback();
      await other.rollback();
    },
  ],
  [
    suite,
    'a transaction sees the state of its first operation',
    async () => {
      const transaction = await db.startTransaction();
      await pay('a', 1);
      const read = async () => (await transaction.collection('accounts').doc('a').get()) as unknown as Account;
      expect((await read()).data.money).toBe(101);
      await pay('a', 1);
      await pay('b', 5);
      await database.insert('accounts', [{ _id: 'new', number: 9 }]);
      expect((await read()).data.money).toBe(101);
      expect(await transaction.collection('accounts').doc('b').get()).toMatchObject({ data: { money: 0 } });
      expect(await transaction.collection('accounts').doc('new').get()).toMatchObject({ data: null });
      await transaction.rollback();
      expect(money('a')).toBe(102);
    },
  ],
  [
    suite,
    'what is read is not held: each may write what the other has read',
    async () => {
      const first = await db.startTransaction();
      const second = await db.startTransaction();
      await first.collection('accounts').doc('a').get();
      await second.collection('accounts').doc('b').get();
      await first.collection('accounts').doc('b').update({ money: 1 });
      await second.collection('accounts').doc('a').update({ money: 2 });
      await first.commit();
      await second.commit();
      expect([money('a'), money('b')]).toEqual([2, 1]);
    },
  ],
];

const conflicts: Case[] = [
  [
    suite,
    'a write of what has changed since the first read is a conflict',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').get();
      await pay('a', 1);
      await expect(transaction.collection('accounts').doc('a').update({ money: 0 })).rejects.toMatchObject(conflict);
      expect(money('a')).toBe(101);
    },
  ],
  [
    manual,
    'so is a write of what has been removed since',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('b').get();
      await database.remove('accounts', { _id: 'a' }, { multi: false });
      await expect(transaction.collection('accounts').doc('a').update({ money: 0 })).rejects.toMatchObject(conflict);
    },
  ],
  [
    guide,
    'so is a write of what another one holds',
    async () => {
      const first = await db.startTransaction();
      const second = await db.startTransaction();
      await first.collection('accounts').doc('a').update({ money: 1 });
      await expect(second.collection('accounts').doc('a').update({ money: 2 })).rejects.toMatchObject(conflict);
      await first.commit();
      expect(money('a')).toBe(1);
    },
  ],
  [
    suite,
    'a conflict ends the transaction and lets go of what it held',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      await accounts.doc('b').update({ money: 7 });
      await pay('a', 1);
      await expect(accounts.doc('a').update({ money: 0 })).rejects.toMatchObject(conflict);
      await pay('b', 1);
      expect(money('b')).toBe(1);
      await expect(transaction.rollback()).rejects.toMatchObject(unknown);
    },
  ],
  [
    guide,
    'other writes wait until the commit',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ money: 50 });
      const waiting = pay('a', 1);
      await pay('b', 1);
      expect([money('a'), money('b')]).toEqual([100, 1]);
      await transaction.commit();
      await waiting;
      expect(money('a')).toBe(51);
    },
  ],
  [
    guide,
    'other writes wait until the rollback',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ money: 50 });
      const waiting = pay('a', 1);
      await transaction.rollback();
      await waiting;
      expect(money('a')).toBe(101);
    },
  ],
  [
    uniqueness,
    'a key that is taken, by others or by itself, is refused',
    async () => {
      await expect(insertWith({ _id: 'a', number: 8 })).rejects.toThrow(/E11000.*index: _id_/);
      await expect(insertWith({ _id: 'y', number: 2 })).rejects.toThrow(/E11000.*index: number/);
      await expect(insertWith({ _id: 'z', number: 7 })).rejects.toThrow(/E11000.*index: number/);
      expect(database.count('accounts', {})).toBe(2);
    },
  ],
  [
    uniqueness,
    'a key that it has set free may be taken over',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ number: 5 });
      await transaction.collection('accounts').add({ _id: 'c', number: 1 });
      await transaction.commit();
      expect(database.find('accounts', { filter: { number: 1 } }).documents).toEqual([{ _id: 'c', number: 1 }]);
    },
  ],
];

const answers: Case[] = [
  [
    suite,
    'each write tells what it did',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      expect(await accounts.add({ _id: 'c' })).toMatchObject({ id: 'c', inserted: 1 });
      expect(await accounts.doc('a').update({ money: 1 })).toMatchObject({ updated: 1 });
      expect(await accounts.doc('d').set({ number: 4 })).toMatchObject({ updated: 0, upserted: [{ _id: 'd' }] });
      expect(await accounts.doc('b').remove()).toMatchObject({ deleted: 1 });
      expect(await accounts.doc('none').get()).toMatchObject({ data: null });
      expect(await transaction.commit()).toMatchObject({ requestId: expect.any(String) });
    },
  ],
  [
    counting,
    'an update that changes nothing counts 0, inside and outside',
    async () => {
      const transaction = await db.startTransaction();
      for (const where of [db, transaction]) {
        const account = where.collection('accounts').doc('a');
        expect(await account.update({ money: 100 })).toMatchObject({ updated: 0 });
      }
      await transaction.rollback();
    },
  ],
];

const ends: Case[] = [
  [
    suite,
    'nothing can be done after the commit',
    async () => {
      const transaction = await db.startTransaction();
      const accounts = transaction.collection('accounts');
      await transaction.commit();
      for (const attempt of [
        () => accounts.doc('a').get(),
        () => accounts.doc('a').set({ money: 1 }),
        () => accounts.add({ _id: 'c' }),
        () => transaction.commit(),
        () => transaction.rollback(),
      ])
        await expect(attempt()).rejects.toMatchObject(unknown);
      expect(database.count('accounts', {})).toBe(2);
    },
  ],
  [
    suite,
    'nor after the rollback',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.rollback();
      await expect(transaction.commit()).rejects.toMatchObject(unknown);
      await expect(transaction.collection('accounts').doc('a').get()).rejects.toMatchObject(unknown);
    },
  ],
  [
    suite,
    'nor after 30 seconds, and nothing stays held',
    async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('accounts').doc('a').update({ money: 1 });
      clock.now = () => stoppedClock.now() + 29_999;
      expect(await transaction.collection('accounts').doc('a').get()).toMatchObject({ data: { money: 1 } });
      clock.now = () => stoppedClock.now() + 30_000;
      await expect(transaction.commit()).rejects.toMatchObject(unknown);
      expect(money('a')).toBe(100);
      await pay('a', 1);
      expect(money('a')).toBe(101);
    },
  ],
];

const running: Case[] = [
  [
    suite,
    'runTransaction answers what its callback answers',
    async () => {
      expect(await db.runTransaction(async () => 'luck')).toBe('luck');
    },
  ],
  [
    suite,
    'runTransaction fails with the reason of a rollback, or with none',
    async () => {
      await expect(undone('no luck')).rejects.toBe('no luck');
      await expect(undone()).rejects.toBeUndefined();
      expect(money('a')).toBe(100);
    },
  ],
  [
    sdk,
    'runTransaction tries again after a conflict',
    async () => {
      let tries = 0;
      const result = await db.runTransaction(async (transaction: typeof db) => {
        tries += 1;
        const account = transaction.collection('accounts').doc('a');
        const { data } = (await account.get()) as unknown as Account;
        if (tries < 3) await pay('a', 1);
        await account.update({ money: data.money * 2 });
        return data.money;
      });
      expect([tries, result, money('a')]).toEqual([3, 102, 204]);
    },
  ],
  [
    sdk,
    'runTransaction gives up after three more attempts',
    async () => {
      let tries = 0;
      const contended = db.runTransaction(async (transaction: typeof db) => {
        tries += 1;
        const account = transaction.collection('accounts').doc('a');
        await account.get();
        await pay('a', 1);
        await account.update({ money: 0 });
      });
      await expect(contended).rejects.toMatchObject(conflict);
      expect([tries, money('a')]).toEqual([4, 104]);
    },
  ],
  [
    sdk,
    'runTransaction does not try again after another failure',
    async () => {
      let tries = 0;
      const failing = db.runTransaction(async (transaction: typeof db) => {
        tries += 1;
        await transaction.collection('accounts').doc('a').update({ money: 0 });
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect([tries, money('a')]).toEqual([1, 100]);
    },
  ],
];

describe.each(Object.entries({ atomicity, isolation, conflicts, answers, ends, running }))('%s', (_, cases) => {
  test.each(cases)('%s: %s', (_source, _says, run) => run());
});

test('wx-server-sdk commits what its callback did, and nothing when it throws', async () => {
  cloud.init({ env: 'local' });
  const wx = cloud.database();
  const earn = (failure?: Error) =>
    wx.runTransaction(async (transaction: typeof wx) => {
      await transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { money: wx.command.inc(5) } });
      if (failure) throw failure;
    });
  await earn();
  await expect(earn(new Error('changed my mind'))).rejects.toThrow('changed my mind');
  expect(money('a')).toBe(105);
});

test('money is neither made nor lost by concurrent transactions', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? transfer('a', 'b') : transfer('b', 'a'))));
  expect([money('a'), money('b')]).toEqual([100, 0]);
});

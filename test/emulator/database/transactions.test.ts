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
  const indexes = { accounts: [{ name: 'number', key: { number: 1 as const }, unique: true }] };
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
  await database.remove('accounts', {}, { multi: true });
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

/** Each fact is asserted by the transaction suite of the official SDK or stated on the platform's page on transactions. */
describe('a transaction of the node SDK', () => {
  test('commits all of its writes at once', async () => {
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
  });

  test('reads its own writes', async () => {
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
    expect([money('a'), money('b'), money('c')]).toEqual([100, 0, undefined]);
  });

  test('sees the state of its first operation', async () => {
    const transaction = await db.startTransaction();
    await pay('a', 1);
    const read = async () => (await transaction.collection('accounts').doc('a').get()) as unknown as Account;
    expect((await read()).data.money).toBe(101);
    await pay('a', 1);
    await database.insert('accounts', [{ _id: 'new', number: 9 }]);
    expect((await read()).data.money).toBe(101);
    expect(await transaction.collection('accounts').doc('new').get()).toMatchObject({ data: null });
    await transaction.rollback();
    expect(money('a')).toBe(102);
  });

  test('conflicts on the write of what has changed since', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection('accounts').doc('a').get();
    await pay('a', 1);
    await expect(transaction.collection('accounts').doc('a').update({ money: 0 })).rejects.toMatchObject({
      code: 'DATABASE_TRANSACTION_CONFLICT',
    });
    expect(money('a')).toBe(101);
  });

  test('conflicts on the write of what another one holds', async () => {
    const first = await db.startTransaction();
    const second = await db.startTransaction();
    await first.collection('accounts').doc('a').update({ money: 1 });
    await expect(second.collection('accounts').doc('a').update({ money: 2 })).rejects.toMatchObject({
      code: 'DATABASE_TRANSACTION_CONFLICT',
    });
    await first.commit();
    expect(money('a')).toBe(1);
  });

  test('refuses keys that are taken, by documents and by its own', async () => {
    await expect(insertWith({ _id: 'a', number: 8 })).rejects.toThrow(/E11000.*index: _id_/);
    await expect(insertWith({ _id: 'y', number: 2 })).rejects.toThrow(/E11000.*index: number/);
    await expect(insertWith({ _id: 'z', number: 7 })).rejects.toThrow(/E11000.*index: number/);
    expect(database.count('accounts', {})).toBe(2);
  });

  test('may take over a key that it has set free', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection('accounts').doc('a').update({ number: 5 });
    await transaction.collection('accounts').add({ _id: 'c', number: 1 });
    await transaction.commit();
    expect(database.find('accounts', { filter: { number: 1 } }).documents).toEqual([{ _id: 'c', number: 1 }]);
  });

  test('is unknown after its end and after 30 seconds', async () => {
    const unknown = { code: 'DATABASE_TRANSACTION_FAIL', message: expect.stringContaining('TransactionNotExist') };
    const ended = await db.startTransaction();
    await ended.commit();
    await expect(ended.collection('accounts').doc('a').get()).rejects.toMatchObject(unknown);
    await expect(ended.commit()).rejects.toMatchObject(unknown);
    const late = await db.startTransaction();
    await late.collection('accounts').doc('a').update({ money: 1 });
    clock.now = () => stoppedClock.now() + 30_000;
    await expect(late.commit()).rejects.toMatchObject(unknown);
    expect(money('a')).toBe(100);
    await pay('a', 1);
    expect(money('a')).toBe(101);
  });

  test('makes other writes wait until its end', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection('accounts').doc('a').update({ money: 50 });
    const waiting = pay('a', 1);
    await pay('b', 1);
    expect([money('a'), money('b')]).toEqual([100, 1]);
    await transaction.commit();
    await waiting;
    expect(money('a')).toBe(51);
  });
});

test('runTransaction tries again after a conflict', async () => {
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

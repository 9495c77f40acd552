import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import tcb from '@cloudbase/node-sdk';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import { stoppedClock, temporaryFolder } from './support/database-folder';
import { openGuard } from './support/open-guard';
import { serveSdks } from './support/sdk-endpoint';

const { folder, remove } = temporaryFolder();
let database: Database;
let endpoint: Awaited<ReturnType<typeof serveSdks>>;
let db: ReturnType<ReturnType<typeof tcb.init>['database']>;

beforeAll(async () => {
  database = openDatabase({ folder, clock: stoppedClock, indexes: { rooms: [] } });
  endpoint = await serveSdks(databaseActions({ database, clock: stoppedClock, guard: openGuard }));
  db = tcb.init({ env: 'local' }).database();
});

afterAll(async () => {
  await endpoint.close();
  await database.close();
  remove();
});

beforeEach(async () => {
  await database.remove('rooms', {}, { multi: true });
  await database.insert('rooms', [
    { _id: 'r1', open: true, lastSeq: 4, recent: [{ id: 'm4' }] },
    { _id: 'r2', open: false },
  ]);
});

const push = () => db.command.push({ each: [{ id: 'm5' }], slice: -2 });
const rooms = () => db.collection('rooms');
const stored = (id: string) => database.find('rooms', { filter: { _id: id } }).documents[0];

describe('updateAndReturn', () => {
  test('changes one document and answers it as it is afterwards', async () => {
    const result = await rooms()
      .where({ _id: 'r1', open: true })
      .updateAndReturn({ lastSeq: db.command.inc(1), recent: push(), at: db.serverDate({ offset: 0 }) });
    const after = {
      _id: 'r1',
      open: true,
      lastSeq: 5,
      recent: [{ id: 'm4' }, { id: 'm5' }],
      at: new Date(stoppedClock.now()),
    };
    expect(result).toMatchObject({ updated: 1, doc: after });
    expect(stored('r1')).toEqual(after);
  });

  test('keeps only what the slice allows', async () => {
    for (let turn = 0; turn < 3; turn += 1) await rooms().where({ _id: 'r2' }).updateAndReturn({ recent: push() });
    expect(stored('r2')?.['recent']).toHaveLength(2);
  });

  test('answers nothing when nothing matches', async () => {
    const result = await rooms()
      .where({ _id: 'r1', 'recent.id': db.command.neq('m4') })
      .updateAndReturn({ a: 1 });
    expect(result).toMatchObject({ updated: 0, doc: null });
  });

  test('counts a document that is already so', async () => {
    expect(await rooms().where({ _id: 'r1' }).updateAndReturn({ open: true })).toMatchObject({ updated: 1 });
  });
});

test('add of several documents', async () => {
  const { ids } = (await rooms().add([{ _id: 'r3' }, { n: 1 }])) as unknown as { ids: string[] };
  expect(ids).toEqual(['r3', expect.stringMatching(/^[0-9a-f]{32}$/)]);
});

test('update of one among several that match', async () => {
  const { updated } = await rooms().where({}).options({ multiple: false }).update({ seen: true });
  expect([updated, database.count('rooms', { seen: true })]).toEqual([1, 1]);
});

test('set answers the id of what it created', async () => {
  expect(await rooms().doc('r9').set({ a: 1 })).toMatchObject({ updated: 0, upsertedId: 'r9' });
  expect(await rooms().doc('r9').set({ a: 2 })).toMatchObject({ updated: 1 });
});

test('an ObjectId is its text, in and out', async () => {
  const id = new db.ObjectId({ id: '65a1b2c3d4e5f60718293a4b' });
  await rooms().add({ _id: 'o', ref: id });
  const { data } = await rooms().where({ ref: id }).get();
  expect(data).toEqual([{ _id: 'o', ref: '65a1b2c3d4e5f60718293a4b' }]);
});

test('raw queries and updates', async () => {
  const query = rooms()
    .options({ raw: true })
    .where({ $expr: { $gt: ['$lastSeq', 3] } });
  await query.update({ $mul: { lastSeq: 2 }, $currentDate: { at: true } });
  expect(stored('r1')).toMatchObject({ lastSeq: 8, at: new Date(stoppedClock.now()) });
});

test('every kind of value comes back as it went in', async () => {
  const values = {
    int: 5,
    long: 5_000_000_000,
    double: 1.5,
    text: '你好\n😀',
    yes: true,
    nothing: null,
    date: new Date(1234),
    list: [1, [2], { a: [3] }],
    object: { a: { b: {} } },
  };
  await rooms().add({ _id: 'v', ...values, pattern: /^a/i });
  const { data } = await rooms().doc('v').get();
  expect(data).toEqual([{ _id: 'v', ...values, pattern: { pattern: '^a', options: 'i' } }]);
});

test('errors carry the official codes', async () => {
  await expect(rooms().add({ _id: 'r1' })).rejects.toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  await expect(db.collection('nowhere').get()).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' });
});

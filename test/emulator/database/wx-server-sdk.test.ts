import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import cloud from 'wx-server-sdk';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import type { Guard } from '../../../scripts/emulator/contract';
import { stoppedClock, temporaryFolder } from './support/database-folder';
import { serveSdks } from './support/sdk-endpoint';

const openGuard: Guard = {
  filter: (_caller, _operation, _collection, filter) => filter,
  create: (_caller, _collection, document) => document,
};

const { folder, remove } = temporaryFolder();
let database: Database;
let endpoint: Awaited<ReturnType<typeof serveSdks>>;
let db: ReturnType<typeof cloud.database>;

beforeAll(async () => {
  database = openDatabase({ folder, clock: stoppedClock, indexes: { people: [{ name: 'age', key: { age: 1 } }] } });
  endpoint = await serveSdks(databaseActions({ database, clock: stoppedClock, guard: openGuard }));
  cloud.init({ env: 'local' });
  db = cloud.database();
});

afterAll(async () => {
  await endpoint.close();
  await database.close();
  remove();
});

beforeEach(async () => {
  await database.remove('people', {}, { multi: true });
  await database.insert('people', [
    { _id: 'ann', name: 'Ann', age: 30, tags: ['a', 'b'], born: new Date(1000) },
    { _id: 'bob', name: 'Bob', age: 20, tags: ['b'] },
    { _id: 'cat', name: 'Cat', age: 40 },
  ]);
});

const people = () => db.collection('people');
const ids = (result: unknown) => (result as { data: { _id: string }[] }).data.map(({ _id }) => _id);

describe('reading', () => {
  test('doc().get answers the document with its dates', async () => {
    expect(await people().doc('ann').get()).toMatchObject({
      data: { _id: 'ann', name: 'Ann', age: 30, tags: ['a', 'b'], born: new Date(1000) },
    });
  });

  test('where, orderBy, skip and limit', async () => {
    expect(
      ids(
        await people()
          .where({ age: db.command.gte(20) })
          .orderBy('age', 'desc')
          .skip(1)
          .limit(1)
          .get(),
      ),
    ).toEqual(['ann']);
  });
});

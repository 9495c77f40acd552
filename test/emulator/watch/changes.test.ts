import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../../scripts/emulator/database/engine';
import { RawClient, story } from './raw-client';
import { startSmallCloud, type SmallCloud } from './small-cloud';

/**
 * Each legal pair of data type and queue type with the change that brings it about.
 * https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/database/realtime.html
 */
let cloud: SmallCloud;
let client: RawClient;

beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());
beforeEach(async () => {
  client = await RawClient.open(cloud, 'me');
  await cloud.database.insert(
    'scores',
    [1, 2, 3, 4].map((score) => ({ _id: `s${score}`, score, open: score < 4 })),
  );
});
afterEach(async () => {
  await client.close();
  await cloud.database.remove('scores', {}, { multi: true });
});

const set = (database: Database, id: string, fields: object) =>
  database.update('scores', { _id: id }, { $set: fields }, { multi: false });
const replace = (database: Database, id: string, document: Record<string, unknown>) =>
  database.update('scores', { _id: id }, document, { multi: false, replace: true });
const inTransaction = async (database: Database, work: (id: string) => Promise<unknown>) => {
  const id = database.transactions.start();
  await work(id);
  await database.transactions.commit(id);
};

test.each<[string, (database: Database) => Promise<unknown>]>([
  ['add/enqueue s5', (database) => database.insert('scores', [{ _id: 's5', score: 5, open: true }])],
  ['update/update s1', (database) => set(database, 's1', { text: 'x' })],
  ['update/enqueue s4', (database) => set(database, 's4', { open: true })],
  ['update/dequeue s1', (database) => set(database, 's1', { open: false })],
  ['replace/update s1', (database) => replace(database, 's1', { score: 9, open: true })],
  ['replace/enqueue s4', (database) => replace(database, 's4', { score: 4, open: true })],
  ['replace/dequeue s1', (database) => replace(database, 's1', { score: 1 })],
  ['remove/dequeue s1', (database) => database.remove('scores', { _id: 's1' }, { multi: false })],
  [
    'update/update s1',
    (database) =>
      inTransaction(database, (id) =>
        database.transactions.documents(id).update('scores', { _id: 's1' }, { $set: { score: 0 } }, { multi: false }),
      ),
  ],
  [
    'replace/update s1',
    (database) =>
      inTransaction(database, async (id) => {
        const documents = database.transactions.documents(id);
        await documents.update('scores', { _id: 's1' }, { open: true }, { multi: false, replace: true });
        await documents.update('scores', { _id: 's1' }, { $set: { score: 0 } }, { multi: false });
      }),
  ],
])('%s', async (want, change) => {
  await client.watch('scores', { open: true });
  await change(cloud.database);
  expect(story(await client.nextEvents())).toEqual([want]);
});

test.each<[string[], (database: Database) => Promise<unknown>]>([
  [
    ['add/enqueue s0', 'limit/dequeue s2'],
    (database) => database.insert('scores', [{ _id: 's0', score: 0, open: true }]),
  ],
  [['limit/enqueue s3', 'remove/dequeue s1'], (database) => database.remove('scores', { _id: 's1' }, { multi: false })],
  [['limit/enqueue s3', 'update/dequeue s1'], (database) => set(database, 's1', { open: false })],
  [['limit/dequeue s1', 'limit/enqueue s3'], (database) => set(database, 's1', { score: 7 })],
  [['limit/dequeue s2', 'update/enqueue s3'], (database) => set(database, 's3', { score: 0 })],
  [['update/update s1'], (database) => set(database, 's1', { score: 0 })],
])('within a limit: %j', async (want, change) => {
  await client.watch('scores', { open: true }, { orderBy: { score: 'asc' }, limit: 2 });
  await change(cloud.database);
  expect(story(await client.nextEvents()).toSorted()).toEqual(want);
});

test('the text of a document is whole in every event, and updated fields are named', async () => {
  await client.watch('scores', { open: true });
  await replace(cloud.database, 's1', { score: 1, open: true, text: 'y' });
  const [replaced] = (await client.nextEvents()).events;
  expect(JSON.parse(replaced?.Doc ?? '')).toEqual({ _id: 's1', score: 1, open: true, text: 'y' });
  expect(replaced).toMatchObject({ UpdatedFields: '', removedFields: '' });
  await set(cloud.database, 's1', { 'at.day': 2 });
  expect((await client.nextEvents()).events[0]).toMatchObject({ UpdatedFields: '{"at.day":2}' });
});

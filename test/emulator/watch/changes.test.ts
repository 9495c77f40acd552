import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../../scripts/emulator/database/engine';
import { eventsOf, RawClient, story } from './raw-client';
import { startSmallCloud, type SmallCloud } from './small-cloud';

const guide = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/database/realtime.html';
const reference =
  'https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/database/collection/Collection.watch.html';
const transactions = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html';
const sdk = 'https://www.npmjs.com/package/@cloudbase/database (src/realtime/virtual-websocket-client.ts)';

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

/** Each legal pair of data type and queue type with the change that brings it about. */
test.each<[source: string, pair: string, change: (database: Database) => Promise<unknown>]>([
  [guide, 'add/enqueue s5', (database) => database.insert('scores', [{ _id: 's5', score: 5, open: true }])],
  [guide, 'update/update s1', (database) => set(database, 's1', { text: 'x' })],
  [guide, 'update/enqueue s4', (database) => set(database, 's4', { open: true })],
  [guide, 'update/dequeue s1', (database) => set(database, 's1', { open: false })],
  [guide, 'replace/update s1', (database) => replace(database, 's1', { score: 9, open: true })],
  [guide, 'replace/enqueue s4', (database) => replace(database, 's4', { score: 4, open: true })],
  [guide, 'replace/dequeue s1', (database) => replace(database, 's1', { score: 1 })],
  [guide, 'remove/dequeue s1', (database) => database.remove('scores', { _id: 's1' }, { multi: false })],
  [
    transactions,
    'update/update s1',
    (database) =>
      inTransaction(database, (id) =>
        database.transactions.documents(id).update('scores', { _id: 's1' }, { $set: { score: 0 } }, { multi: false }),
      ),
  ],
  [
    transactions,
    'replace/update s1',
    (database) =>
      inTransaction(database, async (id) => {
        const documents = database.transactions.documents(id);
        await documents.update('scores', { _id: 's1' }, { open: true }, { multi: false, replace: true });
        await documents.update('scores', { _id: 's1' }, { $set: { score: 0 } }, { multi: false });
      }),
  ],
  [guide, 'remove/dequeue s2', (database) => database.remove('scores', { score: 2 }, { multi: true })],
])('%s: %s', async (_, want, change) => {
  await client.watch('scores', { open: true });
  await change(cloud.database);
  expect(story(await client.nextEvents())).toEqual([want]);
});

test.each<[source: string, pairs: string[], change: (database: Database) => Promise<unknown>]>([
  [
    guide,
    ['add/enqueue s0', 'limit/dequeue s2'],
    (database) => database.insert('scores', [{ _id: 's0', score: 0, open: true }]),
  ],
  [
    guide,
    ['limit/enqueue s3', 'remove/dequeue s1'],
    (database) => database.remove('scores', { _id: 's1' }, { multi: false }),
  ],
  [guide, ['limit/enqueue s3', 'update/dequeue s1'], (database) => set(database, 's1', { open: false })],
  [guide, ['limit/dequeue s1', 'limit/enqueue s3'], (database) => set(database, 's1', { score: 7 })],
  [guide, ['limit/dequeue s2', 'update/enqueue s3'], (database) => set(database, 's3', { score: 0 })],
  [guide, ['update/update s1'], (database) => set(database, 's1', { score: 0 })],
])('%s: within a limit: %j', async (_, want, change) => {
  await client.watch('scores', { open: true }, { orderBy: { score: 'asc' }, limit: 2 });
  await change(cloud.database);
  expect(story(await client.nextEvents()).toSorted()).toEqual(want);
});

test.each<[source: string, says: string, change: (database: Database) => Promise<unknown>]>([
  [guide, 'what no watch asks for', (database) => database.insert('scores', [{ _id: 's9', score: 9 }])],
  [guide, 'what was outside and stays there', (database) => set(database, 's4', { score: 5 })],
  [guide, 'an update that changes nothing', (database) => set(database, 's1', { score: 1 })],
  [
    transactions,
    'what is rolled back',
    async (database) => {
      const id = database.transactions.start();
      await database.transactions
        .documents(id)
        .update('scores', { _id: 's1' }, { $set: { score: 0 } }, { multi: false });
      database.transactions.abort(id);
    },
  ],
])('%s: %s is not told', async (_source, _says, change) => {
  await client.watch('scores', { open: true });
  await change(cloud.database);
  await set(cloud.database, 's2', { text: 'x' });
  expect(story(await client.nextEvents())).toEqual(['update/update s2']);
});

test(`${transactions}: a commit is told as one change`, async () => {
  await client.watch('scores', { open: true });
  await inTransaction(cloud.database, async (id) => {
    const documents = cloud.database.transactions.documents(id);
    await documents.update('scores', { _id: 's1' }, { $set: { open: false } }, { multi: false });
    await documents.insert('scores', [{ _id: 's5', score: 5, open: true }]);
    await documents.remove('scores', { _id: 's2' }, { multi: false });
  });
  const together = await client.nextEvents();
  expect(story(together)).toEqual(['update/dequeue s1', 'add/enqueue s5', 'remove/dequeue s2']);
  expect(together.events.map(({ ID }) => ID)).toEqual([1, 1, 1]);
});

test(`${guide}: the first answer holds more than 20 documents, in the order asked for`, async () => {
  const many = Array.from({ length: 30 }, (_, number) => ({ _id: `m${number}`, score: 100 - number, open: true }));
  await cloud.database.insert('scores', many);
  const all = await client.watch('scores', { score: { $gt: 50 } }, { orderBy: { score: 'asc' } });
  expect(story(eventsOf(all))).toEqual(many.map(({ _id }) => `init/init ${_id}`).toReversed());
});

test(`${sdk}: the text of a document is whole in every event`, async () => {
  await client.watch('scores', { open: true }, { orderBy: { score: 'asc' }, limit: 2 });
  await set(cloud.database, 's1', { score: 7 });
  const { events } = await client.nextEvents();
  expect(events.map(({ Doc }) => (JSON.parse(Doc) as { _id: string })._id).toSorted()).toEqual(['s1', 's3']);
});

test(`${reference}: updated and removed fields are named`, async () => {
  await client.watch('scores', { open: true });
  await replace(cloud.database, 's1', { score: 1, open: true, text: 'y' });
  const [replaced] = (await client.nextEvents()).events;
  expect(JSON.parse(replaced?.Doc ?? '')).toEqual({ _id: 's1', score: 1, open: true, text: 'y' });
  expect(replaced).toMatchObject({ UpdatedFields: '', removedFields: '' });
  await set(cloud.database, 's1', { 'at.day': 2 });
  expect((await client.nextEvents()).events[0]).toMatchObject({ UpdatedFields: '{"at.day":2}' });
  await cloud.database.update('scores', { _id: 's1' }, { $unset: { text: '' } }, { multi: false });
  expect((await client.nextEvents()).events[0]).toMatchObject({ UpdatedFields: '{}', removedFields: '["text"]' });
});

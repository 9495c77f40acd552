import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventsOf, RawClient, story } from './raw-client';
import { startSmallCloud, type SmallCloud } from './small-cloud';

/** The pages of documented behaviour; the rest is what the official SDKs need, see their src/realtime. */
const guide = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/guide/database/realtime.html';
const realtime = 'https://cloud.tencent.com/document/product/876/41801';

let cloud: SmallCloud;
let client: RawClient;

beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());
beforeEach(async () => {
  client = await RawClient.open(cloud, 'me');
});
afterEach(async () => {
  cloud.disturb(() => ({}));
  await client.close();
  for (const name of ['feed', 'scores']) await cloud.database.remove(name, {}, { multi: true });
});

test('the first answer holds the result, numbered as the client numbers it', async () => {
  await cloud.database.insert('feed', [
    { _id: 'a', to: 'me', at: new Date(5) },
    { _id: 'b', to: 'you' },
  ]);
  const answer = await client.watch('feed', { to: 'me' });
  expect(answer).toMatchObject({ msgType: 'INIT_EVENT', watchId: 'w', msgData: { currEvent: 0 } });
  expect(story(eventsOf(answer))).toEqual(['init/init a']);
  expect(JSON.parse(eventsOf(answer).events[0]?.Doc ?? '')).toEqual({ _id: 'a', to: 'me', at: { $date: 5 } });
});

test('each kind of change has its pair of types', async () => {
  await client.watch('feed', { to: 'me', kind: 'message' });
  await cloud.database.insert('feed', [{ _id: 'a', to: 'me', kind: 'message' }]);
  expect(story(await client.nextEvents())).toEqual(['add/enqueue a']);
  await cloud.database.update('feed', { _id: 'a' }, { $set: { text: 'x' } }, { multi: false });
  const updated = await client.nextEvents();
  expect(story(updated)).toEqual(['update/update a']);
  expect(updated.events[0]).toMatchObject({ UpdatedFields: '{"text":"x"}', RemovedFields: '[]', removedFields: '[]' });
  await cloud.database.update('feed', { _id: 'a' }, { $unset: { text: '' } }, { multi: false });
  expect((await client.nextEvents()).events[0]).toMatchObject({ UpdatedFields: '{}', removedFields: '["text"]' });
  await cloud.database.update('feed', { _id: 'a' }, { $set: { kind: 'read' } }, { multi: false });
  expect(story(await client.nextEvents())).toEqual(['update/dequeue a']);
  await cloud.database.update('feed', { _id: 'a' }, { $set: { kind: 'message' } }, { multi: false });
  expect(story(await client.nextEvents())).toEqual(['update/enqueue a']);
  await cloud.database.remove('feed', { _id: 'a' }, { multi: false });
  expect(story(await client.nextEvents())).toEqual(['remove/dequeue a']);
});

test('all events of one write share an id, and ids have no holes', async () => {
  await client.watch('feed', { to: 'me' });
  await cloud.database.insert('feed', [
    { _id: 'a', to: 'me' },
    { _id: 'x', to: 'you' },
    { _id: 'b', to: 'me' },
  ]);
  await cloud.database.insert('feed', [{ _id: 'y', to: 'you' }]);
  await cloud.database.insert('feed', [{ _id: 'c', to: 'me' }]);
  const [first, second] = [await client.nextEvents(), await client.nextEvents()];
  expect(first.events.map(({ ID, DocID }) => [ID, DocID])).toEqual([
    [1, 'a'],
    [1, 'b'],
  ]);
  expect(second.events.map(({ ID, DocID }) => [ID, DocID])).toEqual([[2, 'c']]);
});

test(`${guide}: a window refills from behind its limit`, async () => {
  const scores = [10, 20, 30].map((score) => ({ _id: `s${score}`, score }));
  await cloud.database.insert('scores', scores);
  const best = await client.watch('scores', {}, { orderBy: { score: 'desc' }, limit: 2 });
  expect(story(eventsOf(best))).toEqual(['init/init s30', 'init/init s20']);
  await cloud.database.insert('scores', [{ _id: 's25', score: 25 }]);
  expect(story(await client.nextEvents()).sort()).toEqual(['add/enqueue s25', 'limit/dequeue s20']);
  await cloud.database.remove('scores', { _id: 's30' }, { multi: false });
  expect(story(await client.nextEvents()).sort()).toEqual(['limit/enqueue s20', 'remove/dequeue s30']);
  await cloud.database.update('scores', { _id: 's25' }, { $set: { score: 5 } }, { multi: false });
  expect(story(await client.nextEvents()).sort()).toEqual(['limit/dequeue s25', 'limit/enqueue s10']);
  await cloud.database.update('scores', { _id: 's10' }, { $set: { score: 11 } }, { multi: false });
  expect(story(await client.nextEvents())).toEqual(['update/update s10']);
});

test.each([
  ['text once', JSON.stringify({ to: 'me', at: { $gt: { $date: 5 } } })],
  ['text twice', JSON.stringify(JSON.stringify({ to: 'me', at: { $gt: { $date: { $numberLong: '5' } } } }))],
])('the query may be encoded as %s', async (_, query) => {
  await cloud.database.insert('feed', [
    { _id: 'old', to: 'me', at: new Date(5) },
    { _id: 'new', to: 'me', at: new Date(6) },
  ]);
  const answer = await client.ask('INIT_WATCH', { envId: 'local', collName: 'feed', query }, { watchId: 'w' });
  expect(story(eventsOf(answer))).toEqual(['init/init new']);
});

test('what happened while the socket was down comes with REBUILD, once', async () => {
  const { queryID } = eventsOf(await client.watch('feed', { to: 'me' }));
  await cloud.database.insert('feed', [{ _id: 'a', to: 'me' }]);
  await client.nextEvents();
  await client.close();
  await cloud.database.insert('feed', [{ _id: 'b', to: 'me' }]);
  await cloud.database.insert('feed', [{ _id: 'c', to: 'me' }]);
  client = await RawClient.open(cloud, 'me');
  const missed = await client.rebuild(queryID, 1);
  expect(missed).toMatchObject({ msgType: 'NEXT_EVENT', watchId: 'w' });
  expect(eventsOf(missed).events.map(({ ID, DocID }) => [ID, DocID])).toEqual([
    [2, 'b'],
    [3, 'c'],
  ]);
  expect(eventsOf(await client.rebuild(queryID, 3)).events).toEqual([]);
  await cloud.database.insert('feed', [{ _id: 'd', to: 'me' }]);
  expect((await client.nextEvents()).events[0]).toMatchObject({ ID: 4, DocID: 'd' });
});

test('a session is its owner’s only, and is forgotten after a while', async () => {
  const { queryID } = eventsOf(await client.watch('feed', { to: 'me' }));
  const stranger = await RawClient.open(cloud, 'you');
  expect(await stranger.rebuild(queryID, 0)).toMatchObject({ msgData: { code: 'QUERYID_INVALID_ERROR' } });
  await client.close();
  await stranger.ask('PING', null);
  cloud.clock.move(6 * 60_000);
  client = await RawClient.open(cloud, 'me');
  await client.watch('feed', { to: 'me' });
  expect(await client.rebuild(queryID, 0)).toMatchObject({ msgData: { code: 'QUERYID_INVALID_ERROR' } });
  await stranger.close();
});

test('events older than the memory cannot be resumed', async () => {
  const { queryID } = eventsOf(await client.watch('feed', { to: 'me' }));
  await client.close();
  for (let number = 0; number <= 500; number += 1) await cloud.database.insert('feed', [{ to: 'me' }]);
  client = await RawClient.open(cloud, 'me');
  expect(await client.rebuild(queryID, 0)).toMatchObject({ msgData: { code: 'QUERYID_INVALID_ERROR' } });
  expect(eventsOf(await client.rebuild(queryID, 1)).events).toHaveLength(500);
});

test('CHECK_LAST tells the latest event, PING is answered, CLOSE_WATCH ends the watch', async () => {
  const { queryID } = eventsOf(await client.watch('feed', { to: 'me' }));
  await cloud.database.insert('feed', [{ to: 'me' }]);
  const checked = await client.ask('CHECK_LAST', { queryID, eventID: 0 }, { watchId: 'w' });
  expect(checked).toMatchObject({ msgType: 'CHECK_EVENT', msgData: { queryID, currEvent: 1 } });
  expect(await client.ask('PING', null)).toMatchObject({ msgType: 'PONG', msgData: null });
  const pushes = cloud.pushes();
  client.sendText(JSON.stringify({ requestId: 'r', watchId: 'w', msgType: 'CLOSE_WATCH', msgData: null }));
  await client.ask('PING', null);
  await cloud.database.insert('feed', [{ to: 'me' }]);
  expect(cloud.pushes()).toBe(pushes);
  expect(await client.rebuild(queryID, 0)).toMatchObject({ msgData: { code: 'QUERYID_INVALID_ERROR' } });
});

test.each([
  ['another’s feed', 'feed', { to: 'you' }, {}, 'COLLECTION_PERMISSION_DENIED'],
  ['everything', 'feed', {}, {}, 'COLLECTION_PERMISSION_DENIED'],
  ['a closed collection', 'secrets', {}, {}, 'COLLECTION_PERMISSION_DENIED'],
])(`${realtime}: watching %s is refused`, async (_, collection, query, more, code) => {
  expect(await client.watch(collection, query, more)).toMatchObject({
    msgType: 'ERROR',
    watchId: 'w',
    msgData: { code },
  });
});

test.each([
  ['a window above the limit', 'scores', {}, { limit: 201 }, 'INVALID_PARAM'],
  [
    'six orders',
    'scores',
    {},
    { orderBy: { a: 'asc', b: 'asc', c: 'asc', d: 'asc', e: 'asc', f: 'asc' } },
    'INVALID_PARAM',
  ],
])('watching %s is refused', async (_, collection, query, more, code) => {
  expect(await client.watch(collection, query, more)).toMatchObject({
    msgType: 'ERROR',
    watchId: 'w',
    msgData: { code },
  });
});

test(`${guide}: a watch holds at most 5000 records`, async () => {
  await cloud.database.insert(
    'scores',
    Array.from({ length: 5000 }, (_, number) => ({ _id: `s${number}` })),
  );
  const { queryID } = eventsOf(await client.watch('scores', {}));
  await cloud.database.insert('scores', [{ _id: 'one too many' }]);
  expect(await client.frames.take()).toMatchObject({ msgType: 'ERROR', watchId: 'w', msgData: { code: 'SYS_ERR' } });
  expect(await client.rebuild(queryID, 0)).toMatchObject({ msgData: { code: 'QUERYID_INVALID_ERROR' } });
  expect(await client.watch('scores', {})).toMatchObject({ msgType: 'ERROR' });
});

test('nothing is served before LOGIN, and a made-up signature is refused', async () => {
  const unsigned = await RawClient.openUnsigned(cloud);
  expect(await unsigned.watch('feed', { to: 'me' })).toMatchObject({ msgData: { code: 'CHECK_LOGIN_FAILED' } });
  const refused = await unsigned.ask('LOGIN', {}, { exMsgData: { signStr: 'x' } });
  expect(refused).toMatchObject({ msgType: 'LOGIN_RES', msgData: { code: 'SIGN_INVALID_ERROR' } });
  await unsigned.close();
});

test('what is not a frame closes the socket, an unknown frame is an error', async () => {
  expect(await client.ask('SHOUT', {})).toMatchObject({ msgType: 'ERROR', msgData: { code: 'INVALID_PARAM' } });
  for (const text of ['hello', 'null', '7']) {
    const other = await RawClient.open(cloud, 'me');
    other.sendText(text);
    expect(await other.closed()).toBe(1007);
  }
});

test('a dropped frame is lost with its socket, and comes again with REBUILD', async () => {
  const { queryID } = eventsOf(await client.watch('feed', { to: 'me' }));
  cloud.disturb(({ msgType }) => ({ drop: msgType === 'NEXT_EVENT' }));
  const closed = client.closed();
  await cloud.database.insert('feed', [{ _id: 'a', to: 'me' }]);
  await closed;
  cloud.disturb(() => ({}));
  client = await RawClient.open(cloud, 'me');
  expect(story(eventsOf(await client.rebuild(queryID, 0)))).toEqual(['add/enqueue a']);
});

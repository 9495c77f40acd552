import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone, collect, ids, nextSnapshot, type Switch } from './phone';

let cloud: SmallCloud;
beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());
afterEach(async () => {
  cloud.disturb(() => ({}));
  for (const name of ['feed', 'scores']) await cloud.database.remove(name, {}, { multi: true });
});

const feedOf = (openid: string, network?: Switch) =>
  aPhone(cloud, openid, network).database().collection('feed').where({ to: openid });
const tell = (to: string, _id: string, more = {}) => cloud.database.insert('feed', [{ _id, to, ...more }]);

test('the first snapshot is marked, later ones carry the changes, dates are dates', async () => {
  await tell('me', 'a', { at: new Date(5) });
  const { inbox, close } = collect(feedOf('me'));
  expect(await nextSnapshot(inbox)).toMatchObject({ id: 0, type: 'init', docs: [{ _id: 'a', at: new Date(5) }] });
  await tell('me', 'b');
  const added = await nextSnapshot(inbox);
  expect(added).toMatchObject({
    id: 1,
    docs: [{ _id: 'a' }, { _id: 'b' }],
    docChanges: [{ id: 1, dataType: 'add', queueType: 'enqueue', docId: 'b', doc: { _id: 'b', to: 'me' } }],
  });
  expect(added).not.toHaveProperty('type');
  await cloud.database.update('feed', { _id: 'a' }, { $set: { at: new Date(6) } }, { multi: false });
  const [change] = (await nextSnapshot(inbox)).docChanges;
  expect(change).toMatchObject({ dataType: 'update', updatedFields: { at: new Date(6) } });
  await close();
});

test('an empty result is a first snapshot too', async () => {
  const { inbox, close } = collect(feedOf('me'));
  expect(await nextSnapshot(inbox)).toEqual({ id: 0, type: 'init', docs: [], docChanges: [] });
  await close();
});

test('documents stay in the order of the query', async () => {
  const best = aPhone(cloud, 'me').database().collection('scores').orderBy('score', 'desc').limit(2);
  await cloud.database.insert('scores', [
    { _id: 'x', score: 1 },
    { _id: 'y', score: 2 },
  ]);
  const { inbox, close } = collect(best);
  expect(ids(await nextSnapshot(inbox))).toEqual(['y', 'x']);
  await cloud.database.insert('scores', [{ _id: 'z', score: 3 }]);
  expect(ids(await nextSnapshot(inbox))).toEqual(['z', 'y']);
  await close();
});

test('one document can be watched', async () => {
  await cloud.database.insert('scores', [
    { _id: 'x', score: 1 },
    { _id: 'y', score: 2 },
  ]);
  const { inbox, close } = collect(aPhone(cloud, 'me').database().collection('scores').where({ _id: 'x' }));
  expect(ids(await nextSnapshot(inbox))).toEqual(['x']);
  await cloud.database.update('scores', {}, { $set: { score: 3 } }, { multi: true });
  expect((await nextSnapshot(inbox)).docs).toEqual([{ _id: 'x', score: 3 }]);
  await close();
});

test('watches of a phone share one socket, which closes with the last', async () => {
  const before = cloud.watch.connections();
  const db = aPhone(cloud, 'me').database();
  const [feed, scores] = [
    collect(db.collection('feed').where({ to: 'me' })),
    collect(db.collection('scores').where({})),
  ];
  await Promise.all([nextSnapshot(feed.inbox), nextSnapshot(scores.inbox)]);
  expect(cloud.watch.connections()).toBe(before + 1);
  await feed.close();
  await cloud.database.insert('scores', [{ _id: 'x' }]);
  expect(ids(await nextSnapshot(scores.inbox))).toEqual(['x']);
  await scores.close();
});

test('watching again at once after the last close fails, as on a phone', async () => {
  const query = feedOf('me');
  const first = collect(query);
  await nextSnapshot(first.inbox);
  await first.close();
  expect(await collect(query).inbox.take()).toMatchObject({ errCode: -402002 });
});

test('what the rules refuse ends with an error', async () => {
  const stranger = aPhone(cloud, 'you').database().collection('feed').where({ to: 'me' });
  expect(await collect(stranger).inbox.take()).toMatchObject({
    errCode: -402002,
    errMsg: expect.stringContaining('COLLECTION_PERMISSION_DENIED'),
  });
});

test('a cut line loses and repeats nothing', async () => {
  const { inbox, close } = collect(feedOf('me'));
  await nextSnapshot(inbox);
  await tell('me', 'a');
  cloud.cutSockets();
  await tell('me', 'b');
  await tell('me', 'c');
  const seen = [await nextSnapshot(inbox), await nextSnapshot(inbox), await nextSnapshot(inbox)];
  expect(seen.map(({ docChanges }) => docChanges[0]?.docId)).toEqual(['a', 'b', 'c']);
  expect(seen.map(({ id }) => id)).toEqual([1, 2, 3]);
  await close();
});

test('frames that come twice, late or out of order are put right', async () => {
  let number = 0;
  cloud.disturb(({ msgType }) => {
    number += 1;
    return msgType === 'NEXT_EVENT' ? { duplicate: number % 2 === 0, delayMs: number % 3 === 0 ? 20 : 0 } : {};
  });
  const { inbox, close } = collect(feedOf('me'));
  await nextSnapshot(inbox);
  const names = Array.from({ length: 30 }, (_, index) => `n${String(index).padStart(2, '0')}`);
  for (const name of names) await tell('me', name);
  const seen: (string | undefined)[] = [];
  while (seen.length < names.length) seen.push((await nextSnapshot(inbox)).docChanges[0]?.docId);
  expect(seen).toEqual(names);
  await close();
});

test('with one frame in five lost, every document arrives once and in order', async () => {
  let number = 0;
  cloud.disturb(({ msgType }) => {
    number += 1;
    return { drop: msgType === 'NEXT_EVENT' && number % 5 === 0 };
  });
  const { inbox, close } = collect(feedOf('me'));
  await nextSnapshot(inbox);
  const names = Array.from({ length: 30 }, (_, index) => `n${String(index).padStart(2, '0')}`);
  const seen: (string | undefined)[] = [];
  for (const name of names) {
    await tell('me', name);
    seen.push((await nextSnapshot(inbox)).docChanges[0]?.docId);
  }
  expect(seen).toEqual(names);
  await close();
});

test('an error of the server in the middle ends the watch', async () => {
  const { inbox } = collect(feedOf('me'));
  await nextSnapshot(inbox);
  cloud.disturb(({ msgType }) => ({ error: msgType === 'NEXT_EVENT' }));
  await tell('me', 'a');
  expect(await inbox.take()).toMatchObject({ errCode: -402006 });
});

test('onChange and onError are both needed', () => {
  expect(() => feedOf('me').watch({ onChange: () => {} } as never)).toThrow(TypeError);
});

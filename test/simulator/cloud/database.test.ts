import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '../../../scripts/simulator/cloud/database';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone } from './phone';

let cloud: SmallCloud;
let db: Database;
beforeAll(async () => {
  cloud = await startSmallCloud();
  db = aPhone(cloud, 'me').database();
});
afterAll(() => cloud.close());
beforeEach(async () => {
  await cloud.database.remove('scores', {}, { multi: true });
  await cloud.database.insert('scores', [
    { _id: 'a', score: 10, owner: 'me', tags: ['x', 'y'], at: new Date(1000), who: { name: '王' } },
    { _id: 'b', score: 20, owner: 'me', tags: ['y'], at: new Date(2000), parts: [{ size: 1 }, { size: 5 }] },
    { _id: 'c', score: 30, owner: 'you', tags: [] },
  ]);
});

const _ = () => db.command;

test.each<[string, () => unknown, string[]]>([
  ['equality', () => ({ owner: 'me' }), ['a', 'b']],
  ['a nested field', () => ({ who: { name: '王' } }), ['a']],
  ['a dotted field', () => ({ 'who.name': '王' }), ['a']],
  ['a date', () => ({ at: new Date(2000) }), ['b']],
  ['a pattern', () => ({ 'who.name': db.RegExp({ regexp: '^王' }) }), ['a']],
  ['eq', () => ({ score: _().eq(10) }), ['a']],
  ['neq', () => ({ score: _().neq(10) }), ['b', 'c']],
  ['gt', () => ({ score: _().gt(20) }), ['c']],
  ['gte and lt', () => ({ score: _().gte(10).and(_().lt(30)) }), ['a', 'b']],
  ['chained', () => ({ score: _().gte(20).lte(20) }), ['b']],
  ['gt a date', () => ({ at: _().gt(new Date(1500)) }), ['b']],
  ['in', () => ({ score: _().in([10, 30]) }), ['a', 'c']],
  ['nin', () => ({ score: _().nin([10, 30]) }), ['b']],
  ['or on a field', () => ({ score: _().lt(15).or(_().gt(25)) }), ['a', 'c']],
  ['or of queries', () => _().or([{ score: 10 }, { owner: 'you' }]), ['a', 'c']],
  ['and of queries', () => _().and({ owner: 'me' }, { score: 20 }), ['b']],
  ['two ors', () => ({ score: _().or(_().eq(10), _().eq(20)), owner: _().or(_().eq('me'), _().eq('x')) }), ['a', 'b']],
  ['nor', () => ({ score: _().nor(_().eq(10), _().eq(20)) }), ['c']],
  ['not', () => ({ score: _().not(_().gt(10)) }), ['a']],
  ['exists', () => ({ at: _().exists(false) }), ['c']],
  ['mod', () => ({ score: _().mod(20, 10) }), ['a', 'c']],
  ['all', () => ({ tags: _().all(['x', 'y']) }), ['a']],
  ['size', () => ({ tags: _().size(1) }), ['b']],
  ['elemMatch', () => ({ parts: _().elemMatch({ size: _().gt(3) }) }), ['b']],
])('where: %s', async (_name, query, want) => {
  const found = await db.collection('scores').where(query()).orderBy('_id', 'asc').get();
  expect(found?.data.map((document) => document['_id'])).toEqual(want);
  expect(found?.errMsg).toBe('collection.get:ok');
});

test('order, skip, limit, field and count', async () => {
  const scores = db.collection('scores');
  const page = await scores.where({}).orderBy('score', 'desc').skip(1).limit(1).field({ score: true }).get();
  expect(page?.data).toEqual([{ _id: 'b', score: 20 }]);
  expect(await scores.where({ owner: 'me' }).count()).toEqual({ total: 2, errMsg: 'collection.count:ok' });
});

test('at most 20 documents come at once', async () => {
  await cloud.database.insert(
    'scores',
    Array.from({ length: 30 }, (_each, score) => ({ score })),
  );
  expect((await db.collection('scores').limit(100).get())?.data).toHaveLength(20);
});

test('one document by its id, with dates as dates', async () => {
  const { data } = (await db.collection('scores').doc('a').get()) ?? {};
  expect(data).toMatchObject({ at: new Date(1000) });
  await expect(db.collection('scores').doc('z').get()).rejects.toMatchObject({
    errCode: -1,
    errMsg: 'document.get:fail document with _id z does not exist',
  });
});

test('a query that the rules refuse has the number of WeChat', async () => {
  await expect(db.collection('feed').where({ to: 'you' }).get()).rejects.toMatchObject({
    errCode: -502003,
    errMsg: expect.stringMatching(/^collection\.get:fail -502003 database permission denied\./),
  });
  await expect(db.collection('nowhere').get()).rejects.toMatchObject({ errMsg: expect.stringContaining('-502003') });
});

test.each<[string, () => Record<string, unknown>, Record<string, unknown>]>([
  ['set', () => ({ score: 11, who: { name: '李' } }), { score: 11, who: { name: '李' } }],
  ['set a whole value', () => ({ who: _().set({ age: 3 }) }), { who: { age: 3 } }],
  ['remove', () => ({ score: _().remove() }), { score: undefined }],
])('update under custom rules: %s', async (_name, data, want) => {
  const mine = db.collection('scores').where({ _id: 'a', owner: '{openid}' });
  expect(await mine.update({ data: data() })).toMatchObject({ stats: { updated: 1 } });
  const [changed] = cloud.database.find('scores', { filter: { _id: 'a' } }).documents;
  expect({ ...want, ...changed }).toMatchObject(Object.fromEntries(Object.entries(want).filter(([, value]) => value)));
  if (Object.values(want).includes(undefined)) expect(changed).not.toHaveProperty('score');
});

test('adding stamps the writer, and the rules judge what is added', async () => {
  const added = await db.collection('scores').add({ data: { owner: 'me', at: db.serverDate() } });
  const [stored] = cloud.database.find('scores', { filter: { _id: added?._id ?? '' } }).documents;
  expect(stored).toMatchObject({ owner: 'me', _openid: 'me', at: expect.any(Date) });
  await expect(db.collection('scores').add({ data: { owner: 'you' } })).rejects.toMatchObject({ errCode: -502003 });
});

test('removing takes what the rules allow', async () => {
  await expect(db.collection('scores').where({ score: 10 }).remove()).rejects.toMatchObject({ errCode: -502003 });
  expect(await db.collection('scores').where({ score: 10, owner: 'me' }).remove()).toMatchObject({
    stats: { removed: 1 },
  });
});

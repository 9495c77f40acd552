import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../scripts/simulator/cloud/database';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone } from './phone';

let cloud: SmallCloud;
let db: Database;
beforeAll(async () => {
  cloud = await startSmallCloud();
  db = aPhone(cloud, 'me').database();
  await cloud.database.insert('scores', [
    { _id: 'a', score: 10, owner: 'me', at: new Date(1000), tags: ['x', 'y'] },
    { _id: 'b', score: 20, owner: 'me', at: new Date(2000), tags: ['y'] },
    { _id: 'c', score: 30.5, owner: 'you', at: new Date(3000), tags: [] },
  ]);
});
afterAll(() => cloud.close());

const scores = () => db.collection('scores').aggregate();
const operators = () => db.command.aggregate;
const expression = (name: string, operand: unknown) => operators()[name]?.(operand);

test('match, group and sort', async () => {
  const total = expression('sum', '$score');
  const answer = await scores().group({ _id: '$owner', total }).sort({ total: -1 }).end();
  expect(answer).toEqual({
    list: [
      { _id: 'you', total: 30.5 },
      { _id: 'me', total: 30 },
    ],
    errMsg: 'collection.aggregate:ok',
  });
});

test('match takes commands and dates, and dates come back as dates', async () => {
  const _ = db.command;
  const answer = await scores()
    .match({ score: _.gt(10), at: _.lt(new Date(3000)) })
    .project({ at: 1 })
    .end();
  expect(answer?.list).toEqual([{ _id: 'b', at: new Date(2000) }]);
});

test('a lookup with a pipeline', async () => {
  const pipeline = operators()
    .pipeline()
    .match(db.command.expr(expression('neq', ['$owner', '$$owner'])))
    .project({ _id: 1 })
    .done();
  const answer = await scores()
    .match({ _id: 'c' })
    .lookup({ from: 'scores', let: { owner: '$owner' }, pipeline, as: 'others' })
    .project({ others: 1 })
    .end();
  expect(answer?.list).toEqual([{ _id: 'c', others: [{ _id: 'a' }, { _id: 'b' }] }]);
});

test.each<[string, () => ReturnType<typeof scores>, unknown[]]>([
  [
    'unwind and sortByCount',
    () => scores().unwind('$tags').sortByCount('$tags'),
    [
      { _id: 'y', count: 2 },
      { _id: 'x', count: 1 },
    ],
  ],
  ['count', () => scores().match({ owner: 'me' }).count('all'), [{ all: 2 }]],
  ['skip and limit', () => scores().sort({ _id: 1 }).skip(1).limit(1).project({ score: 1 }), [{ _id: 'b', score: 20 }]],
  [
    'addFields',
    () =>
      scores()
        .match({ _id: 'a' })
        .addFields({ twice: expression('multiply', ['$score', 2]) })
        .project({ twice: 1 }),
    [{ _id: 'a', twice: 20 }],
  ],
  [
    'replaceRoot',
    () =>
      scores()
        .match({ _id: 'a' })
        .replaceRoot({ newRoot: { only: '$score' } }),
    [{ only: 10 }],
  ],
])('%s', async (_name, aggregate, want) => {
  expect((await aggregate().end())?.list).toEqual(want);
});

test('the rules hold for aggregations, too', async () => {
  const feed = db.collection('feed').aggregate();
  await expect(feed.end()).rejects.toMatchObject({ errCode: -502003 });
  expect(await feed.match({ to: '{openid}' }).end()).toMatchObject({ list: [] });
});

test.each<[string, () => unknown]>([
  ['Geo.Point', () => db.Geo['Point']?.()],
  ['geoNear', () => db.command.geoNear()],
  ['geoNear', () => scores().geoNear()],
])('%s says that it is not supported locally', (name, work) => {
  expect(work).toThrow(`${name} is not supported locally`);
});

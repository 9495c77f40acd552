import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';
import { person, type Person } from '../../support/people';

/** Where the SDK is at home: in a function, which finds the cloud by its environment alone. */
const script = `
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
const db = cloud.database({ throwOnNotFound: false });
const { command: _ } = db;
const things = db.collection('things');

const parts = {
  async documents() {
    await db.createCollection('things');
    await things.add({ data: { _id: 'a', n: 1, at: db.serverDate() } });
    await things.doc('a').update({ data: { n: _.inc(4), tags: _.addToSet('x') } });
    await things.doc('b').set({ data: { n: 7 } });
    const { data } = await things.where({ n: _.gt(1) }).orderBy('n', 'desc').field({ n: true }).get();
    const { total } = await things.where({ tags: 'x' }).count();
    const { list } = await things.aggregate().group({ _id: null, sum: db.command.aggregate.sum('$n') }).end();
    const { stats } = await things.doc('b').remove();
    const { data: none } = await things.doc('b').get();
    return { data, total, list, removed: stats.removed, none };
  },
  async transactions() {
    await db.runTransaction((transaction) => transaction.collection('things').doc('a').update({ data: { n: _.inc(1) } }));
    return (await things.doc('a').get()).data.n;
  },
  async functions() {
    const { result } = await cloud.callFunction({ name: 'greet', data: { name: cloud.getWXContext().OPENID } });
    return result;
  },
  async files() {
    const { fileID } = await cloud.uploadFile({ cloudPath: 'a/note.txt', fileContent: Buffer.from('hello') });
    const { fileContent } = await cloud.downloadFile({ fileID });
    const { fileList } = await cloud.getTempFileURL({ fileList: [fileID] });
    const deleted = await cloud.deleteFile({ fileList: [fileID] });
    return { text: fileContent.toString(), isLink: /^http/.test(fileList[0].tempFileURL), status: deleted.fileList[0].status };
  },
};
exports.main = async ({ part }) => ({ is: await parts[part]() });
`;

const functionsFolder = writeFunctions({
  greet: { code: 'exports.main = async ({ name }) => ({ greeting: `hello ${name}` });' },
  script: { code: script, config: { timeout: 20 } },
});
let cloud: TestCloud;
let ann: Person;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  ann = await person(cloud.url, 'ann');
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

const run = async (part: string) => ((await ann.call('script', part, { part })) as unknown as { is: unknown }).is;

test("the functions' SDK, unmodified, keeps documents", async () => {
  expect(await run('documents')).toEqual({
    data: [
      { _id: 'b', n: 7 },
      { _id: 'a', n: 5 },
    ],
    total: 1,
    list: [{ _id: null, sum: 12 }],
    removed: 1,
    none: null,
  });
});

test('… runs transactions', async () => {
  expect(await run('transactions')).toBe(6);
});

test('… calls functions', async () => {
  expect(await run('functions')).toEqual({ greeting: 'hello ann' });
});

test('… keeps files', async () => {
  expect(await run('files')).toEqual({ text: 'hello', isLink: true, status: 0 });
});

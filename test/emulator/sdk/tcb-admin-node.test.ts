import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createReadStream, writeFileSync } from 'node:fs';
import path from 'node:path';
import tcb from 'tcb-admin-node';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { outputFolder, writeFunctions } from '../../support/function-folder';

let cloud: TestCloud;
let app: ReturnType<typeof tcb.init>;

beforeAll(async () => {
  const functionsFolder = writeFunctions({
    greet: { code: 'exports.main = async ({ name }) => ({ greeting: `hello ${name}` });' },
  });
  cloud = await startTestCloud({ functionsFolder });
  app = tcb.init({ env: 'local', secretId: 'any', secretKey: 'any', serviceUrl: `${cloud.url}/admin` });
});
afterAll(() => cloud.close());

test('the old server SDK, unmodified, keeps documents', async () => {
  const database = app.database();
  const { command: _ } = database;
  await database.createCollection('things');
  const things = database.collection('things');
  await things.add({ _id: 'a', n: 1, tags: ['x'], madeAt: database.serverDate() });
  const { id } = await things.add({ name: 'minted', n: 2 });
  expect(id).toMatch(/^[0-9a-f]{32}$/);

  const { data } = await things
    .where({ n: _.gt(0) })
    .orderBy('n', 'desc')
    .field({ n: true })
    .get();
  expect(data).toEqual([
    { _id: id, n: 2 },
    { _id: 'a', n: 1 },
  ]);
  await things.doc('a').update({ n: _.inc(5), 'deep.er': 3 });
  expect((await things.doc('a').get()).data).toMatchObject([{ n: 6, tags: ['x'], deep: { er: 3 } }]);
  expect(await things.doc('new').set({ name: 'made' })).toMatchObject({ updated: 0, upsertedId: 'new' });
  expect((await things.where({ name: database.RegExp({ regexp: '^MIN', options: 'i' }) }).count()).total).toBe(1);
  expect((await things.where({ name: 'made' }).remove()).deleted).toBe(1);
  const grouped = await things
    .aggregate()
    .group({ _id: null, sum: _.aggregate.sum('$n') })
    .end();
  expect(grouped.data).toEqual([{ _id: null, sum: 8 }]);
});

test('… runs transactions', async () => {
  const database = app.database();
  await database.collection('things').doc('purse').set({ coins: 1 });
  await database.runTransaction(async (transaction) => {
    const purse = transaction.collection('things').doc('purse');
    const { data } = await purse.get();
    await purse.update({ coins: Number(data['coins']) + 1 });
  });
  expect((await database.collection('things').doc('purse').get()).data).toMatchObject([{ coins: 2 }]);
});

test('… calls functions', async () => {
  const { result } = await app.callFunction({ name: 'greet', data: { name: 'you' } });
  expect(result).toEqual({ greeting: 'hello you' });
});

test('… keeps files', async () => {
  const file = path.join(outputFolder('upload'), 'note.txt');
  writeFileSync(file, '一个文件');
  const { fileID } = await app.uploadFile({ cloudPath: 'notes/note.txt', fileContent: createReadStream(file) });
  const { fileContent } = await app.downloadFile({ fileID });
  expect(fileContent.toString()).toBe('一个文件');
  await app.deleteFile({ fileList: [fileID] });
  const { fileList } = await app.getTempFileURL({ fileList: [fileID] });
  expect(fileList).toMatchObject([{ code: 'STORAGE_FILE_NONEXIST' }]);
});

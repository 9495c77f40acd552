import tcb from '@cloudbase/node-sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';

const functionsFolder = writeFunctions({
  greet: { code: 'exports.main = async ({ name }) => ({ greeting: `hello ${name}` });' },
});
let cloud: TestCloud;
let app: ReturnType<typeof tcb.init>;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  app = tcb.init({ env: 'local', secretId: 'any', secretKey: 'any', serviceUrl: `${cloud.url}/admin` });
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

test('the server SDK, unmodified, keeps documents', async () => {
  const database = app.database();
  const { command: _ } = database;
  await database.createCollection('things');
  const things = database.collection('things');
  await things.add({ _id: 'a', n: 1, tags: ['x'], madeAt: database.serverDate() });
  const { ids } = (await things.add([{ name: 'minted', n: 2 }] as never)) as unknown as { ids: string[] };
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);

  const { data } = await things
    .where({ n: _.gt(0) })
    .orderBy('n', 'desc')
    .field({ n: true, _id: false })
    .get();
  expect(data).toEqual([{ n: 2 }, { n: 1 }]);
  await things.doc('a').update({ n: _.inc(5), tags: _.push(['y']), 'deep.er': 3 });
  expect((await things.doc('a').get()).data).toMatchObject([{ n: 6, tags: ['x', 'y'], deep: { er: 3 } }]);
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
  await database.runTransaction(async (transaction: typeof database) => {
    await transaction
      .collection('things')
      .doc('purse')
      .update({ coins: database.command.inc(1) });
  });
  expect((await database.collection('things').doc('purse').get()).data).toMatchObject([{ coins: 2 }]);
});

test('… calls functions', async () => {
  expect(await app.callFunction({ name: 'greet', data: { name: 'Ann' } })).toMatchObject({
    result: { greeting: 'hello Ann' },
  });
  await expect(app.callFunction({ name: 'none', data: {} })).rejects.toThrow();
});

test('… keeps files', async () => {
  const { fileID } = await app.uploadFile({ cloudPath: 'a/note.txt', fileContent: Buffer.from('hello') });
  expect(String((await app.downloadFile({ fileID })).fileContent)).toBe('hello');
  const { fileList: links } = await app.getTempFileURL({ fileList: [fileID] });
  expect(await (await fetch(links[0]?.tempFileURL ?? '')).text()).toBe('hello');
  await app.deleteFile({ fileList: [fileID] });
  await expect(app.downloadFile({ fileID })).rejects.toThrow();
});

import tcb from '@cloudbase/node-sdk';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';
import { person } from '../../support/people';

const functionsFolder = writeFunctions({
  echo: { code: `exports.main = async ({ userInfo, ...event }) => event` },
  files: {
    code: `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
      exports.main = async ({ action, ...options }) => {
        if (options.text) options.fileContent = Buffer.from(options.text);
        const answer = await cloud[action](options);
        return answer.fileContent ? { ...answer, fileContent: answer.fileContent.toString() } : answer;
      }`,
    config: { timeout: 20 },
  },
});

let cloud: TestCloud;
let app: ReturnType<typeof tcb.init>;

beforeAll(async () => {
  cloud = await startTestCloud({ functionsFolder });
  app = tcb.init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${cloud.url}/admin` });
});

afterEach(() => cloud.clearFaults());

afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

const upload = (cloudPath: string, text: string) => app.uploadFile({ cloudPath, fileContent: Buffer.from(text) });
const download = async (fileID: string) => String((await app.downloadFile({ fileID })).fileContent);

async function linkTo(fileID: string, maxAge = 60): Promise<string> {
  const { fileList } = await app.getTempFileURL({ fileList: [{ fileID, maxAge }] });
  return fileList[0]?.tempFileURL ?? '';
}

test('wx-server-sdk in a function uploads, links, downloads and deletes', async () => {
  const ann = await person(cloud.url, 'ann');
  const files = (action: string, options: object): Promise<unknown> => ann.call('files', action, options);
  const fileID = 'cloud://local.6c6f-local-1250000000/a/图 1.txt';
  expect(await files('uploadFile', { cloudPath: 'a/图 1.txt', text: '你好' })).toMatchObject({ fileID });
  expect(await files('getTempFileURL', { fileList: [fileID, 'cloud://none'] })).toMatchObject({
    fileList: [
      { fileID, status: 0, tempFileURL: expect.stringContaining('/storage/a/'), maxAge: 600 },
      { status: -503003, tempFileURL: '' },
    ],
  });
  expect(await files('downloadFile', { fileID })).toMatchObject({ fileContent: '你好', statusCode: 200 });
  expect(await files('deleteFile', { fileList: [fileID] })).toMatchObject({ fileList: [{ fileID, status: 0 }] });
  await expect(files('downloadFile', { fileID })).rejects.toThrow('There is no file');
});

test.each(['plain.txt', '中文/图片 1.txt', 'odd ?&#%41+.txt'])('node-sdk keeps %j as it is', async (cloudPath) => {
  const { fileID } = await upload(cloudPath, cloudPath);
  expect(fileID.endsWith(cloudPath)).toBe(true);
  expect(await download(fileID)).toBe(cloudPath);
  expect(await (await fetch(await linkTo(fileID))).text()).toBe(cloudPath);
});

test('uploading to the same path replaces the file', async () => {
  await upload('same.txt', 'one');
  const { fileID } = await upload('same.txt', 'two');
  expect(await download(fileID)).toBe('two');
});

test('node-sdk copies and moves', async () => {
  const { fileID } = await upload('here/a.txt', 'content');
  const { fileList } = await app.copyFile({ fileList: [{ srcPath: 'here/a.txt', dstPath: 'there/a.txt' }] });
  expect(fileList).toEqual([{ code: 'SUCCESS', fileID: expect.stringMatching(/there/) }]);
  expect(await download(fileID.replace('here', 'there'))).toBe('content');
  const again = { srcPath: 'here/a.txt', dstPath: 'there/a.txt', overwrite: false };
  expect((await app.copyFile({ fileList: [again] })).fileList[0]?.code).toBe('STORAGE_FILE_EXIST');
  await app.copyFile({ fileList: [{ srcPath: 'here/a.txt', dstPath: 'moved/a.txt', removeOriginal: true }] });
  await expect(download(fileID)).rejects.toMatchObject({ code: 'STORAGE_FILE_NONEXIST' });
});

test.each([
  ['GATEWAY', 'put'],
  ['CLOUD_API', 'put'],
  ['CLOUD_API', 'post'],
])('the web SDK (%s) uploads by %s, and reaches nothing that is not its own', async (mode, method) => {
  const { fileID: foreign } = await upload('private.txt', 'secret');
  const script = path.join(__dirname, 'web-client.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, cloud.url, mode, method, foreign]);
  expect(JSON.parse(stdout)).toEqual({
    fileID: expect.stringMatching(new RegExp(`^cloud://local\\..*/web/${method} 图.txt$`)),
    fileContent: '你好',
    links: ['SUCCESS', 'STORAGE_EXCEED_AUTHORITY'],
    deleted: ['SUCCESS', 'STORAGE_EXCEED_AUTHORITY'],
    result: { text: '你好' },
  });
  expect(await download(foreign)).toBe('secret');
});

test('a link expires by the clock of the cloud', async () => {
  const { fileID } = await upload('short.txt', 'x');
  const url = await linkTo(fileID, 60);
  await cloud.moveClock(61_000);
  const late = await fetch(url);
  expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  await cloud.moveClock(-61_000);
});

test('an acknowledged upload survives kill -9', async () => {
  const { fileID } = await upload('kept.txt', 'kept');
  await cloud.kill();
  await cloud.restart();
  expect(await download(fileID)).toBe('kept');
});

test('of uploads under way at a kill -9, every acknowledged one is whole and no other is half there', async () => {
  const names = Array.from({ length: 20 }, (_each, index) => `storm/${index}.txt`);
  const acknowledged = new Set<string>();
  const uploads = names.map(async (name) => {
    await upload(name, name.repeat(5000));
    acknowledged.add(name);
    if (acknowledged.size === 10) await cloud.kill();
  });
  await Promise.allSettled(uploads);
  await cloud.restart();
  expect(acknowledged.size).toBeGreaterThanOrEqual(10);
  for (const name of names) {
    const content = await download(`cloud://local.6c6f-local-1250000000/${name}`).catch(() => 'none');
    const wanted = acknowledged.has(name) ? [name.repeat(5000)] : [name.repeat(5000), 'none'];
    expect(wanted).toContain(content);
  }
});

test('each request counts, and faults strike uploads', async () => {
  await cloud.resetUsage();
  const { fileID } = await upload('counted.txt', 'x');
  await download(fileID);
  expect(await cloud.usage()).toMatchObject({ storage: 4, points: 0.004 });
  await cloud.addFault({ target: 'storage', match: 'upload', kind: 'error', rate: 1, count: 1 });
  await expect(upload('struck.txt', 'x')).rejects.toMatchObject({ code: 'STORAGE_REQUEST_FAIL' });
});

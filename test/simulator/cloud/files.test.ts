import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Progress, TransferTask } from '../../../scripts/simulator/cloud/transfer-task';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone, Switch } from './phone';

let cloud: SmallCloud;
beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());

const aFile = (content: string): string => `data:text/plain;base64,${Buffer.from(content).toString('base64')}`;
const large = aFile('x'.repeat(2_000_000));

async function upload(cloudPath: string, content: string, openid = 'me') {
  const answer = await aPhone(cloud, openid).uploadFile({ cloudPath, filePath: aFile(content) });
  return answer as Exclude<typeof answer, TransferTask>;
}

test('a file goes up and comes down in the shapes of WeChat', async () => {
  const phone = aPhone(cloud, 'me');
  const { fileID, ...rest } = await upload('图/你好.txt', '你好');
  expect(fileID).toMatch(/^cloud:\/\/local\..+\/图\/你好\.txt$/);
  expect(rest).toEqual({ statusCode: 200, errMsg: 'cloud.uploadFile:ok' });
  const down = await phone.downloadFile({ fileID });
  expect(down).toEqual({ tempFilePath: expect.any(String), statusCode: 200, errMsg: 'cloud.downloadFile:ok' });
  expect(await (await fetch((down as { tempFilePath: string }).tempFilePath)).text()).toBe('你好');
});

test('files of the phone go by their paths', async () => {
  const kept = new Map([['wxfile://tmp_a.txt', new TextEncoder().encode('你好')]]);
  const files = {
    read: (path: string) => kept.get(path) ?? new Uint8Array(),
    keepBlob: async (content: Blob, name: string) => {
      kept.set('wxfile://tmp_b.txt', new Uint8Array(await content.arrayBuffer()));
      return `wxfile://tmp_b.txt of ${name.split('/').at(-1)}`;
    },
  };
  const phone = aPhone(cloud, 'me', new Switch(), { files });
  const uploaded = await phone.uploadFile({ cloudPath: 'path.txt', filePath: 'wxfile://tmp_a.txt' });
  const { fileID } = uploaded as { fileID: string };
  await expect(phone.downloadFile({ fileID })).resolves.toMatchObject({
    tempFilePath: 'wxfile://tmp_b.txt of path.txt',
  });
  expect(kept.get('wxfile://tmp_b.txt')).toEqual(new Uint8Array(kept.get('wxfile://tmp_a.txt') ?? []));
});

test('links and deletions tell of each file', async () => {
  const phone = aPhone(cloud, 'me');
  const { fileID } = await upload('mine.txt', 'mine');
  const { fileID: foreign } = await upload('foreign.txt', 'foreign', 'you');
  const links = await phone.getTempFileURL({ fileList: [{ fileID, maxAge: 60 }, foreign, 'cloud://none'] });
  expect(links).toEqual({
    errMsg: 'cloud.getTempFileURL:ok',
    fileList: [
      { fileID, status: 0, errMsg: 'ok', maxAge: 60, tempFileURL: expect.stringContaining('/storage/mine.txt?sign=') },
      { fileID: foreign, status: -503002, errMsg: 'storage permission denied', maxAge: 0, tempFileURL: '' },
      { fileID: 'cloud://none', status: -503003, errMsg: 'storage file not exists', maxAge: 0, tempFileURL: '' },
    ],
  });
  expect(await phone.deleteFile({ fileList: [fileID, foreign] })).toEqual({
    errMsg: 'cloud.deleteFile:ok',
    fileList: [
      { fileID, status: 0, errMsg: 'ok' },
      { fileID: foreign, status: -503002, errMsg: 'storage permission denied' },
    ],
  });
  await expect(phone.downloadFile({ fileID })).rejects.toMatchObject({ errCode: -503003 });
});

test('with callbacks there is a task that tells how far it is', async () => {
  const seen: Progress[] = [];
  const uploaded = await new Promise<{ fileID: string }>((success, fail) => {
    const task = aPhone(cloud, 'me').uploadFile({ cloudPath: 'large.txt', filePath: large, success, fail });
    (task as TransferTask).onProgressUpdate((progress) => seen.push(progress));
  });
  const all = 2_000_000;
  expect(seen.at(-1)).toEqual({ progress: 100, totalBytesSent: all, totalBytesExpectedToSend: all });
  const down: Progress[] = [];
  await new Promise((success, fail) => {
    const task = aPhone(cloud, 'me').downloadFile({ fileID: uploaded.fileID, success, fail });
    (task as TransferTask).onProgressUpdate((progress) => down.push(progress));
  });
  expect(down.at(-1)).toEqual({ progress: 100, totalBytesWritten: all, totalBytesExpectedToWrite: all });
});

test('an aborted upload fails, and nothing was stored', async () => {
  const phone = aPhone(cloud, 'me');
  const error = await new Promise((fail) => {
    const task = phone.uploadFile({ cloudPath: 'aborted.txt', filePath: large, fail }) as TransferTask;
    task.abort();
  });
  expect(error).toMatchObject({ errCode: -1, errMsg: 'cloud.uploadFile:fail abort' });
  const fileList = ['cloud://local.6c6f-local-1250000000/aborted.txt'];
  expect(await phone.getTempFileURL({ fileList })).toMatchObject({ fileList: [{ status: -503003 }] });
});

test('an upload under way ends when the network goes', async () => {
  const network = new Switch();
  const error = await new Promise((fail) => {
    const options = { cloudPath: 'lost.txt', filePath: large, fail };
    const task = aPhone(cloud, 'me', network).uploadFile(options) as TransferTask;
    task.onProgressUpdate(() => network.set(false));
  });
  expect(error).toMatchObject({ errCode: -1, errMsg: expect.stringContaining('cloud.uploadFile:fail request:fail') });
});

test.each([
  ['a path that is refused', { cloudPath: '/a.txt', filePath: aFile('x') }, -501007],
  ['no file', { cloudPath: 'a.txt', filePath: '' }, -501007],
  ['a file that is not there', { cloudPath: 'a.txt', filePath: 'blob:nothing' }, -1],
])('an upload with %s fails', async (_what, options, errCode) => {
  await expect(aPhone(cloud, 'me').uploadFile(options)).rejects.toMatchObject({ errCode });
});

test('too many files at once are refused', async () => {
  const fileList = Array.from({ length: 51 }, (_each, index) => `cloud://${index}`);
  await expect(aPhone(cloud, 'me').getTempFileURL({ fileList })).rejects.toMatchObject({ errCode: -501007 });
});

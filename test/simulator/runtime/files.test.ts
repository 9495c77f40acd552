/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

type Call = (...values: unknown[]) => unknown;
type Manager = Record<string, Call>;

let page: OpenPage;
const wx = (name: string, ...values: unknown[]): unknown => (page.program.wx[name] as Call)(...values);
const manager = (): Manager => wx('getFileSystemManager') as Manager;
const sync = (name: string, ...values: unknown[]): unknown => manager()[name]?.(...values);
const folder = 'wxfile://usr';

/** Calls a method of the file system manager, which takes callbacks only. */
const call = (name: string, options: object): Promise<unknown> =>
  new Promise((success, fail) => void manager()[name]?.({ ...options, success, fail }));

async function aTemporaryFile(): Promise<string> {
  page.program.device.outcomes.setNext('chooseMessageFile', 'text');
  const { tempFiles } = (await wx('chooseMessageFile', { count: 1 })) as { tempFiles: { path: string }[] };
  return tempFiles[0]?.path ?? '';
}

beforeEach(() => {
  page = openPage(lab, '/pages/blank/blank');
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test.each([
  ['text', 'utf8', '你好 👋'],
  ['base64', 'base64', 'AAEC/w=='],
  ['hex', 'hex', '00ff10'],
  ['latin', 'latin1', 'caf\u00e9'],
])('%s is written and read', (_, encoding, data) => {
  sync('writeFileSync', `${folder}/a`, data, encoding);
  expect(sync('readFileSync', `${folder}/a`, encoding)).toBe(data);
});

test('without an encoding a file is its bytes, of which a part can be read', async () => {
  sync('writeFileSync', `${folder}/a`, new Uint8Array([1, 2, 3, 4]).buffer);
  const { data } = (await call('readFile', { filePath: `${folder}/a`, position: 1, length: 2 })) as {
    data: ArrayBuffer;
  };
  expect([...new Uint8Array(data)]).toEqual([2, 3]);
  expect(() => sync('readFileSync', `${folder}/a`, undefined, 3, 2)).toThrow('readFileSync:fail Invalid argument');
});

test('a temporary file is moved when it is saved', async () => {
  const tempFilePath = await aTemporaryFile();
  const { savedFilePath } = (await wx('saveFile', { tempFilePath })) as { savedFilePath: string };
  expect(savedFilePath).toMatch(/^wxfile:\/\/store_.*\.txt$/);
  await expect(call('access', { path: savedFilePath })).resolves.toEqual({ errMsg: 'access:ok' });
  await expect(call('access', { path: tempFilePath })).rejects.toMatchObject({
    errMsg: `access:fail no such file or directory ${tempFilePath}`,
    errno: 1_300_002,
  });
  await expect(wx('getSavedFileList')).resolves.toMatchObject({ fileList: [{ filePath: savedFilePath }] });
  await wx('removeSavedFile', { filePath: savedFilePath });
  await expect(wx('getFileInfo', { filePath: savedFilePath })).rejects.toMatchObject({ errno: 1_300_002 });
});

test('a file is saved under the name that the app gives it, if the folder is there', async () => {
  const tempFilePath = await aTemporaryFile();
  expect(() => sync('saveFileSync', tempFilePath, `${folder}/media/a.txt`)).toThrow('no such file or directory');
  sync('mkdirSync', `${folder}/media`);
  expect(sync('saveFileSync', tempFilePath, `${folder}/media/a.txt`)).toBe(`${folder}/media/a.txt`);
  expect(sync('readdirSync', `${folder}/media`)).toEqual(['a.txt']);
  const stats = sync('statSync', `${folder}/media/a.txt`) as { size: number; isFile(): boolean };
  expect([stats.size > 0, stats.isFile()]).toEqual([true, true]);
});

test('folders are made with those above them, and removed with what is inside when asked', async () => {
  sync('mkdirSync', `${folder}/a/b`, true);
  sync('writeFileSync', `${folder}/a/b/c`, 'x');
  await expect(call('rmdir', { dirPath: `${folder}/a` })).rejects.toMatchObject({
    errMsg: 'rmdir:fail directory not empty',
  });
  await call('rmdir', { dirPath: `${folder}/a`, recursive: true });
  expect(sync('readdirSync', folder)).toEqual([]);
});

test('files are copied, renamed, added to and removed', () => {
  sync('writeFileSync', `${folder}/a`, 'one');
  sync('copyFileSync', `${folder}/a`, `${folder}/b`);
  sync('appendFileSync', `${folder}/b`, ' two');
  sync('renameSync', `${folder}/b`, `${folder}/c`);
  sync('unlinkSync', `${folder}/a`);
  expect(sync('readdirSync', folder)).toEqual(['c']);
  expect(sync('readFileSync', `${folder}/c`, 'utf-8')).toBe('one two');
});

test.each([
  ['a temporary path', 'wxfile://tmp_x'],
  ['a path of the web', 'http://example.com/a'],
])('%s cannot be written', (_, path) => {
  expect(() => sync('writeFileSync', path, 'x')).toThrow(`writeFileSync:fail permission denied, open ${path}`);
});

test('files above the limit are refused', () => {
  const tooMuch = new ArrayBuffer(100 * 1024 * 1024 + 1);
  expect(() => sync('writeFileSync', `${folder}/a`, tooMuch)).toThrow('the maximum size of the file storage limit');
});

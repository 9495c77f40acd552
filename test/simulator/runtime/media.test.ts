/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

type Call = (...values: unknown[]) => unknown;

let page: OpenPage;
const wx = (name: string, ...values: unknown[]): unknown => (page.program.wx[name] as Call)(...values);
const next = (api: string, outcome: string): void => page.program.device.outcomes.setNext(api, outcome);

beforeEach(() => {
  page = openPage(lab, '/pages/blank/blank');
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('pictures are picked from the gallery, as many as asked for at most', async () => {
  const chosen = wx('chooseMedia', { count: 2, mediaType: ['image'] });
  expect(page.text).not.toContain('视频 2 秒');
  page.tap('照片 1200×900');
  page.tap('方图 640×640');
  page.tap('小图 48×48');
  page.tap('完成(2)');
  const path = expect.stringMatching(/^wxfile:\/\/tmp_/);
  const file = { tempFilePath: path, size: expect.any(Number), fileType: 'image' };
  await expect(chosen).resolves.toEqual({ tempFiles: [file, file], type: 'image', errMsg: 'chooseMedia:ok' });
});

test('videos come with their measures and a picture', async () => {
  next('chooseMedia', 'video');
  const path = expect.stringMatching(/^wxfile:\/\/tmp_/);
  await expect(wx('chooseMedia', { mediaType: ['video'] })).resolves.toMatchObject({
    tempFiles: [
      { tempFilePath: path, thumbTempFilePath: path, fileType: 'video', width: 640, height: 360, duration: 2 },
    ],
    type: 'video',
  });
});

test('both kinds together are a mix', async () => {
  next('chooseMedia', 'photo,video');
  await expect(wx('chooseMedia', { mediaType: ['mix'] })).resolves.toMatchObject({ type: 'mix' });
});

test.each([
  ['cancel', 'chooseMedia:fail cancel'],
  ['deny', 'chooseMedia:fail auth deny'],
  ['fail', 'chooseMedia:fail system error'],
  ['fail:too hot', 'chooseMedia:fail too hot'],
])('a choice may end with %s', async (outcome, errMsg) => {
  next('chooseMedia', outcome);
  await expect(wx('chooseMedia', {})).rejects.toMatchObject({ errMsg });
});

test('what the panel decides holds for every call, after what is decided for the next', async () => {
  page.program.device.apply({ outcomes: { chooseImage: 'cancel' } });
  next('chooseImage', 'tiny');
  await expect(wx('chooseImage', {})).resolves.toMatchObject({ tempFilePaths: [expect.stringContaining('tmp_')] });
  await expect(wx('chooseImage', {})).rejects.toMatchObject({ errMsg: 'chooseImage:fail cancel' });
  await expect(wx('chooseImage', {})).rejects.toMatchObject({ errMsg: 'chooseImage:fail cancel' });
});

test('giving up fails the call', async () => {
  const chosen = wx('chooseMessageFile', { count: 1 });
  page.tap('取消');
  await expect(chosen).rejects.toMatchObject({ errMsg: 'chooseMessageFile:fail cancel' });
});

test('files come with their names', async () => {
  const chosen = wx('chooseMessageFile', { count: 3, type: 'file' });
  page.tap('报价单.pdf');
  page.tap('完成(1)');
  await expect(chosen).resolves.toMatchObject({
    tempFiles: [{ name: '报价单.pdf', type: 'file', path: expect.stringMatching(/^wxfile:\/\/tmp_.*\.pdf$/) }],
  });
});

test('only files with the wanted endings are given', async () => {
  next('chooseMessageFile', 'pdf,text');
  await expect(wx('chooseMessageFile', { count: 3, type: 'file', extension: ['txt'] })).resolves.toMatchObject({
    tempFiles: [{ name: '说明.txt' }],
  });
});

test('a picture’s size is known', async () => {
  next('chooseMedia', 'portrait');
  const chosen = (await wx('chooseMedia', {})) as { tempFiles: { tempFilePath: string }[] };
  const src = chosen.tempFiles[0]?.tempFilePath;
  await expect(wx('getImageInfo', { src })).resolves.toMatchObject({ width: 900, height: 1600, orientation: 'up' });
});

test('the album takes pictures unless it is refused', async () => {
  next('chooseMedia', 'photo');
  const chosen = (await wx('chooseMedia', {})) as { tempFiles: { tempFilePath: string }[] };
  const filePath = chosen.tempFiles[0]?.tempFilePath;
  const effects: string[] = [];
  page.program.device.effects.add((effect) => effects.push(effect));
  await wx('saveImageToPhotosAlbum', { filePath });
  expect(effects).toEqual([expect.stringContaining('保存到相册')]);
  page.program.device.apply({ denied: ['scope.writePhotosAlbum'] });
  await expect(wx('saveImageToPhotosAlbum', { filePath })).rejects.toMatchObject({
    errMsg: 'saveImageToPhotosAlbum:fail auth deny',
  });
});

test('a preview shows pictures until it is closed', () => {
  wx('previewImage', {
    urls: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
    current: 'https://example.com/b.jpg',
  });
  expect(page.text).toContain('2/2');
  page.tap('关闭');
  expect(page.text).not.toContain('2/2');
});

test('the camera gives one picture', async () => {
  next('chooseMedia', 'photo,square');
  const chosen = (await wx('chooseMedia', { count: 9, sourceType: ['camera'] })) as { tempFiles: unknown[] };
  expect(chosen.tempFiles).toHaveLength(1);
});

test.each(['getImageInfo', 'compressImage', 'openDocument', 'setClipboardData', 'vibrateShort', 'getNetworkType'])(
  '%s asks nobody, and can fail all the same',
  async (name) => {
    next(name, 'fail');
    await expect(wx(name, {})).rejects.toMatchObject({ errMsg: `${name}:fail system error` });
  },
);

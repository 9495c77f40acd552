import '../../support/chinese-phone';
import { beforeEach, expect, test } from '@jest/globals';
import { pickFiles, pickMedia } from '../../../miniprogram/shared/screens/pick-media';

let said: string[];
let asked: string[];
let opened: number;

beforeEach(() => {
  [said, asked, opened] = [[], [], 0];
  Object.assign(wx, {
    showToast: ({ title }: { title: string }) => void said.push(title),
    showModal: ({ title, success }: { title: string; success: (answer: { confirm: boolean }) => void }) => {
      asked.push(title);
      success({ confirm: true });
    },
    openSetting: () => (opened += 1),
    getImageInfo: async () => ({ width: 4000, height: 3000 }),
    compressImage: async () => ({ tempFilePath: 'wxfile://small' }),
    getFileSystemManager: () => ({
      getFileInfo: ({ success }: { success: (info: { size: number }) => void }) => success({ size: 300_000 }),
    }),
  });
});

const picks = (...tempFiles: object[]): void => {
  Object.assign(wx, { chooseMedia: async () => ({ tempFiles }), chooseMessageFile: async () => ({ tempFiles }) });
};
const refuses = (errMsg: string): void => {
  Object.assign(wx, { chooseMedia: () => Promise.reject(Object.assign(new Error(errMsg), { errMsg })) });
};

test('a small picture goes as it is', async () => {
  picks({ tempFilePath: 'wxfile://a', size: 200_000 });
  expect(await pickMedia('album', 'image')).toEqual([
    {
      kind: 'image',
      body: { width: 4000, height: 3000, size: 200_000 },
      files: [{ field: 'file', path: 'wxfile://a' }],
    },
  ]);
});

test('an original goes with a smaller one for the chat', async () => {
  picks({ tempFilePath: 'wxfile://a', size: 5_000_000 });
  expect(await pickMedia('album', 'image')).toEqual([
    {
      kind: 'image',
      body: { width: 4000, height: 3000, size: 300_000, original: { size: 5_000_000 } },
      files: [
        { field: 'file', path: 'wxfile://small' },
        { field: 'original', path: 'wxfile://a' },
      ],
    },
  ]);
});

test('a picture that cannot be made smaller goes alone', async () => {
  Object.assign(wx, { compressImage: () => Promise.reject(new Error('format')) });
  picks({ tempFilePath: 'wxfile://a', size: 5_000_000 });
  const [message] = await pickMedia('album', 'image');
  expect(message?.files).toEqual([{ field: 'file', path: 'wxfile://a' }]);
});

test('a video brings its cover and how long it is', async () => {
  picks({
    tempFilePath: 'wxfile://v',
    size: 9,
    duration: 12.4,
    width: 720,
    height: 1280,
    thumbTempFilePath: 'wxfile://t',
  });
  expect(await pickMedia('album', 'video')).toEqual([
    {
      kind: 'video',
      body: { width: 720, height: 1280, duration: 12_400, size: 9 },
      files: [
        { field: 'file', path: 'wxfile://v' },
        { field: 'cover', path: 'wxfile://t' },
      ],
    },
  ]);
});

test('what is too large is told, the rest goes', async () => {
  picks({ name: '大.zip', size: 200 * 1024 * 1024, path: 'a' }, { name: '小.pdf', size: 9, path: 'b' });
  expect((await pickFiles()).map(({ body }) => body)).toEqual([{ name: '小.pdf', size: 9 }]);
  expect(said).toEqual(['大.zip 超过 100 MB，不能发送']);
});

test('a name may be as long as the cloud takes it, and keeps its end', async () => {
  picks({ name: `${'长'.repeat(90)}.pdf`, size: 9, path: 'a' });
  const [message] = await pickFiles();
  const name = message?.kind === 'file' ? message.body.name : '';
  expect(Array.from(name)).toHaveLength(64);
  expect(name).toMatch(/…长+\.pdf$/);
});

test.each([
  ['chooseMedia:fail cancel', [], [], 0],
  ['chooseMedia:fail auth deny', [], ['没有权限，请在设置中允许后再试'], 1],
  ['chooseMedia:fail privacy permission is not authorized', ['需要同意隐私保护指引后才能使用'], [], 0],
  ['chooseMedia:fail io error', ['没有选到文件，请再试一次'], [], 0],
])('%s', async (errMsg, sentences, questions, settings) => {
  refuses(errMsg);
  expect(await pickMedia('camera', 'image')).toEqual([]);
  expect([said, asked, opened]).toEqual([sentences, questions, settings]);
});

import '../../support/chinese-phone';
import { beforeEach, expect, test } from '@jest/globals';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import type { MediaSource } from '../../../miniprogram/shared/format/bubble';
import { MediaOpener } from '../../../miniprogram/shared/screens/media-opener';

let shown: object[];
let said: string[];
let percents: number[];
let status: number;

beforeEach(() => {
  [shown, said, percents, status] = [[], [], [], 200];
  Object.assign(wx, {
    previewMedia: (given: object) => void shown.push(given),
    previewImage: async (given: object) => void shown.push(given),
    openDocument: async (given: object) => void shown.push(given),
    showToast: ({ title }: { title: string }) => void said.push(title),
    downloadFile: (options: { success: (result: object) => void }) => ({
      onProgressUpdate: (listener: (step: { progress: number }) => void) => {
        listener({ progress: 50 });
        options.success({ statusCode: status, tempFilePath: 'wxfile://down' });
      },
    }),
  });
});

const item = (key: string, given: Partial<ChatItem>): ChatItem => ({
  key,
  conversationId: 'c',
  messageId: key,
  from: { role: 'customer', id: 'c' },
  own: false,
  kind: 'text',
  body: undefined,
  sentAt: 0,
  state: 'sent',
  ...given,
});
const file = (name: string): ChatItem => item('f', { kind: 'file', body: { fileId: 'cloud://f', name, size: 1 } });

const opener = (
  items: ChatItem[],
  sourceOf: (item: ChatItem) => MediaSource = ({ key }) => ({ url: `https://${key}` }),
) => new MediaOpener({ items: () => items, sourceOf, onPercent: (_, percent) => percents.push(percent) });

const gallery = ({ key }: ChatItem): MediaSource =>
  key === 'x' ? 'refused' : { url: `https://${key}`, ...(key === 'v' && { cover: 'https://cover' }) };

test('all pictures and videos of the chat are one gallery', async () => {
  const items = [
    item('a', { kind: 'image' }),
    item('t', {}),
    item('v', { kind: 'video' }),
    item('x', { kind: 'image' }),
  ];
  await opener(items, gallery).open(items[2] as ChatItem);
  expect(shown).toEqual([
    {
      sources: [
        { url: 'https://a', type: 'image' },
        { url: 'https://v', type: 'video', poster: 'https://cover' },
      ],
      current: 1,
    },
  ]);
});

test('the picture as it was taken is shown alone', () => {
  const picture = item('a', { kind: 'image' });
  opener([picture], () => ({ url: 'https://a', original: 'https://whole' })).openOriginal(picture);
  expect(shown).toEqual([{ urls: ['https://whole'] }]);
});

test('a document is fetched once, and opened by its type', async () => {
  const document = file('报价.PDF');
  const files = opener([document]);
  await files.open(document);
  await files.open(document);
  const opened = { filePath: 'wxfile://down', fileType: 'pdf', showMenu: true };
  expect(shown).toEqual([opened, opened]);
  expect(percents).toEqual([0, 50, 100]);
});

test('an own document is opened from this phone', async () => {
  const document = { ...file('a.docx'), local: { path: 'wxfile://own' } };
  await opener([document]).open(document);
  expect(shown).toEqual([{ filePath: 'wxfile://own', fileType: 'docx', showMenu: true }]);
  expect(percents).toEqual([]);
});

test('a picture sent as a file is shown as one', async () => {
  const picture = file('a.png');
  await opener([picture]).open(picture);
  expect(shown).toEqual([{ urls: ['wxfile://down'] }]);
});

test('what the phone cannot show says so', async () => {
  const archive = file('a.zip');
  await opener([archive]).open(archive);
  expect([shown, said]).toEqual([[], ['暂不支持打开这种文件，请在电脑上查看']]);
});

test('a file that does not come says so', async () => {
  status = 403;
  const document = file('a.pdf');
  await opener([document]).open(document);
  expect([shown, said, percents.pop()]).toEqual([[], ['文件打不开，请稍后再试'], 100]);
});

import { expect, test } from '@jest/globals';
import { checkSize, partOf, sizeTable, TooLargeError } from '../../scripts/build/mini-program/size';

const filled = (bytes: number) => new Map([['/pages/chat/chat.js', Buffer.alloc(bytes)]]);

test.each([
  ['customer', 600_000],
  ['agent', 1_200_000],
] as const)('the %s app may hold %d bytes', (app, limit) => {
  expect(() => checkSize(app, filled(limit))).not.toThrow();
  expect(() => checkSize(app, filled(limit + 1))).toThrow(TooLargeError);
  expect(() => checkSize(app, filled(limit + 100_000))).toThrow(
    new RegExp(`dist/${app} would be ${limit / 1000 + 100}.0 kB, and may be ${limit / 1000}.0: take something out`),
  );
});

test.each([
  ['/miniprogram_npm/tdesign-miniprogram/button/button.js', 'TDesign button'],
  ['/miniprogram_npm/tdesign-miniprogram/miniprogram_npm/dayjs/index.js', 'TDesign packages'],
  ['/miniprogram_npm/crypto-js/index.js', 'crypto-js'],
  ['/shared/components/message/message.wxss', 'shared components'],
  ['/shared/outbox.js', 'shared'],
  ['/pages/chat/chat.js', 'pages'],
  ['/images/products/boots.svg', 'images'],
  ['/shared/components/emoji/faces.png', 'images'],
  ['/app.json', 'app'],
])('%s is counted as %s', (path, part) => {
  expect(partOf(path)).toBe(part);
});

test('the table tells the largest parts first, the small ones together, and the sum', () => {
  const customer = new Map([
    ['/pages/chat/chat.js', 'x'.repeat(5000)],
    ['/app.json', '{}'],
    ['/kefu/chat.js', 'é'.repeat(500)],
  ]);
  const lines = sizeTable({ customer, agent: filled(9000) }).split('\n');
  expect(lines.map((line) => line.split(/\s{2,}/))).toEqual([
    ['kB, uncompressed', 'customer', 'agent'],
    ['pages', '5.0', '9.0'],
    ['others', '1.0', '0.0'],
    ['together', '6.0', '9.0'],
  ]);
});

import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import {
  fileIcon,
  fileSize,
  pictureBox,
  playTime,
  shortName,
  voiceTime,
  voiceWidth,
} from '../../../miniprogram/shared/format/measures';

test.each([
  ['a usual photo', 4000, 3000, 160, 120],
  ['a portrait', 1080, 1920, 90, 160],
  ['a square', 900, 900, 160, 160],
  ['a very long one, cut', 700, 3600, 56, 160],
  ['a very wide one, cut', 6000, 500, 160, 56],
  ['a tiny one, not blown up beyond the least', 20, 30, 56, 56],
  ['a small one, as it is', 100, 80, 100, 80],
])('%s', (_, width, height, wide, high) =>
  expect(pictureBox({ width, height })).toEqual({ width: wide, height: high }),
);

test('the longer one speaks, the longer the bubble', () => {
  const widths = [1, 5, 20, 60].map((seconds) => voiceWidth(seconds * 1000));
  expect(widths).toEqual([...widths].sort((a, b) => a - b));
  expect(new Set(widths).size).toBe(4);
  expect(voiceWidth(90_000)).toBe(widths[3]);
});

test.each([
  [400, '1"', '0:01'],
  [7_400, '7"', '0:07'],
  [60_000, '60"', '1:00'],
  [754_000, '754"', '12:34'],
])('%i ms', (ms, voice, video) => expect([voiceTime(ms), playTime(ms)]).toEqual([voice, video]));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [3_482, '3.4 KB'],
  [12_582_912, '12 MB'],
  [1_073_741_824, '1.0 GB'],
])('%i bytes', (bytes, want) => expect(fileSize(bytes)).toBe(want));

test.each([
  ['a.pdf', 'a.pdf'],
  ['2026 年 11 月报价单（含税）.xlsx', '2026 年 11 月报价单（含税）.xlsx'],
  ['关于第三季度户外装备采购报价的说明（终稿）.docx', '关于第三季度户外装…（终稿）.docx'],
  ['a-very-long-name-that-nobody-ever-reads-2026.pdf', 'a-very-long-name-th…reads-2026.pdf'],
])('%s', (name, want) => expect(shortName(name)).toBe(want));

test.each([
  ['报价.PDF', 'file-pdf-filled'],
  ['a.docx', 'file-word-filled'],
  ['备份.tar.gz', 'file-zip-filled'],
  ['README', 'file-unknown-filled'],
])('%s', (name, icon) => expect(fileIcon(name).icon).toBe(icon));

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markedParts, textParts } from '../../../miniprogram/shared/format/text-parts';

const shown = (text: string, words: string[]): string =>
  markedParts(textParts(text), words)
    .map((part) => (part.kind === 'marked' ? `[${part.text}]` : part.text))
    .join('');

test.each([
  ['nothing is looked for', '退款退款', [], '退款退款'],
  ['everywhere it stands', '退款，再退款', ['退款'], '[退款]，再[退款]'],
  ['the longer of two that begin together', '退款单', ['退款', '退款单'], '[退款单]'],
  ['several', '红色的包', ['包', '红色'], '[红色]的[包]'],
  ['letter by letter', 'ABC abc', ['abc'], 'ABC [abc]'],
])('%s', (_, text, words, marked) => {
  expect(shown(text, words)).toBe(marked);
});

test('links stay whole', () => {
  const parts = markedParts(textParts('看 https://a.cn/bag 里的 bag'), ['bag']);
  expect(parts.filter(({ kind }) => kind === 'marked')).toHaveLength(1);
  expect(parts.some(({ kind, text }) => kind === 'link' && text === 'https://a.cn/bag')).toBe(true);
});

test('together the parts are the text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 })), (text, words) => {
      expect(
        markedParts(textParts(text), words)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normalise } from '../../../cloudfunctions/common/domain/search-terms';
import { excerptOf, marksIn, matcherOf } from '../../../cloudfunctions/common/domain/search-text';

test.each([
  ['ＳＦ１２３', 'sf123', {}, true],
  ['第一行\n  第二行', '行 第', {}, true],
  ['退貨運費', '退货', {}, false],
  ['退貨運費', '退货', { anyScript: true }, true],
  ['退货运费', '運費', { anyScript: true }, true],
  ['退货，运费谁出', '退货', { also: ['谁出', '运费'] }, true],
  ['退货，运费谁出', '退货', { also: ['谁付'] }, false],
  ['好的。', '好的 。', {}, false],
])('%j holds %j with %j: %s', (words, text, others, holds) => {
  expect(matcherOf({ text, ...others })(words)).toBe(holds);
  expect(marksIn(words, { text, ...others }).length > 0 || !holds).toBe(true);
});

test.each([
  ['订单ＳＦ１２３已发', 'sf123', [[2, 7]]],
  ['1㎏和2㎏', 'kg', [[1, 2], [4, 5]]], // prettier-ignore
  ['😂😂', '😂', [[0, 4]]],
  ['a \n b', 'a b', [[0, 5]]],
])('in %j, %j is marked at %j', (words, text, marks) => expect(marksIn(words, { text })).toEqual(marks));

test('two phrases that overlap are one mark', () => {
  expect(marksIn('要退货运费', { text: '退货运', also: ['运费'] })).toEqual([[1, 5]]);
});

const letter = fc.constantFrom(...Array.from('退货 运費Aａ１ß㎏😂\ne，'));

test('what is marked reads as what was looked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: letter }), fc.string({ unit: letter, minLength: 1 }), (before, text) => {
      const words = `${before}${text}${before}`;
      const marked = marksIn(words, { text }).map(([start, end]) => normalise(words.slice(start, end)));
      expect(marked.some((part) => part.includes(normalise(text)))).toBe(matcherOf({ text })(words));
    }),
  );
});

test('an excerpt is short, holds the first mark, and says the same where the marks stand', () => {
  fc.assert(
    fc.property(fc.nat(400), fc.nat(400), fc.constantFrom('退', '😂'), (before, after, filler) => {
      const words = `${filler.repeat(before)}要找的${filler.repeat(after)}`;
      const { text, marks } = excerptOf(words, marksIn(words, { text: '要找的' }));
      expect(text.length).toBeLessThanOrEqual(120);
      expect(marks.map(([start, end]) => text.slice(start, end))).toEqual(['要找的']);
      expect(text.replace(/^…|…$/g, '')).not.toMatch(/\p{Cs}/u);
    }),
  );
});

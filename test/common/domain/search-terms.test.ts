import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kindTerms, leadingTerms, normalise, textTerms } from '../../../cloudfunctions/common/domain/search-terms';

test.each([
  ['ＡＢＣ１２３', 'abc123'],
  ['Hello\n\t World', 'hello world'],
  ['㎏', 'kg'],
])('%j is compared as %j', (text, want) => expect(normalise(text)).toBe(want));

test('terms are neighbouring characters, and single characters but the commonest', () => {
  expect(textTerms('尺寸')).toEqual(['尺寸', '尺', '寸']);
  expect(textTerms('我的袖')).toEqual(['我的袖', '我的', '的袖', '袖']);
  expect(textTerms('😂')).toEqual(['😂']);
  expect(textTerms('')).toEqual([]);
});

test('punctuation and white space are in no term of several characters', () => {
  expect(textTerms('尺，寸 码')).toEqual(['尺', '寸']);
});

test('numbers and Latin words have terms of four, which tell them apart', () => {
  expect(textTerms('单号 SF2026')).toEqual(expect.arrayContaining(['sf20', 'f202', '2026']));
  expect(textTerms('12 34')).not.toContain('1234');
});

test.each([
  ['袖', ['袖']],
  ['的', []],
  ['退货', ['退货']],
  ['要退货了', ['要退货', '退货了']],
  ['a1b2', ['a1b2']],
  ['a1b', ['a1', '1b']],
  ['退，货', []],
  ['退，尺', ['尺']],
  ['，退货', ['退货']],
])('%s is led by %j', (phrase, terms) => expect(leadingTerms(phrase)).toEqual(terms));

test('traditional and simplified characters are the same terms', () => {
  expect(textTerms('退貨運費')).toEqual(textTerms('退货运费'));
});

test('whatever stands in a text, its leading terms are among the text’s', () => {
  const letter = fc.constantFrom(...Array.from('我要退货運費單號 Aa１1２Σσς㎏e\u0301😂👨‍👩‍👧。，'));
  fc.assert(
    fc.property(fc.string({ unit: letter }), fc.string({ unit: letter, minLength: 1 }), (text, part) => {
      const whole = `${text}${part}${text}`;
      if (!normalise(whole).includes(normalise(part))) return;
      expect(textTerms(whole)).toEqual(expect.arrayContaining(leadingTerms(part)));
    }),
  );
});

test('only the rarer kinds are terms', () => {
  expect(['text', 'system', 'image'].map(kindTerms)).toEqual([[], [], ['kind=image']]);
});

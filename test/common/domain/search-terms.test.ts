import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { kindTerms, normalise, sharedTerms, textTerms } from '../../../cloudfunctions/common/domain/search-terms';
import { simplified } from '../../../cloudfunctions/common/domain/simplified';

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

test('two are neighbours across punctuation and white space, three are not', () => {
  expect(textTerms('尺，寸 袖')).toEqual(['尺寸', '寸袖', '尺', '寸', '袖']);
});

test('numbers and Latin words have terms of four, which tell them apart, across punctuation too', () => {
  expect(textTerms('单号 SF2026')).toEqual(expect.arrayContaining(['sf20', 'f202', '2026']));
  expect(textTerms('138-1234')).toContain('3812');
  expect(textTerms('12 34')).not.toContain('1234');
});

test.each([
  ['袖', ['袖']],
  ['的', []],
  ['退款', []],
  ['退，款', []],
  ['退，尺', ['退尺', '尺']],
  ['a1b2', ['a1b2', 'a1', '1b', 'b2', 'a', 'b']],
  ['a1b', ['a1', '1b', 'a', 'b']],
  ['！？', []],
  ['《', ['《']],
])('the terms of %s are %j', (text, terms) => expect(textTerms(text)).toEqual(terms));

test('traditional and simplified characters share terms; traditional ones are terms besides', () => {
  expect(sharedTerms('鐵軌運費')).toEqual(sharedTerms('铁轨运费'));
  expect(textTerms('鐵軌')).toEqual(['铁轨', '铁', '轨', '鐵', '軌']);
});

const simple = (text: string): string => simplified(normalise(text));

test('whatever stands in a text, in either script, its terms are among the text’s', () => {
  const letter = fc.constantFrom(...Array.from('我要退货運費單号號 Aa１1２-Σσς㎏e\u0301😂👨‍👩‍👧。，'));
  fc.assert(
    fc.property(fc.string({ unit: letter }), fc.string({ unit: letter, minLength: 1 }), (text, part) => {
      const whole = `${text}${part}${text}`;
      const terms = textTerms(whole);
      if (normalise(whole).includes(normalise(part))) expect(terms).toEqual(expect.arrayContaining(textTerms(part)));
      if (simple(whole).includes(simple(part))) expect(terms).toEqual(expect.arrayContaining(sharedTerms(part)));
    }),
  );
});

test('only the rarer kinds are terms', () => {
  expect(['text', 'system', 'image'].map(kindTerms)).toEqual([[], [], ['kind=image']]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PHRASE_LIMIT, PHRASES_LIMIT } from '../../../cloudfunctions/common/protocol/limits';
import type { Conditions } from '../../../cloudfunctions/common/protocol/search';
import {
  asTyped,
  phrasesIn,
  phrasesOf,
  queryOf,
  withPhrase,
  withPhrases,
} from '../../../miniprogram/agent/search-query';

test.each([
  ['nothing', '  ', []],
  ['one word', '退款', ['退款']],
  ['spaces around it', ' 退款 ', ['退款']],
  ['several words', '退款 运费', ['退款', '运费']],
  ['a wide space', '退款　运费', ['退款', '运费']],
  ['a phrase in quotation marks', '"iPhone 15" 退款', ['iPhone 15', '退款']],
  ['Chinese ones', '退款 “包邮 吗”', ['退款', '包邮 吗']],
  ['spaces inside them count', '" 15 "', [' 15 ']],
  ['one that is still open', '"iPhone 15', ['iPhone 15']],
  ['one inside a word', '27"屏 他说“可以”', ['27"屏', '他说“可以”']],
  ['nothing in them', '"" "  "', ['""']],
  ['the same twice', '退款 退款', ['退款']],
  ['more than fit', 'a b c d e f g h i j k', 'abcdefghij'.split('')],
  ['a long one', '长'.repeat(PHRASE_LIMIT + 1), ['长'.repeat(PHRASE_LIMIT)]],
])('what is typed is phrases: %s', (_, typed, phrases) => {
  expect(phrasesIn(typed)).toEqual(phrases);
});

test('what the field shows of a search is that search', () => {
  const word = fc.string({ unit: fc.constantFrom('退', '款', ' ', 'a', '5'), minLength: 1, maxLength: 8 });
  const phrases = fc.uniqueArray(
    word.filter((phrase) => phrase.trim() !== ''),
    { maxLength: PHRASES_LIMIT },
  );
  fc.assert(
    fc.property(phrases, (some) => {
      expect(phrasesIn(queryOf(withPhrases({}, some)))).toEqual(some);
    }),
  );
});

test('what was not typed anew stays as it is, whatever stands in it', () => {
  const kept: Conditions = { text: '他说 "好', days: 7 };
  expect(asTyped(kept, queryOf(kept))).toBe(kept);
  expect(asTyped(kept, '好')).toEqual({ text: '好', days: 7 });
  expect(asTyped(kept, '')).toEqual({ days: 7 });
});

test('one more phrase takes the place of the last where no more fit', () => {
  expect(withPhrase({ role: 'agent' }, '运费')).toEqual({ role: 'agent', text: '运费' });
  expect(phrasesOf(withPhrase({ text: 'a', also: 'bcdefghij'.split('') }, 'k'))).toEqual('abcdefghik'.split(''));
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributeTerms, normalise, textTerms } from '../../../cloudfunctions/common/domain/search-terms';

test.each([
  ['ＡＢＣ１２３', 'abc123'],
  ['Hello\n\t World', 'hello world'],
  ['㎏', 'kg'],
])('%j is compared as %j', (text, want) => expect(normalise(text)).toBe(want));

test('terms are neighbouring characters, whole runs, and single characters but the commonest', () => {
  expect(textTerms('退货')).toEqual(['退', '货', '退货']);
  expect(textTerms('我的货')).toEqual(['货', '我的', '的货', '我的货']);
  expect(textTerms('单号 20261122')).toContain('run:20261122');
  expect(textTerms('😂')).toEqual(['😂']);
  expect(textTerms('')).toEqual([]);
});

test('whatever part of a text is looked for, its terms of three characters and fewer are among the text’s', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.nat(),
      fc.integer({ min: 1, max: 3 }),
      (text, from, size) => {
        const characters = Array.from(normalise(text));
        const start = from % Math.max(1, characters.length);
        const part = characters.slice(start, start + size).join('');
        const grams = textTerms(part).filter((term) => !term.startsWith('run:'));
        expect(textTerms(text)).toEqual(expect.arrayContaining(grams));
      },
    ),
  );
});

test('attributes are terms of their own', () => {
  expect(attributeTerms({ conversationId: 'c', customerId: 'u', role: 'agent', kind: 'text' })).toEqual([
    'conversationId=c',
    'customerId=u',
    'role=agent',
    'kind=text',
  ]);
});

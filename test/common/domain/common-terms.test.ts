import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commonest, packed, rarestOf, unpacked } from '../../../cloudfunctions/common/domain/common-terms';

const term = (text: string, value: number) => ({ text, value });

test.each([
  ['an unlisted term before a listed one', [term('退货费', 1), term('退', 9)], 9],
  ['the longer of two unlisted ones', [term('退', 8), term('退货', 9)], 9],
  ['of listed ones the last', [term('退货费', 1), term('退', 3), term('退货', 2)], 3],
  ['nothing of nothing', [], undefined],
])('the rarest is %s', (_, terms, want) => expect(rarestOf(terms, unpacked(packed([1, 2, 3])))).toBe(want));

test('the commonest come first, and what is there once is not common', () => {
  expect(commonest([{ terms: [5, 7] }, { terms: [7, 5, 1] }, { terms: [7, 2] }])).toEqual([7, 5]);
});

test('a list can be read back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })), (terms) => {
      expect([...unpacked(packed(terms))]).toEqual(terms.map((value, place) => [value, place]));
    }),
  );
});

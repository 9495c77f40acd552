import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customerTerms, isMeant, tailTerm, wordTerms } from '../../../cloudfunctions/common/domain/customer-terms';
import { normalise } from '../../../cloudfunctions/common/domain/search-terms';

const known = { id: 'c-1', name: '林小满', remark: '老客户 Lily', phone: '+86 138-1234-5678', tags: ['VIP', '批发'] };

test.each([
  ['c-1', true],
  ['小满', true],
  ['林', true],
  ['lily', true],
  ['ＶＩＰ', true],
  ['批', true],
  ['5678', true],
  ['1234 5678', true],
  ['13812345678', true],
  ['8613812345678', true],
  ['678', false],
  ['1234', false],
  ['林满', false],
  ['c-', false],
])('%j means them: %j', (keyword, want) => expect(isMeant(keyword, known)).toBe(want));

const text = fc.string({ unit: fc.constantFrom(...Array.from('林小满的 aBＡ12😂－ok')), maxLength: 12 });
const anyone = fc.record({
  id: fc.constant('c'),
  name: text,
  remark: text,
  phone: fc.string({ unit: fc.constantFrom(...Array.from('0123456789- ')), maxLength: 14 }),
  tags: fc.array(text, { maxLength: 3 }),
});

const part = (whole: string, from: number, to: number) =>
  Array.from(normalise(whole))
    .slice(...[from, to].sort((a, b) => a - b))
    .join('');

test('whoever a keyword means has its terms', () => {
  const keyword = fc.oneof(
    text,
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 4, maxLength: 11 }),
  );
  fc.assert(
    fc.property(anyone, keyword, fc.nat(12), fc.nat(12), fc.boolean(), (one, drawn, from, to, isPart) => {
      const looked = isPart ? part(one.name, from, to) : drawn;
      fc.pre(looked.trim() !== '' && isMeant(looked, one) && looked !== one.id);
      const terms = new Set(customerTerms(one));
      const byWord = wordTerms(looked).every((term) => terms.has(term));
      const tail = tailTerm(looked);
      expect(byWord || (tail !== undefined && terms.has(tail))).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

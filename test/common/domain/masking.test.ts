import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masked, maskedBody } from '../../../cloudfunctions/common/domain/masking';

test.each([
  ['我的电话13812345678，打给我', '我的电话138****5678，打给我'],
  ['138 1234 5678', '138 **** 5678'],
  ['138-1234-5678', '138-****-5678'],
  ['1381234 5678', '138**** 5678'],
  ['1 3 8 1 2 3 4 5 6 7 8', '1 3 8 * * * * 5 6 7 8'],
  ['＋86 13812345678', '＋86 138****5678'],
  ['8613812345678', '86138****5678'],
  ['0086-138-1234-5678', '0086-138-****-5678'],
  ['１３８１２３４５６７８', '１３８****５６７８'],
  ['tel:13812345678/13987654321', 'tel:138****5678/139****4321'],
  ['010-62345678', '010-****5678'],
  ['（0571）8812 3456转801', '（0571）**** 3456转801'],
  ['+852 6123 4567', '+852 **** 4567'],
  ['+1 (415) 555-0132', '+1 (41*) ***-0132'],
  ['身份证11010119900307123X', '身份证110***********123X'],
  ['110101 19900307 1234', '110*** ******** 1234'],
  ['110101900307123', '110********7123'],
  ['卡号6222020200112233446', '卡号622************3446'],
  ['6222 0202 0011 2233 446', '622* **** **** ***3 446'],
])('%j is shown as %j', (text, want) => expect(masked(text)).toBe(want));

test.each([
  ['订单号 202611301234567890'],
  ['订单 12345678'],
  ['共 1300 元，退 150 元'],
  ['1300\n1500\n200'],
  ['13 14 15 16 17 1'],
  ['2026-11-30 13:45:00'],
  ['100x200x300'],
  ['客服热线 400-810-1234'],
  ['6222020200112233447'],
  ['3.14159265358979'],
  ['192.168.100.101'],
  ['满299减50，13级能效，1.5匹'],
  ['12811112222'],
  [''],
])('%j stays', (text) => expect(masked(text)).toBe(text));

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
const words = fc.string({ unit: fc.constantFrom(...Array.from('请打我电话，谢谢a\n😂 ')), maxLength: 12 });
const mobile = fc
  .tuple(fc.constantFrom(...Array.from('3456789')), digits(9))
  .map(([second, rest]) => `1${second}${rest.join('')}`);

test('wherever a mobile number stands, its middle is hidden and nothing else', () => {
  fc.assert(
    fc.property(words, mobile, words, fc.constantFrom('', ' ', '-'), (before, number, after, gap) => {
      const parts = [number.slice(0, 3), number.slice(3, 7), number.slice(7)];
      const want = `${before}${[parts[0], '****', parts[2]].join(gap)}${after}`;
      expect(masked(`${before}${parts.join(gap)}${after}`)).toBe(want);
    }),
  );
});

test('no character moves, and only digits are hidden', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from('0123456789１９ -+（）xX\n.好a😂')), maxLength: 60 });
  fc.assert(
    fc.property(text, (original) => {
      const shown = masked(original);
      expect(shown).toHaveLength(original.length);
      for (const [index, character] of Array.from(original).entries()) {
        const one = Array.from(shown)[index];
        if (!/[0-9０-９xX]/.test(character)) expect(one).toBe(character);
        else expect([character, '*']).toContain(one);
      }
    }),
    { numRuns: 500 },
  );
});

test('text without digits stays', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const plain = text.replace(/[0-9０-９]/g, '');
      expect(masked(plain)).toBe(plain);
    }),
  );
});

test('in a body the words are masked, and what leads to files or pages stays', () => {
  expect(maskedBody({ text: '13812345678' })).toEqual({ text: '138****5678' });
  const file = { fileId: 'cloud://e.b/13812345678', name: '13812345678.pdf', size: 13812345678 };
  expect(maskedBody(file)).toEqual({ ...file, name: '138****5678.pdf' });
  const line = { name: '小方', kind: 'text', text: '打 13812345678', sentAt: 1 };
  const excerpt = { conversationId: 'c', lines: [line], text: '看这个' };
  expect(maskedBody(excerpt)).toEqual({ ...excerpt, lines: [{ ...line, text: '打 138****5678' }] });
  const plain = { text: '你好' };
  expect(maskedBody(plain)).toBe(plain);
});

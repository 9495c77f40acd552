import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsWord } from '../../../cloudfunctions/common/domain/word-list';

test.each([
  ['as it is listed', '别买假货了', '假货', true],
  ['with signs between', '别买假-货了', '假货', true],
  ['with spaces between', '假 \n 货', '假货', true],
  ['with what cannot be seen between', '假\u200b货', '假货', true],
  ['in capitals', 'BuyFAKE goods: FAKE', 'fake', true],
  ['in full width', '加ＶＸ：ａｂｃ１２３', 'abc123', true],
  ['listed in full width', 'abc123', 'ＡＢＣ１２３', true],
  ['circled', '①②③', '123', true],
  ['a Latin word within another', 'a classic sample', 'ass', false],
  ['a Latin word of its own', 'you ass!', 'ass', true],
  ['Latin letters beside Chinese ones', '加 qq 群', 'QQ群', true],
  ['several Latin words', 'get  rich-quick now', 'rich quick', true],
  ['several Latin words apart', 'rich and quick', 'rich quick', false],
  ['a number within another', '13800138000', '1380', false],
  ['only a part of it', '假的货', '假货', false],
  ['a sign', '来🎰玩', '🎰', true],
  ['another sign', '来🎲玩', '🎰', false],
  ['white space that is listed', 'a b', ' ', false],
  ['nothing that is listed', 'a b', '', false],
])('%s', (_, text, word, isHeld) => expect(holdsWord(text, [word])).toBe(isHeld));

test('one of many is enough, none holds nothing', () => {
  expect(holdsWord('假货', ['赌', '假货'])).toBe(true);
  expect(holdsWord('假货', [])).toBe(false);
});

test('however a Chinese word is spread, it is found', () => {
  const noise = fc.string({ unit: fc.constantFrom(' ', '-', '*', '\u200b', '\u00ad', '…', '\n') });
  fc.assert(
    fc.property(fc.string(), noise, noise, fc.string(), (before, first, second, after) => {
      expect(holdsWord(`${before}违${first}禁${second}词${after}`, ['违禁词'])).toBe(true);
    }),
  );
});

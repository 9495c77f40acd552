import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { emojis, withRecent } from '../../../miniprogram/shared/format/emoji';
import { keyboardMoved, keyboardWanted, noFloor, panelOpened, settled } from '../../../miniprogram/shared/format/floor';
import { moved } from '../../../miniprogram/shared/format/talk';
import { inserted, withoutSign } from '../../../miniprogram/shared/format/written';

test.each([
  ['好的', 1, '😀', '好😀的'],
  ['好的', -1, '😀', '好的😀'],
  ['好的', 9, '😀', '好的😀'],
  ['', 0, '😀', '😀'],
])('%s, the cursor at %i', (value, cursor, sign, want) => expect(inserted({ value, cursor }, sign).value).toBe(want));

test.each(['😀', '❤️', '👍🏽', '👨‍👩‍👧', '🇨🇳', '字', 'a', '\n'])('%s goes whole', (sign) =>
  expect(withoutSign({ value: `好${sign}的`, cursor: 1 + sign.length })).toEqual({ value: '好的', cursor: 1 }),
);

test('at the beginning nothing goes', () =>
  expect(withoutSign({ value: '好', cursor: 0 })).toEqual({ value: '好', cursor: 0 }));

test('what was picked can be taken back, wherever the cursor is', () => {
  const signs = fc.constantFrom(...emojis.map(({ sign }) => sign));
  fc.assert(
    fc.property(fc.string(), fc.nat(40), signs, (value, place, sign) => {
      const before = { value, cursor: Math.min(place, value.length) };
      expect(withoutSign(inserted(before, sign))).toEqual(before);
    }),
  );
});

test('every sign has a name, and stands in the panel once', () => {
  expect(emojis.every(({ sign, name }) => sign !== '' && name !== '')).toBe(true);
  expect(new Set(emojis.map(({ sign }) => sign)).size).toBe(emojis.length);
});

test.each([
  [[], '😀', ['😀']],
  [['a', 'b'], 'b', ['b', 'a']],
  [['1', '2', '3', '4', '5', '6', '7', '8'], '9', ['9', '1', '2', '3', '4', '5', '6', '7']],
])('after %j comes %s', (recent: string[], sign, want) => expect(withRecent(recent, sign)).toEqual(want));

test('between keyboard and panel nothing moves', () => {
  const typing = keyboardMoved(noFloor, 336);
  const panel = panelOpened(typing, 'emoji');
  const keyboardGone = keyboardMoved(panel, 0);
  const again = keyboardWanted(keyboardGone);
  const back = keyboardMoved(again, 336);
  expect([typing, panel, keyboardGone, again, back].map(({ height }) => height)).toEqual([336, 336, 336, 336, 336]);
  expect(back.panel).toBe('');
});

test('a keyboard that does not come leaves no room behind', () =>
  expect(settled(keyboardWanted(panelOpened(noFloor, 'more'))).height).toBe(0));

test.each([
  ['recording', 71, 'recording'],
  ['recording', 73, 'cancelling'],
  ['cancelling', 20, 'recording'],
  ['asking', 200, 'asking'],
  ['idle', 200, 'idle'],
] as const)('%s, moved up by %i', (talk, up, want) => expect(moved(talk, up)).toBe(want));

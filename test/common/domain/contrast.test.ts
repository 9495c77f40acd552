import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contrast, lowContrasts } from '../../../cloudfunctions/common/domain/contrast';
import type { Colours } from '../../../cloudfunctions/common/protocol/settings';

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#ffffff', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#FFFFFF', 4.54],
  ['#95ec69', '#191919', 12.12],
])('%s on %s is %d : 1', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
});

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('the order does not matter, and it is from 1 to 21', () => {
  fc.assert(
    fc.property(colour, colour, (one, other) => {
      expect(contrast(one, other)).toBe(contrast(other, one));
      expect(contrast(one, other)).toBeGreaterThanOrEqual(1);
      expect(contrast(one, other)).toBeLessThanOrEqual(21);
    }),
  );
});

const theme = (light: Colours, dark: Colours = {}) => ({ light, dark, fontScale: 1, icons: {} });

test.each<[string, Colours, Colours, string[]]>([
  ['as designed all can be read', {}, {}, []],
  ['a pale brand with white on it', { brand: '#07c160' }, {}, ['theme.light.brand']],
  ['a bubble too dark for the designed text', { own: '#06843f' }, {}, ['theme.light.own']],
  ['with a text of its own it can be read', { own: '#06843f', ownText: '#ffffff' }, {}, []],
  ['only in the dark', {}, { other: '#888888' }, ['theme.dark.other']],
])('%s', (_, light, dark, paths) => {
  expect(lowContrasts(theme(light, dark)).map(({ path }) => path)).toEqual(paths);
});

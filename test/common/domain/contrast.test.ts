import { expect, test } from '@jest/globals';
import { lowContrasts } from '../../../cloudfunctions/common/domain/contrast';
import type { Colours } from '../../../cloudfunctions/common/protocol/settings';

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

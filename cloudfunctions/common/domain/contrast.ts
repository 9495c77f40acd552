import { contrast } from '../protocol/contrast';
import { CONTRAST_LIMIT } from '../protocol/limits';
import type { Colours, Theme } from '../protocol/settings';

/** What the screens look like when nothing is chosen, as far as text stands on it. */
const designed = {
  light: {
    brand: '#06843f',
    onBrand: '#ffffff',
    own: '#95ec69',
    ownText: '#191919',
    other: '#ffffff',
    otherText: '#191919',
  },
  dark: {
    brand: '#3eb575',
    onBrand: '#111111',
    own: '#3eb575',
    ownText: '#111111',
    other: '#2c2c2c',
    otherText: '#d5d5d5',
  },
};

/** A pair of colours that is hard to read, by the name of the one beneath, and its contrast. */
export type LowContrast = { path: string; ratio: number };

function lowIn(mode: 'light' | 'dark', chosen: Colours): LowContrast[] {
  const colours = { ...designed[mode], ...chosen };
  const pairs = [
    { name: 'brand', ratio: contrast(colours.brand, colours.onBrand) },
    { name: 'own', ratio: contrast(colours.own, colours.ownText) },
    { name: 'other', ratio: contrast(colours.other, colours.otherText) },
  ];
  return pairs
    .filter(({ ratio }) => ratio < CONTRAST_LIMIT)
    .map(({ name, ratio }) => ({ path: `theme.${mode}.${name}`, ratio }));
}

/** Where a theme's text would be hard to read. */
export const lowContrasts = ({ light, dark }: Theme): LowContrast[] => [
  ...lowIn('light', light),
  ...lowIn('dark', dark),
];

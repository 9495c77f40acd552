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

const channels = (colour: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well two colours (`#rrggbb`) can be told apart: 1 for the same, 21 for black and white. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

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

import { contrast } from '../../cloudfunctions/common/protocol/contrast';
import { CONTRAST_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import type { Colours } from '../../cloudfunctions/common/protocol/settings';
import type { Mode } from '../shared/theme';
import { words } from './text/words';

export type ColourName = keyof Colours;

/** As in theme.wxss: what a colour is while nobody has chosen one. */
export const designed: Record<Mode, Record<ColourName, string>> = {
  light: {
    brand: '#06843f',
    own: '#95ec69',
    ownText: '#191919',
    other: '#ffffff',
    otherText: '#191919',
    page: '#ededed',
  },
  dark: {
    brand: '#3eb575',
    own: '#3eb575',
    ownText: '#111111',
    other: '#2c2c2c',
    otherText: '#d5d5d5',
    page: '#111111',
  },
};

/** What has to be readable on what. */
const pairs: { name: ColourName; ground: ColourName; ink: ColourName | 'onBrand' | 'text' }[] = [
  { name: 'brand', ground: 'brand', ink: 'onBrand' },
  { name: 'ownText', ground: 'own', ink: 'ownText' },
  { name: 'otherText', ground: 'other', ink: 'otherText' },
  { name: 'page', ground: 'page', ink: 'text' },
];

const fixed: Record<Mode, Record<'onBrand' | 'text', string>> = {
  light: { onBrand: '#ffffff', text: '#191919' },
  dark: { onBrand: '#111111', text: '#d5d5d5' },
};

export const isColour = (value: string): boolean => /^#[0-9a-f]{6}$/i.test(value);

/** Sentences about colours that are none, or on which text can hardly be read, by the colour to change. */
export function colourWarnings(chosen: Colours, mode: Mode): Partial<Record<ColourName, string>> {
  const wrong = Object.entries(chosen).filter(([, value]) => value && !isColour(value));
  const all = { ...designed[mode], ...fixed[mode], ...withoutWrong(chosen) };
  const faint = pairs
    .map(({ name, ground, ink }) => ({ name, ratio: contrast(all[ground], all[ink]) }))
    .filter(({ ratio }) => ratio < CONTRAST_LIMIT);
  return {
    ...Object.fromEntries(faint.map(({ name, ratio }) => [name, words.theme.faint(ratio.toFixed(1))])),
    ...Object.fromEntries(wrong.map(([name]) => [name, words.problems.notColour])),
  };
}

const withoutWrong = (chosen: Colours): Colours =>
  Object.fromEntries(Object.entries(chosen).filter(([, value]) => value && isColour(value)));

/** The chosen colours without those that were emptied: what is not chosen stays as designed. */
export const chosenOnly = (colours: Colours): Colours =>
  Object.fromEntries(Object.entries(colours).filter(([, value]) => value));

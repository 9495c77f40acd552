import { contrast } from '../../cloudfunctions/common/protocol/contrast';
import { CONTRAST_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import type { Colours, Theme } from '../../cloudfunctions/common/protocol/settings';

/** How the phone is set. */
export type Mode = 'light' | 'dark';

/** Text may be drawn this much larger or smaller than designed. */
const LEAST_SCALE = 0.8;
const MOST_SCALE = 2;

/** Names and times need no more than the design gives them. */
const QUIET_CONTRAST = 3;

/** As in theme.wxss. */
const designed = {
  light: {
    page: '#ededed',
    surface: '#ffffff',
    text: '#191919',
    secondary: '#888888',
    onBrand: '#ffffff',
    ownText: '#191919',
  },
  dark: {
    page: '#111111',
    surface: '#1e1e1e',
    text: '#d5d5d5',
    secondary: '#888888',
    onBrand: '#111111',
    ownText: '#111111',
  },
};

/** Where neither the chosen nor the designed colour can be read, one of these can. */
const extremes = ['#ffffff', '#000000'];

const isColour = (value: string | undefined): value is string => value !== undefined && /^#[0-9a-f]{6}$/i.test(value);

/**
 * What a business has chosen, as a style of the page that goes over theme.wxss. What is no colour is left out, and text that
 * could not be read gets another colour.
 */
export function pageStyle(theme: Pick<Theme, Mode>, mode: Mode, fontScale: number): string {
  const chosen = theme[mode];
  const variables = { ...brand(chosen, mode), ...own(chosen, mode), ...other(chosen, mode), ...page(chosen, mode) };
  const style = Object.entries({ ...variables, 'font-scale': String(within(fontScale)) });
  return style.map(([name, value]) => `--kefu-${name}: ${value}`).join('; ');
}

/** The colour of the page: what the business chose, if text can be read on it. */
export const pageColour = (theme: Pick<Theme, Mode>, mode: Mode): string =>
  page(theme[mode], mode)['page'] ?? designed[mode].page;

const within = (scale: number): number => Math.round(Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale)) * 100) / 100;

function brand({ brand: colour }: Colours, mode: Mode): Record<string, string> {
  if (!isColour(colour)) return {};
  const { surface, onBrand } = designed[mode];
  return {
    brand: colour,
    'on-brand': readable(colour, [onBrand]),
    'brand-pressed': mixed(colour, '#000000', 0.16),
    'brand-disabled': mixed(colour, surface, 0.6),
    ...(contrast(colour, surface) >= CONTRAST_LIMIT && { 'brand-text': colour }),
  };
}

function own({ own: colour, ownText }: Colours, mode: Mode): Record<string, string> {
  if (!isColour(colour)) return {};
  return { own: colour, 'own-text': readable(colour, [ownText, designed[mode].ownText]) };
}

function other({ other: colour, otherText }: Colours, mode: Mode): Record<string, string> {
  if (!isColour(colour)) return {};
  return { other: colour, 'other-text': readable(colour, [otherText, designed[mode].text]) };
}

/** All kinds of text stand on the page, so that a page on which they could not be read is not taken. */
function page({ page: colour }: Colours, mode: Mode): Record<string, string> {
  const { text, secondary } = designed[mode];
  if (!isColour(colour)) return {};
  const isReadable = contrast(colour, text) >= CONTRAST_LIMIT && contrast(colour, secondary) >= QUIET_CONTRAST;
  return isReadable ? { page: colour } : {};
}

/** The first of the colours that can be read on a ground, or else whichever extreme can be read best. */
function readable(ground: string, colours: (string | undefined)[]): string {
  const fitting = colours.filter(isColour).find((colour) => contrast(ground, colour) >= CONTRAST_LIMIT);
  return fitting ?? extremes.reduce((best, each) => (contrast(ground, each) > contrast(ground, best) ? each : best));
}

/** So much of another colour put into one. */
function mixed(colour: string, added: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [from = 0, to = 0] = [colour, added].map((each) => Number.parseInt(each.slice(at, at + 2), 16));
    return Math.round(from + (to - from) * share);
  });
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

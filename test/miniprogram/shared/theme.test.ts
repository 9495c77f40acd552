import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { contrast } from '../../../cloudfunctions/common/protocol/contrast';
import type { Colours } from '../../../cloudfunctions/common/protocol/settings';
import { type Mode, pageColour, pageStyle } from '../../../miniprogram/shared/theme';

/** The variables of a style, without the size of text. */
function variables(light: Colours, mode: Mode = 'light', dark: Colours = {}): Record<string, string> {
  const style = pageStyle({ light, dark }, mode, 1);
  const pairs = style.split('; ').map((each) => each.replace('--kefu-', '').split(': ') as [string, string]);
  return Object.fromEntries(pairs.filter(([name]) => name !== 'font-scale'));
}

describe('what is chosen goes over the design', () => {
  test.each<[string, Colours]>([
    ['nothing', {}],
    ['bubbles', { own: '#c8e6ff', other: '#fafafa' }],
    ['text on bubbles', { own: '#003366', ownText: '#ffffff', other: '#102030', otherText: '#e0e0e0' }],
    ['a page', { page: '#f5f5f5' }],
  ])('%s', (_, chosen) => {
    const shown = variables(chosen);
    const { ownText, otherText, ...colours } = chosen;
    expect(shown).toMatchObject(colours);
    if (ownText) expect(shown['own-text']).toBe(ownText);
    if (otherText) expect(shown['other-text']).toBe(otherText);
  });

  test('each mode has its own', () => {
    expect(variables({ own: '#aaffaa' }, 'dark', { own: '#225522' })['own']).toBe('#225522');
    expect(variables({ own: '#aaffaa' }, 'dark')).toEqual({});
  });
});

describe('what is no colour is left out', () => {
  test.each(['red', '#fff', '#12345g', 'url(x)', '#123456; color: red', ''])('%s', (bad) => {
    expect(variables({ brand: bad, own: bad, other: bad, page: bad })).toEqual({});
  });

  test('such a colour of text gives way to the designed one', () => {
    expect(variables({ own: '#c8e6ff', ownText: 'blue' })['own-text']).toBe('#191919');
  });
});

describe('what could not be read is not shown so', () => {
  test.each<[string, Colours, string, string]>([
    ['pale text on a pale bubble', { own: '#ffffcc', ownText: '#eeeeee' }, 'own-text', '#191919'],
    ['dark designed text on a dark bubble', { own: '#112233' }, 'own-text', '#ffffff'],
    ['white on a yellow button', { brand: '#ffd400' }, 'on-brand', '#000000'],
    ['white on a deep blue button', { brand: '#123c8c' }, 'on-brand', '#ffffff'],
  ])('%s', (_, chosen, name, colour) => {
    expect(variables(chosen)[name]).toBe(colour);
  });

  test('yellow words on white keep the designed colour', () => {
    expect(variables({ brand: '#ffd400' })).not.toHaveProperty('brand-text');
    expect(variables({ brand: '#123c8c' })['brand-text']).toBe('#123c8c');
  });

  test.each(['#333333', '#888888', '#ff0000'])('a page of %s is not taken', (page) => {
    expect(variables({ page })).toEqual({});
  });

  test('whatever is chosen', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
    const modes = fc.constantFrom<Mode>('light', 'dark');
    fc.assert(
      fc.property(
        fc.array(colour, { minLength: 5, maxLength: 5 }),
        modes,
        ([own, ownText, other, otherText, brand], mode) => {
          const chosen = { own, ownText, other, otherText, brand } as Colours;
          const shown = variables(chosen, mode, chosen);
          for (const [ground, words] of [
            ['own', 'own-text'],
            ['other', 'other-text'],
            ['brand', 'on-brand'],
          ] as const)
            expect(contrast(shown[ground] ?? '', shown[words] ?? '')).toBeGreaterThanOrEqual(4.5);
        },
      ),
    );
  });
});

test.each<[string, Colours, Mode, string]>([
  ['as designed', {}, 'light', '#ededed'],
  ['as designed in the dark', {}, 'dark', '#111111'],
  ['as chosen', { page: '#f5f5f5' }, 'light', '#f5f5f5'],
  ['as designed when nothing could be read on what was chosen', { page: '#555555' }, 'light', '#ededed'],
])('the page is %s', (_, chosen, mode, colour) => {
  expect(pageColour({ light: chosen, dark: chosen }, mode)).toBe(colour);
});

describe('the size of text', () => {
  test.each([
    [1, '1'],
    [1.25, '1.25'],
    [1.2 * 1.4, '1.68'],
    [0.1, '0.8'],
    [9, '2'],
  ])('%d is shown as %s', (scale, shown) => {
    expect(pageStyle({ light: {}, dark: {} }, 'light', scale)).toBe(`--kefu-font-scale: ${shown}`);
  });
});

test('the style sheet knows every variable', () => {
  const sheet = readFileSync('miniprogram/shared/theme.wxss', 'utf8');
  const all = variables({ brand: '#123c8c', own: '#c8e6ff', other: '#fafafa', page: '#f5f5f5' });
  for (const name of [...Object.keys(all), 'font-scale']) expect(sheet).toContain(`--kefu-${name}:`);
});

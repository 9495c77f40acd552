import { expect, test } from '@jest/globals';
import { keepUsedIcons } from '../../scripts/build/mini-program/icons';

const SHEET = '/miniprogram_npm/tdesign-miniprogram/icon/icon.wxss';
const sheet = [
  `@import 'a.wxss';@font-face{font-family:t;src:url(https://cdn.example/t.woff);}`,
  '.t-icon-base{display:block;}',
  '.t-icon{font-family:t!important;}',
  `.t-icon-close:before{content:'\\E001';}`,
  `.t-icon-user:before{content:'\\E002';}`,
].join('\n');

const build = (wxml: string): string =>
  String(
    keepUsedIcons(
      new Map([
        [SHEET, sheet],
        ['/page.wxml', wxml],
      ]),
    ).get(SHEET),
  );

test('an icon that is named stays, drawn in the sheet', () => {
  expect(build('<t-icon name="user" />')).toMatch(/\.t-icon-user:before\{--icon:url\("data:image\/svg\+xml,%3Csvg/);
});

test('an icon that nobody names is left out', () => {
  expect(build('<t-icon name="user" />')).not.toContain('t-icon-close');
});

test('the font is gone, the rest stays', () => {
  const built = build('');
  expect(built).not.toMatch(/@font-face|font-family|https/);
  expect(built).toContain(`@import 'a.wxss';`);
  expect(built).toContain('.t-icon-base{display:block;}');
});

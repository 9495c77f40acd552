import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppFiles } from '../../../scripts/simulator/compiler/app-files';
import { scopeSelector } from '../../../scripts/simulator/compiler/selectors';
import { compileWxss, convertUnits, type StyleTarget } from '../../../scripts/simulator/compiler/wxss';

function appWith(sheets: Record<string, string>): AppFiles {
  const folder = mkdtempSync(join(tmpdir(), 'wxss-'));
  for (const [name, text] of Object.entries(sheets)) writeFileSync(join(folder, name), text);
  return new AppFiles(folder);
}

const compile = (text: string, target: StyleTarget = {}): string =>
  compileWxss(appWith({ 'a.wxss': text }), 'a.wxss', target)
    .replaceAll(/\s+/g, ' ')
    .trim();

test.each([
  ['750rpx', '100vw'],
  ['-1.5rpx', '-0.2vw'],
  ['.5rpx 10px', '0.06667vw 10px'],
  ['calc(100vh - 20rpx)', 'calc(calc(100 * var(--page-vh, 1vh)) - 2.66667vw)'],
  ['env(safe-area-inset-bottom)', 'var(--safe-area-inset-bottom)'],
  ['constant(safe-area-inset-top)', 'var(--safe-area-inset-top)'],
  ['url(a-10rpx.png)', 'url(a-10rpx.png)'],
])('%s becomes %s', (written, wanted) => expect(convertUnits(written)).toBe(wanted));

test.each<[string, StyleTarget, string]>([
  ['.a', { scope: 's' }, '.s--a'],
  ['.a.b > .c:not(.d)', { scope: 's' }, '.s--a.s--b > .s--c:not(.s--d)'],
  ['view', {}, 'wx-view'],
  ['my-card::after', {}, 'wx-my-card::after'],
  ['.a view:first-child', { scope: 's' }, '.s--a wx-view:first-child'],
  [':host', { scope: 's' }, '[wx-host="s"]'],
  ['#title', {}, '[id$="--title"]'],
  ['[data-x="a.b"] text', {}, '[data-x="a.b"] wx-text'],
  ['page', { page: 'p' }, ':where(:scope)'],
  ['page', {}, 'wx-page'],
  ['.page', { page: 'p' }, '.page'],
  ['*', { scope: 's' }, '*'],
])('the selector %s in %j is %s', (selector, target, wanted) => expect(scopeSelector(selector, target)).toBe(wanted));

test('a page keeps its rules to itself, its keyframes and fonts are for all', () => {
  expect(compile('@keyframes turn { from { top: 1rpx } } .a { top: 0 }', { page: 'pages/a/a' })).toBe(
    '@keyframes turn { from { top: 0.13333vw } } @scope ([data-route="pages/a/a"]) { .a { top: 0 } }',
  );
});

test('the dark theme is the phone’s, not the browser’s', () => {
  expect(compile('@media (prefers-color-scheme: dark) { .a, view { color: #fff } }', { scope: 's' })).toBe(
    ':where([data-theme="dark"]) .s--a, :where([data-theme="dark"]) wx-view { color: #fff }',
  );
});

test('imports are put in place of themselves, whole or relative, with or without ending', () => {
  const files = appWith({ 'a.wxss': '@import "./b.wxss"; @import "/c"; .a {}', 'b.wxss': '.b {}', 'c.wxss': '.c {}' });
  expect(compileWxss(files, 'a.wxss', { scope: 's' }).replaceAll(/\s+/g, ' ')).toBe('.s--b {} .s--c {} .s--a {}');
});

test.each([
  ['a missing file', { 'a.wxss': '@import "./gone.wxss";' }, 'a.wxss imports ./gone.wxss, which does not exist.'],
  ['itself', { 'a.wxss': '@import "./b.wxss";', 'b.wxss': '@import "./a.wxss";' }, 'a.wxss imports itself through'],
])('importing %s is refused by name', (_, sheets, message) => {
  expect(() => compileWxss(appWith(sheets), 'a.wxss', {})).toThrow(message);
});

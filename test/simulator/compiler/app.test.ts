import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { AppFiles, pageRoutes } from '../../../scripts/simulator/compiler/app-files';
import { collectComponents } from '../../../scripts/simulator/compiler/components';
import { compileModules } from '../../../scripts/simulator/compiler/modules';
import { compileTemplates } from '../../../scripts/simulator/compiler/templates';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string | object>): AppFiles {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return new AppFiles(folder);
}

test.each([
  ['pages/a/a', '../../parts/b/b', 'parts/b/b.json'],
  ['pages/a/a', '/parts/b/b', 'parts/b/b.json'],
  ['pages/a/a', 'kit/button', 'miniprogram_npm/kit/button.json'],
  ['pages/a/a', 'kit/card', 'miniprogram_npm/kit/card/index.json'],
  ['sub/pages/a/a', 'own/c', 'sub/miniprogram_npm/own/c.json'],
  ['pages/a/a', 'gone/d', undefined],
])('in %s the name %s means %s', (from, name, wanted) => {
  const files = write({
    'parts/b/b.json': {},
    'miniprogram_npm/kit/button.json': {},
    'miniprogram_npm/kit/card/index.json': {},
    'sub/miniprogram_npm/own/c.json': {},
  });
  expect(files.resolve(from, name, ['.json', '/index.json'])).toBe(wanted);
});

test('pages of subpackages are routes too', () => {
  expect(pageRoutes({ pages: ['a'], subPackages: [{ root: 'kefu/', pages: ['chat/chat'] }] })).toEqual([
    'a',
    'kefu/chat/chat',
  ]);
});

test('components come after those they use, pages share their styles, cycles end', () => {
  const files = write({
    'pages/a.json': { usingComponents: { b: '../b' } },
    'b.json': { component: true, usingComponents: { c: './c' } },
    'c.json': { component: true, styleIsolation: 'shared', usingComponents: { b: './b' } },
  });
  const found = collectComponents(files, { pages: ['pages/a'], usingComponents: { c: '/c' } });
  expect([...found.keys()]).toEqual(['b', 'c', 'pages/a']);
  expect([...found.values()].map(({ scope }) => scope)).toEqual(['b-0', undefined, undefined]);
  expect(found.get('pages/a')?.config.component).toBe(false);
  expect(found.get('pages/a')?.config.usingComponents).toEqual({ b: 'b', c: 'c' });
});

test('what a generic takes by default belongs to the component', () => {
  const files = write({
    'pages/a.json': { componentGenerics: { tail: { default: '../tail' }, head: true } },
    'tail.json': { component: true },
  });
  const found = collectComponents(files, { pages: ['pages/a'] });
  expect([...found.keys()]).toEqual(['tail', 'pages/a']);
  expect(found.get('pages/a')?.config.componentGenerics).toEqual({ tail: { default: 'tail' }, head: true });
});

test('a component that does not exist is refused by name', () => {
  const files = write({ 'pages/a.json': { usingComponents: { b: '../b' } } });
  expect(() => collectComponents(files, { pages: ['pages/a'] })).toThrow('uses the component ../b');
});

test('modules are found once, as CommonJS, without what the browser has', async () => {
  const files = write({
    'app.js': 'const { a } = require("./a"); const c = require("crypto"); module.exports = a;',
    'a.js': 'import b from "./b"; export const a = b + typeof window + typeof document + typeof globalThis;',
    'b.js': 'module.exports = "b:";',
  });
  const code = await compileModules(files, ['app.js']);
  const modules = readModules(code);
  expect(Object.keys(modules)).toEqual(['app.js', 'a.js', 'b.js']);
  const load = (path: string): unknown => {
    const module = { exports: {} };
    modules[path]?.(load, module, module.exports);
    return module.exports;
  };
  expect(load('app.js')).toBe('b:undefinedundefinedundefined');
});

function readModules(code: string): Record<string, (...values: unknown[]) => void> {
  return runInThisContext(`({${code}})`) as Record<string, (...values: unknown[]) => void>;
}

test.each([
  ['an expression that does not parse', '<view>\n<text>{{ a + }}</text></view>', /^a\.wxml:2 /],
  ['a tag that is not closed', '<view>', /missing end tag/],
  ['an attribute that is there twice', '<view id="a" id="b" />', /duplicated attribute/],
  ['a file that includes a missing one', '<include src="./gone.wxml" />', /gone\.wxml does not exist/],
])('%s is refused', (_, template, message) => {
  const files = write({ 'a.wxml': template });
  expect(() => compileTemplates(files, ['a'])).toThrow(message);
});

test('templates bring what they include, import and call', () => {
  const files = write({
    'a.wxml': '<import src="./t.wxml"/><include src="./i.wxml"/><wxs src="./w.wxs" module="w"/><view>{{w.x}}</view>',
    't.wxml': '<template name="t"><text/></template>',
    'i.wxml': '<view>included</view>',
    'w.wxs': 'var other = require("./o.wxs"); module.exports = { x: other.x };',
    'o.wxs': 'module.exports = { x: 1 };',
  });
  const script = compileTemplates(files, ['a']);
  for (const name of ['"t"', '"i"', '"w"', '"o"']) expect(script).toContain(name);
});

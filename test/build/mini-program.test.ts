import { beforeAll, describe, expect, test } from '@jest/globals';
import { posix } from 'node:path';
import { collectFiles, type Files } from '../../scripts/build/mini-program/collect';
import { keepUsedIcons } from '../../scripts/build/mini-program/icons';
import { checkSize } from '../../scripts/build/mini-program/size';

describe.each(['customer', 'agent'] as const)('the %s mini-program', (app) => {
  let files: Files;

  beforeAll(async () => {
    files = keepUsedIcons(await collectFiles(app));
  });

  const texts = (pattern: RegExp): [string, string][] =>
    [...files].filter(([path]) => pattern.test(path)).map(([path, content]) => [path, String(content)]);

  test('every script finds what it requires', () => {
    const missing = texts(/\.js$/).flatMap(([path, code]) =>
      [...code.matchAll(/\brequire\(["']([^"']+)["']\)/g)]
        .map(([, specifier = '']) => posix.join(posix.dirname(path), `${specifier}.js`))
        .filter((target) => !files.has(target))
        .map((target) => `${path} requires ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test('every page and component is whole', () => {
    const { pages, subPackages = [] } = JSON.parse(String(files.get('/app.json'))) as {
      pages: string[];
      subPackages?: { root: string; pages: string[] }[];
    };
    const all = [...pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))];
    const parts = all.flatMap((page) => ['js', 'json', 'wxml'].map((extension) => `/${page}.${extension}`));
    expect(parts.filter((part) => !files.has(part))).toEqual([]);
  });

  test('every component that is named is there', () => {
    const missing = texts(/\.json$/).flatMap(([path, json]) =>
      Object.values((JSON.parse(json) as { usingComponents?: Record<string, string> }).usingComponents ?? {})
        .map((name) => name.replace(/^tdesign-miniprogram/, '/miniprogram_npm/tdesign-miniprogram'))
        .map((name) => (name.startsWith('/') ? name : posix.join(posix.dirname(path), name)))
        .filter((name) => !files.has(`${name}.js`)),
    );
    expect(missing).toEqual([]);
  });

  test('nothing grows with the window', () => {
    expect(texts(/\.wxss$/).filter(([, sheet]) => /\drpx/.test(sheet))).toEqual([]);
  });

  test('nothing is fetched from the web', () => {
    const fetched = texts(/./).filter(([, content]) => /url\(['"]?https?:|gtimg\.com/.test(content));
    expect(fetched.map(([path]) => path)).toEqual([]);
  });

  test('the contract comes as types only, so its checker stays in the cloud', () => {
    const pure = ['assignment-rules', 'auditing', 'cipher', 'contrast', 'errors', 'invite-code', 'limits', 'notes'].map(
      (name) => `/protocol/${name}.js`,
    );
    const taken = [...files.keys()].filter((path) => path.startsWith('/protocol/') || path.includes('valibot'));
    expect(taken.filter((path) => !pure.includes(path))).toEqual([]);
    expect(texts(/\.js$/).filter(([, code]) => code.includes('valibot'))).toEqual([]);
  });

  test('scripts are of an age that every WeChat understands', () => {
    const tooNew = texts(/\.js$/).filter(([, code]) => /\?\?=|[\w)\]]\?\.[\w([]|^import |^export /m.test(code));
    expect(tooNew.map(([path]) => path)).toEqual([]);
  });

  test('it stays small', () => {
    checkSize(app, files);
  });
});

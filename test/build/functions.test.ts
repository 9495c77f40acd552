import { beforeAll, expect, test } from '@jest/globals';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fingerprintOf } from '../../scripts/build/fingerprint';
import { buildFunctions } from '../../scripts/build/functions';
import { outputFolder } from '../support/function-folder';

const sources = readdirSync('cloudfunctions').filter((name) => existsSync(`cloudfunctions/${name}/index.ts`));
const built = (name: string, file: string) => path.join('dist/cloudfunctions', name, file);
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;

beforeAll(buildFunctions);

test.each(sources)('%s can be uploaded as it is', (name) => {
  const { dependencies, main } = readJson(built(name, 'package.json'));
  const required = [...readFileSync(built(name, 'index.js'), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(
    ([, id]) => id,
  );
  const packages = required.filter((id = '') => !builtinModules.includes(id.replace('node:', '')));
  expect(main).toBe('index.js');
  expect(new Set(Object.keys(dependencies as object))).toEqual(new Set(packages));
  for (const version of Object.values(dependencies as object)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(readJson(built(name, 'config.json'))).toMatchObject({ permissions: { openapi: expect.any(Array) } });
});

/** What the code of a function calls, by the name that permits it. */
const openApis = {
  'security.msgSecCheck': /\["msgSecCheck"\]/,
  'security.mediaCheckAsync': /\["mediaCheckAsync"\]/,
  'subscribeMessage.send': /\bsubscribeMessage\.send\(/,
};

test.each(sources)('%s may call the open APIs that its code calls, and no others', (name) => {
  const code = readFileSync(built(name, 'index.js'), 'utf8');
  const called = Object.entries(openApis).flatMap(([api, call]) => (call.test(code) ? [api] : []));
  const { permissions } = readJson(built(name, 'config.json')) as { permissions: { openapi: string[] } };
  expect(permissions.openapi.toSorted()).toEqual(called.toSorted());
});

const times = () => sources.map((name) => statSync(built(name, 'index.js')).mtimeMs);

test('building again changes no file, so no process is replaced', async () => {
  const before = times();
  await buildFunctions();
  expect(times()).toEqual(before);
});

test('a fingerprint follows names and contents', () => {
  const folder = outputFolder('fingerprint');
  const file = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
  const seen = new Set<string>();
  const changes = [
    () => undefined,
    () => file('a', 'one'),
    () => file('a', 'two'),
    () => file('b', ''),
    () => rmSync(path.join(folder, 'a')),
  ];
  for (const change of changes) {
    change();
    seen.add(fingerprintOf([folder]));
    seen.add(fingerprintOf([folder]));
  }
  rmSync(folder, { recursive: true });
  expect(seen.size).toBe(changes.length);
});

import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startFunctions, type FunctionCloud } from './support/function-cloud';

/** Outside the project, so that whatever is found there came with the function. */
const functionsFolder = mkdtempSync(path.join(tmpdir(), 'foreign-'));
const folder = path.join(functionsFolder, 'quote');
let cloud: FunctionCloud;
let minutes = 0;

function write(files: Record<string, string>): void {
  const time = new Date(Date.now() + (minutes += 1) * 60_000);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, time, time);
  }
}

const own = {
  'package.json': JSON.stringify({ name: 'quote', main: 'index.js', dependencies: { prices: '1.2.3' } }),
  'index.js': `const { total } = require('./lib/total'); const prices = require('prices');
    exports.main = async ({ goods }) => ({ total: total(prices, goods), version: require('prices/package.json').version })`,
  'lib/total.js': `exports.total = (prices, goods) => goods.reduce((sum, name) => sum + prices[name], 0)`,
  'node_modules/prices/package.json': JSON.stringify({ name: 'prices', version: '1.2.3', main: './lib/main.js' }),
  'node_modules/prices/lib/main.js': `module.exports = { tea: 3, rice: 4 }`,
};

beforeAll(async () => {
  cloud = await startFunctions(functionsFolder);
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

const quote = () => cloud.call('quote', { goods: ['tea', 'rice'] });

test('a function with its own dependencies runs as it is', async () => {
  write(own);
  expect(await quote()).toEqual({ total: 7, version: '1.2.3' });
});

test.each<[string, Record<string, string>, number]>([
  ['its index', { 'index.js': `exports.main = async () => ({ total: 1 })` }, 1],
  ['another of its files', { 'lib/total.js': `exports.total = () => 2` }, 2],
  [
    'a dependency, told by package.json',
    {
      'node_modules/prices/lib/main.js': `module.exports = { tea: 2, rice: 1 }`,
      'package.json': '{"version": "2.0.0"}',
    },
    3,
  ],
  [
    'a new file',
    { 'lib/total/index.js': '', 'lib/prices.json': '{}', 'index.js': `exports.main = async () => ({ total: 4 })` },
    4,
  ],
])('a change of %s is picked up by the next call', async (_, files, total) => {
  write(own);
  expect(await quote()).toMatchObject({ total: 7 });
  write(files);
  expect(await quote()).toMatchObject({ total });
});

test('a new limit in config.json holds from the next call on', async () => {
  write({ 'index.js': `exports.main = async (event, context) => context.memory_limit_in_mb` });
  expect(await quote()).toBe(256);
  write({ 'config.json': '{"memorySize": 512}' });
  expect(await quote()).toBe(512);
});

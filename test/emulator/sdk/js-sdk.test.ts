import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { writeFunctions } from '../../support/function-folder';

const functionsFolder = writeFunctions({
  greet: { code: 'exports.main = async ({ name }) => ({ greeting: `hello ${name}` });' },
});
const rulesFile = path.join(functionsFolder, 'rules.json');
let cloud: TestCloud;

beforeAll(async () => {
  writeFileSync(rulesFile, JSON.stringify({ notes: { read: true, write: true } }));
  cloud = await startTestCloud({ functionsFolder, rulesFile });
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

test('the web SDK, unmodified, keeps documents, calls functions and keeps files', async () => {
  const script = path.join(__dirname, 'web-client.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, cloud.url, 'CLOUD_API']);
  const facts = stdout.split('\n').filter((line) => line !== '');
  expect(facts.map((line): unknown => JSON.parse(line))).toEqual([
    { data: [{ n: 9 }, { n: 5 }, { n: 2 }], isOwn: true, total: 1, tags: ['x'], updated: 1, set: 'mine', removed: 1 },
    { result: { greeting: 'hello Ann' } },
    { fileContent: 'hello', deleted: ['SUCCESS'] },
  ]);
});

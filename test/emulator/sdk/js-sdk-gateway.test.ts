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
const rules = {
  notes: { read: true, write: true },
  diaries: { read: 'doc._openid == auth.openid', write: 'doc._openid == auth.openid', create: true },
  secrets: { read: false, write: false },
};
let cloud: TestCloud;

beforeAll(async () => {
  writeFileSync(rulesFile, JSON.stringify(rules));
  cloud = await startTestCloud({ functionsFolder, rulesFile });
});
afterAll(async () => {
  await cloud.close();
  rmSync(functionsFolder, { recursive: true });
});

async function factsOf(script: string, ...words: string[]): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, script), cloud.url, ...words]);
  const facts = stdout.split('\n').filter((line) => line !== '');
  return facts.map((line): unknown => JSON.parse(line));
}

test('the web SDK, unmodified, works the same through the gateway', async () => {
  expect(await factsOf('web-client.mjs', 'GATEWAY')).toEqual([
    { data: [{ n: 9 }, { n: 5 }, { n: 2 }], isOwn: true, total: 1, tags: ['x'], updated: 1, set: 'mine', removed: 1 },
    { result: { greeting: 'hello Ann' } },
    { fileContent: 'hello', deleted: ['SUCCESS'] },
  ]);
});

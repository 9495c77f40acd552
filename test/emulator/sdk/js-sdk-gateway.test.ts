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
  drafts: { read: true, write: true },
  fixed: { read: true, write: true, create: false },
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

async function factsOf(script: string): Promise<unknown[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(__dirname, script), cloud.url]);
  const facts = stdout.split('\n').filter((line) => line !== '');
  return facts.map((line): unknown => JSON.parse(line));
}

test('the web SDK, unmodified, works the same in its default mode, GATEWAY', async () => {
  expect(await factsOf('web-client.mjs')).toEqual([
    { data: [{ n: 9 }, { n: 5 }, { n: 2 }], isOwn: true, total: 1, tags: ['x'], updated: 1, set: 'mine', removed: 1 },
    { result: { greeting: 'hello Ann' } },
    { fileContent: 'hello', deleted: ['SUCCESS'] },
  ]);
});

test('the web SDK aggregates, watches and is refused through the gateway', async () => {
  const denied = 'DATABASE_PERMISSION_DENIED';
  expect(await factsOf('gateway-client.mjs')).toEqual([
    { middle: [{ n: 2 }], early: [{ n: 1 }], dates: [true, true] },
    {
      sums: [
        { _id: 'a', sum: 4 },
        { _id: 'b', sum: 2 },
      ],
      total: [{ total: 1 }],
    },
    { mine: [{ _id: 'mine', a: 1, b: { c: 2 } }], missing: 'DOCUMENT_NOT_FOUND' },
    { seen: [[], [7]] },
    {
      owner: 1,
      stranger: 0,
      updated: 0,
      read: denied,
      update: denied,
      remove: denied,
      set: denied,
      owned: denied,
    },
    {
      make: denied,
      get: denied,
      one: denied,
      count: denied,
      add: denied,
      aggregate: denied,
      createCollection: denied,
      transaction: denied,
      commands: denied,
    },
  ]);
});

const documents = (collection: string) =>
  `${cloud.url}/v1/database/instances/(default)/databases/(default)/collections/${collection}/documents`;

test('nobody gets in without a token, and browsers may send changes', async () => {
  const refused = await fetch(documents('notes'));
  const error: unknown = expect.objectContaining({ code: 'CHECK_LOGIN_FAILED' });
  expect([refused.status, await refused.json()]).toEqual([401, error]);
  const preflight = await fetch(documents('notes'), { method: 'OPTIONS', headers: { origin: 'http://a.example' } });
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
});

test('what a client replaces is its own', async () => {
  const login = await fetch(`${cloud.url}/local/login`, { method: 'POST', body: '{"openid":"ann"}' });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const ask = async (method: string, path: string, body?: object) => {
    const init = { method, headers: { authorization: `Bearer ${token}` }, body: body && JSON.stringify(body) };
    return (await fetch(documents('drafts') + path, init as RequestInit)).json();
  };
  await ask('POST', '', { data: [{ _id: 'hers', old: true }] });
  const replacement = { query: { _id: 'hers' }, data: { new: true }, replaceMode: true };
  expect(await ask('PATCH', '', replacement)).toMatchObject({ updated: 1 });
  expect(await ask('GET', '/hers')).toEqual({ _id: 'hers', new: true, _openid: 'ann' });
});

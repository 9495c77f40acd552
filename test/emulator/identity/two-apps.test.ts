import { afterAll, expect, test } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sharedOpenids, type SharedOpenid } from '../../../scripts/emulator/identity/shared-callers';
import { startTestCloud } from '../../support/cloud';
import { outputFolder, writeFunctions } from '../../support/function-folder';
import { post } from '../../support/people';

const sdk = `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });`;

/** Lets the desk app in, gives its users their openid as `to`, and answers whatever else a test wants of it. */
const gate = `${sdk} exports.main = async () => {
  const { FROM_APPID, FROM_OPENID } = cloud.getWXContext();
  if (FROM_OPENID === 'twisted') return { errCode: 0, errMsg: '', auth: { to: 'x' } };
  if (FROM_APPID !== 'wx-desk') return { errCode: 7, errMsg: 'not you' };
  return { errCode: 0, errMsg: '', auth: JSON.stringify({ to: FROM_OPENID }) };
}`;
const whoami = { code: `${sdk} exports.main = async () => cloud.getWXContext()`, config: { timeout: 20 } };
const gated = writeFunctions({ cloudbase_auth: { code: gate, config: { timeout: 20 } }, whoami });
const open = writeFunctions({ whoami });
const folder = outputFolder('two-apps');
mkdirSync(folder, { recursive: true });
const rulesFile = path.join(folder, 'rules.json');
writeFileSync(
  rulesFile,
  JSON.stringify({
    custom: { read: 'doc.to == auth.custom.to' },
    own: { read: 'doc.to == auth.openid', create: true },
  }),
);
const indexesFile = path.join(folder, 'indexes.json');
writeFileSync(indexesFile, '{}');

afterAll(() => {
  for (const made of [gated, open, folder]) rmSync(made, { recursive: true });
});

type Body = Record<string, unknown>;
const share = { appid: 'wx-customer-app', env: 'local' };

async function withCloud(
  options: { functionsFolder: string; sharedOpenid?: SharedOpenid },
  work: (ask: (path: string, body: Body) => Promise<Body>) => Promise<void>,
): Promise<void> {
  const cloud = await startTestCloud({ ...options, rulesFile, indexesFile });
  try {
    await work(async (at, body) => (await post(cloud.url + at, body)) as Body);
  } finally {
    await cloud.close();
  }
}

test('users of another app come in through cloudbase_auth, if it lets them', async () => {
  await withCloud({ functionsFolder: gated }, async (ask) => {
    const login = (user: Body) => ask('/local/login', { share, ...user });
    expect(await login({ openid: 'anna', appid: 'wx-desk' })).toEqual({ access_token: expect.any(String) });
    expect(await login({ openid: 'anna', appid: 'wx-stranger' })).toMatchObject({
      code: 'INVALID_REQUEST_SOURCE',
      message: expect.stringContaining('not you'),
    });
    expect(await login({ openid: 'twisted', appid: 'wx-desk' })).toMatchObject({
      message: expect.stringContaining('auth is not a string'),
    });
    const elsewhere = { share: { appid: 'wx-else', env: 'local' }, openid: 'anna', appid: 'wx-desk' };
    expect(await login(elsewhere)).toMatchObject({ code: 'INVALIID_ENV' });
  });
});

test('without cloudbase_auth no environment is shared', async () => {
  await withCloud({ functionsFolder: open }, async (ask) => {
    const refused = await ask('/local/login', { share, openid: 'anna', appid: 'wx-desk' });
    expect(refused).toMatchObject({ message: expect.stringContaining('FunctionName parameter could not be found') });
    expect(await ask('/local/login', { share, openid: 'ann' })).toEqual({ access_token: expect.any(String) });
  });
});

test('auth.custom has what cloudbase_auth gave, and functions know both sides', async () => {
  await withCloud({ functionsFolder: gated }, async (ask) => {
    const { access_token } = await ask('/local/login', { share, openid: 'anna', appid: 'wx-desk' });
    const read = (to: string) =>
      ask('/web', { action: 'database.queryDocument', collectionName: 'custom', query: { to }, access_token });
    expect(await read('anna')).toMatchObject({ data: { list: [] } });
    expect(await read('bert')).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
    const call = { action: 'functions.invokeFunction', function_name: 'whoami', access_token };
    const { data } = (await ask('/web', call)) as { data: { response_data: string } };
    expect(JSON.parse(data.response_data)).toMatchObject({
      APPID: 'wx-customer-app',
      OPENID: expect.stringMatching(/^o[\w-]{27}$/),
      FROM_APPID: 'wx-desk',
      FROM_OPENID: 'anna',
    });
  });
});

test.each(sharedOpenids)('with the openid of the %s in rules', async (sharedOpenid) => {
  await withCloud({ functionsFolder: gated, sharedOpenid }, async (ask) => {
    const { access_token } = await ask('/local/login', { share, openid: 'anna', appid: 'wx-desk' });
    const own = { collectionName: 'own', access_token };
    const read = (query: Body) => ask('/web', { action: 'database.queryDocument', query, ...own });
    const call = { action: 'functions.invokeFunction', function_name: 'whoami', access_token };
    const { data } = (await ask('/web', call)) as { data: { response_data: string } };
    const { OPENID: here } = JSON.parse(data.response_data) as { OPENID: string };
    const allowed = async (to: string) => (await read({ to }))['code'] === undefined;
    expect({ source: await allowed('anna'), resource: await allowed(here) }).toEqual({
      source: sharedOpenid === 'source',
      resource: sharedOpenid === 'resource',
    });
    expect((await read({ to: '{openid}' }))['code'] === undefined).toBe(sharedOpenid !== 'absent');
    const { access_token: ownToken } = await ask('/local/login', { openid: 'ann' });
    expect(
      await ask('/web', { action: 'database.queryDocument', ...own, query: { to: 'ann' }, access_token: ownToken }),
    ).toHaveProperty('data');
  });
});

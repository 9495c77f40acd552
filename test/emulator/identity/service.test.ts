import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { identityService, OWNER_APPID } from '../../../scripts/emulator/identity/service';

const folder = mkdtempSync(path.join(tmpdir(), 'identity-'));
afterAll(() => rmSync(folder, { recursive: true }));

let now = 1_700_000_000_000;
const clock = { now: () => now };
const identity = identityService({ folder, clock });
const routes = new Map(Object.entries(identity.routes));
const ask = (route: string, request: { body: Record<string, unknown>; token?: string }) => routes.get(route)?.(request);

test('a token stands for its user and mini-program, and looks like a JWT', () => {
  const token = identity.login('customer-1', 'wx-agent-app');
  expect(token.split('.')).toHaveLength(3);
  expect(identity.verify(token)).toEqual({ kind: 'client', openid: 'customer-1', appid: 'wx-agent-app' });
});

test('a token is good after a restart, and only with the key of its data folder', () => {
  const token = identity.login('customer-1');
  expect(identityService({ folder, clock }).verify(token).openid).toBe('customer-1');
  const other = identityService({ folder: path.join(folder, 'other'), clock });
  expect(() => other.verify(token)).toThrow(/not signed/);
});

test('only its owner can read the key', () => {
  expect(statSync(path.join(folder, 'identity-key')).mode & 0o077).toBe(0);
});

test.each([
  ['nothing', () => ''],
  ['plain text', () => 'customer-1'],
  ['an unsigned token', () => `${identity.login('a').split('.').slice(0, 2).join('.')}.`],
  ['changed claims', () => forge(identity.login('customer-1'), 'customer-2')],
  ['a refresh token', () => String(ask('/auth/v1/signin/anonymously', { body: {} })?.['refresh_token'])],
])('%s is refused', (_, token) => {
  expect(() => identity.verify(token())).toThrow(expect.objectContaining({ code: 'CHECK_LOGIN_FAILED' }));
});

test('a token ends after a month', () => {
  const token = identity.login('customer-1');
  now += 31 * 24 * 3_600_000;
  expect(() => identity.verify(token)).toThrow(/expired/);
});

test('an anonymous visitor signs in, learns who he is and renews', () => {
  const first = ask('/auth/v1/signin/anonymously', { body: {} });
  const { openid, appid } = identity.verify(String(first?.['access_token']));
  expect(appid).toBe(OWNER_APPID);
  expect(ask('/auth/v1/user/me', { body: {}, token: String(first?.['access_token']) })).toMatchObject({ sub: openid });
  const body = { grant_type: 'refresh_token', refresh_token: first?.['refresh_token'] };
  expect(identity.verify(String(ask('/auth/v1/token', { body })?.['access_token'])).openid).toBe(openid);
});

function forge(token: string, openid: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: openid };
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseRing } from '../../cloudfunctions/common/cloud/key-ring';
import { parseCipher } from '../../cloudfunctions/common/protocol/cipher';
import { rotate } from '../../scripts/keys/commands';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records } from '../support/people';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.close());

const text = (conversationId: unknown, clientId: string, said: string) => ({
  conversationId,
  clientId,
  kind: 'text',
  body: { text: said },
});

const everything = async () => {
  const { find } = records(cloud.url);
  const names = ['conversations', 'messages', 'customers', 'feed', 'agents', 'keys', 'audit'];
  return Promise.all(names.map((name) => find(name, {})));
};

test('functions with keys that do not fit refuse every call, write nothing, and work again with the right ones', async () => {
  const [check] = (await records(cloud.url).find('keys', { _id: '1' })) as { check: string }[];
  await records(cloud.url).change('keys', { _id: '1' }, { check: 'of another key' });
  const [agent, customer] = [await person(cloud.url, 'agent-1'), await person(cloud.url, 'locked-out')];
  const before = await everything();
  expect(await customer.call('conversation', 'open')).toMatchObject({ ok: false, code: 'INTERNAL', retryable: true });
  expect(await agent.call('assignment', 'status', { status: 'online' })).toMatchObject({ code: 'INTERNAL' });
  expect(await cloud.runTimer('sweep')).toMatchObject({ ok: false, code: 'INTERNAL' });
  expect(await everything()).toEqual(before);
  expect(readFileSync(path.join(cloud.dataFolder, 'logs', 'functions.log'), 'utf8')).toContain('WRONG_KEYS');

  await records(cloud.url).change('keys', { _id: '1' }, { check: check?.check });
  expect(await customer.call('conversation', 'open')).toMatchObject({ ok: true });
});

test('the check costs one read in a cold instance and nothing in a warm one', async () => {
  const customer = await person(cloud.url, 'counting');
  const { conversationId } = await customer.ask('conversation', 'open');
  await customer.ask('message', 'send', text(conversationId, 'a', '一'));
  await cloud.resetUsage();
  await customer.ask('message', 'send', text(conversationId, 'b', '二'));
  const { reads, writes } = (await cloud.usage()).functions['message'] ?? { reads: 0, writes: 0 };
  expect(reads + writes).toBe(3);
});

test('after a rotation what is new is sealed by the new version, and what is old stays readable', async () => {
  const customer = await person(cloud.url, 'rotating');
  const { conversationId } = await customer.ask('conversation', 'open');
  await customer.ask('message', 'send', text(conversationId, 'old', '轮换之前'));
  await cloud.kill();
  rotate(cloud.dataFolder);
  await cloud.restart();
  await customer.ask('message', 'send', text(conversationId, 'new', '轮换之后'));
  const kept = await records(cloud.url).messages(String(conversationId));
  expect(kept.map(({ body }) => parseCipher(body)?.version)).toEqual([1, 2]);
  const keys = (await customer.ask('conversation', 'keys', { conversationId })) as unknown as { version: number }[];
  expect(keys.map(({ version }) => version)).toEqual([2, 1]);
});

test('the local cloud does not start with other keys, nor without any', async () => {
  const file = path.join(cloud.dataFolder, 'keys.json');
  const ring = readFileSync(file, 'utf8');
  await cloud.kill();
  writeFileSync(
    file,
    JSON.stringify({ ...parseRing(ring), keys: { 1: Buffer.alloc(32).toString('base64') }, current: 1 }),
  );
  await expect(cloud.restart()).rejects.toThrow('did not start');
  writeFileSync(file, ring);
  await cloud.restart();
});

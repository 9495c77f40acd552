import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { encrypt } from '../../../cloudfunctions/common/cloud/cipher';
import type { StreamKey } from '../../../cloudfunctions/common/protocol/documents';
import { decrypt } from '../../../miniprogram/shared/cipher';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, streamKeys } from './support/cloud-model';

const SECOND = 1000;
const [newer, older] = streamKeys as [StreamKey, StreamKey];

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** A cloud that still seals with its first version. */
function anOldCloud(count: number): CloudModel {
  const cloud = new CloudModel('a');
  cloud.keys = [older];
  for (let seq = 1; seq <= count; seq++) cloud.say('a', agent, { text: `word ${seq}` }, { isTold: false });
  return cloud;
}

/** What was sealed before is sealed again, and the old version is gone. */
function rotateAndRetire(cloud: CloudModel): void {
  for (const message of cloud.conversations.get('a')?.messages ?? [])
    message.body = encrypt([newer], decrypt([older], message.body, message.messageId) ?? '', message.messageId);
  cloud.keys = [newer];
}

const words = (items: readonly { body?: unknown }[]) => items.map(({ body }) => (body as { text?: string })?.text);
const wanted = (count: number) => Array.from({ length: count }, (_, index) => `word ${index + 1}`);

async function loadEarlier({ chat }: Awaited<ReturnType<typeof aChat>>): Promise<void> {
  await pass(5 * SECOND);
  const loaded = chat.loadEarlier();
  await pass(5 * SECOND);
  await loaded;
}

test('a message sealed by a version that came since opens, with the keys asked for once', async () => {
  const cloud = anOldCloud(1);
  const { page } = await aChat(cloud);
  await pass(SECOND);
  cloud.keys = [newer, older];
  cloud.say('a', agent, { text: 'word 2' });
  cloud.say('a', agent, { text: 'word 3' });
  await pass(5 * SECOND);
  expect(words(page.items)).toEqual(wanted(3));
  expect(cloud.callsOf('conversation.keys')).toHaveLength(1);
  expect(cloud.callsOf('message.unverifiable')).toEqual([]);
});

test('what a phone kept from before its version was retired is fetched again', async () => {
  const cloud = anOldCloud(35);
  const before = await aChat(cloud, { account: 'x' });
  await loadEarlier(before);
  for (const part of [before.chat, before.feed, before.outbox]) part.close();
  rotateAndRetire(cloud);
  const after = await aChat(cloud, { account: 'x', phone: before.phone });
  await loadEarlier(after);
  expect(words(after.page.items)).toEqual(wanted(35));
  expect(cloud.callsOf('message.unverifiable')).toEqual([]);
});

test('what the cloud itself cannot verify stays so, is told once, and costs no further call', async () => {
  const cloud = anOldCloud(3);
  const second = cloud.conversations.get('a')?.messages[1];
  if (second) second.body = `${second.body.slice(0, -4)}AA==`;
  const { page } = await aChat(cloud);
  await pass(5 * SECOND);
  expect(words(page.items)).toEqual(['word 1', undefined, 'word 3']);
  expect(cloud.callsOf('message.unverifiable')).toEqual([{ conversationId: 'a', messageIds: ['a-2'] }]);
  const calls = cloud.calls.length;
  await pass(60 * SECOND);
  expect(cloud.calls.slice(calls).filter(({ name }) => name === 'message')).toEqual([]);
});

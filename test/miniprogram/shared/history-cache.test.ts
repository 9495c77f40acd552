import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Message } from '../../../cloudfunctions/common/protocol/documents';
import { Drafts } from '../../../miniprogram/shared/drafts';
import { Hidden } from '../../../miniprogram/shared/hidden';
import { HistoryCache } from '../../../miniprogram/shared/history-cache';
import { heldKeys } from '../../../miniprogram/shared/keys';
import { forgetAccount } from '../../../miniprogram/shared/sign-out';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer } from './support/cloud-model';
import { Phone } from './support/phone';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

function aCloud(count: number): CloudModel {
  const cloud = new CloudModel('a');
  for (let seq = 1; seq <= count; seq++)
    cloud.say('a', seq % 2 ? agent : customer, { text: `secret ${seq}` }, { isTold: false });
  return cloud;
}

const aMessage = (seq: number, given: Partial<Message> = {}): Message => ({
  messageId: `m${seq}`,
  conversationId: 'a',
  clientId: `c${seq}`,
  seq,
  from: { role: 'agent', id: 'agent-1' },
  kind: 'text',
  body: '',
  sentAt: seq,
  ...given,
});

function aPhone(): Phone {
  const phone = new Phone(new CloudModel(), customer);
  phone.install();
  return phone;
}

const shown = (items: readonly { body?: unknown }[]): unknown[] =>
  items.map(({ body }) => (body as { text: string }).text);
const secrets = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `secret ${first + index}`);

/** Opens the chat as a phone does that had it open before, when nothing can be had from the cloud yet. */
async function reopened(cloud: CloudModel, change: (cloud: CloudModel) => void = () => {}) {
  const before = await aChat(cloud, { account: 'x' });
  await pass(5 * SECOND);
  for (const part of [before.chat, before.feed, before.outbox]) part.close();
  change(cloud);
  before.phone.fate = () => 'fail';
  const opened = await aChat(cloud, { account: 'x', phone: before.phone });
  return { ...opened, comeOnline: () => (before.phone.fate = () => 'answer') };
}

test('a chat that was open before shows its last messages at once, offline too', async () => {
  const { page, phone } = await reopened(aCloud(30));
  expect(shown(page.items)).toEqual(secrets(11, 30));
  await pass(60 * SECOND);
  expect(shown(page.items)).toEqual(secrets(11, 30));
  expect([...phone.stored.values()].join()).not.toContain('secret');
});

test('keeps neither words nor keys', async () => {
  const cloud = aCloud(30);
  const { phone } = await reopened(cloud);
  const stored = JSON.stringify([...phone.stored]);
  expect(stored).toContain(cloud.conversations.get('a')?.messages[29]?.body);
  expect(stored).not.toMatch(/secret|"enc"|"mac"/);
});

test('what has come since joins what was kept, and what was taken back since says so', async () => {
  const { page, chat, comeOnline } = await reopened(aCloud(30), (cloud) => {
    cloud.say('a', agent, { text: 'secret 31' }, { isTold: false });
    cloud.recall('a', customer, 'a-30');
  });
  comeOnline();
  await pass(60 * SECOND);
  expect(page.items.slice(-2)).toMatchObject([{ seq: 30, kind: 'system' }, { seq: 31 }]);
  const loading = chat.loadEarlier();
  await pass(SECOND);
  await loading;
  expect(page.items[0]?.seq).toBeLessThanOrEqual(11);
});

test('what lies too far back to be known as whole is dropped', async () => {
  const { page, chat, comeOnline } = await reopened(aCloud(30), (cloud) => {
    cloud.recall('a', customer, 'a-30');
    for (let count = 0; count < 60; count++) cloud.say('a', agent, { text: 'x' }, { isTold: false });
  });
  expect(page.items).toHaveLength(20);
  comeOnline();
  await pass(60 * SECOND);
  expect(page.items[0]?.seq).toBe(72);
  const jumped = chat.jumpTo({ seq: 30 });
  await pass(SECOND);
  expect(page.items.find(({ seq }) => seq === 30)).toMatchObject({ key: await jumped, kind: 'system' });
});

test('one account’s cache is not another’s, and signing out leaves nothing', async () => {
  const { phone } = await reopened(aCloud(3));
  expect(new HistoryCache('y').read('a')).toEqual([]);
  new Drafts('x').set('a', 'begun');
  new Hidden('x').hide('a', ['a-1']);
  forgetAccount('x');
  expect([[...phone.stored.keys()], heldKeys('a')]).toEqual([[], []]);
});

test('only the newest messages without a hole are kept, and none from before one that is being judged', () => {
  const phone = aPhone();
  const kept = (...messages: Message[]) => {
    const cache = new HistoryCache('x');
    cache.take('a', messages);
    cache.flush();
    const seqs = new HistoryCache('x').read('a').map(({ seq }) => seq);
    phone.stored.clear();
    return seqs;
  };
  expect(kept(aMessage(1), aMessage(3), aMessage(4))).toEqual([3, 4]);
  expect(kept(aMessage(1), aMessage(2, { withheld: 'checking' }), aMessage(3))).toEqual([3]);
  expect(kept(aMessage(1, { body: 'not sealed' }), aMessage(2))).toEqual([2]);
  expect(kept(...Array.from({ length: 90 }, (_, index) => aMessage(index + 1)))).toHaveLength(40);
});

test('stays small, whatever is put in', () => {
  const phone = aPhone();
  const cache = new HistoryCache('x');
  const long = '1.' + 'A'.repeat(22) + '==.' + 'A'.repeat(20_000) + '.' + 'A'.repeat(22) + '==';
  for (let index = 0; index < 60; index++) {
    const conversationId = `c${index}`;
    cache.take(
      conversationId,
      [1, 2, 3, 4, 5, 6].map((seq) => aMessage(seq, { conversationId, body: long })),
    );
    cache.flush();
    jest.advanceTimersByTime(1);
  }
  const sizes = [...phone.stored.values()].map(({ length }) => length);
  expect(Math.max(...sizes)).toBeLessThan(110_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_700_000);
  expect(new HistoryCache('x').read('c59')).toHaveLength(4);
  expect(new HistoryCache('x').read('c0')).toEqual([]);
});

test('a phone without room keeps nothing and goes on', () => {
  const phone = aPhone();
  const cache = new HistoryCache('x');
  cache.take('a', [aMessage(1)]);
  Object.assign(wx, {
    setStorageSync: () => {
      throw new Error('exceed storage max size 10Mb');
    },
  });
  cache.flush();
  expect(phone.stored.size).toBe(0);
});

test('whatever stands in the storage, reading gives messages or nothing', () => {
  const good = [aMessage(1), aMessage(2)];
  const broken = fc.oneof(
    fc.jsonValue(),
    fc
      .record({
        at: fc.nat(2),
        field: fc.constantFrom('seq', 'body', 'from', 'messageId', 'sentAt'),
        value: fc.jsonValue(),
      })
      .map(({ at, field, value }) =>
        good.map((message, index) => (index === at ? { ...message, [field]: value } : message)),
      ),
  );
  fc.assert(
    fc.property(broken, broken, (value, index) => {
      const phone = aPhone();
      phone.stored.set('history/x/of/a', JSON.stringify(value));
      phone.stored.set('history/x/index', JSON.stringify(index));
      const cache = new HistoryCache('x');
      const read = cache.read('a');
      expect(
        read.every((message, at) => Number.isInteger(message.seq) && message.seq === (read[0]?.seq ?? 0) + at),
      ).toBe(true);
      cache.take('a', [aMessage(7)]);
      cache.flush();
      expect(new HistoryCache('x').read('a').slice(-1)).toEqual([aMessage(7)]);
    }),
  );
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { openConversations } from '../../../miniprogram/shared/conversations';
import type { ConversationRow } from '../../../miniprogram/shared/conversation-rows';
import { failureCode } from '../../../miniprogram/shared/failure';
import { startFeed } from '../../../miniprogram/shared/feed';
import { keysOf } from '../../../miniprogram/shared/keys';
import { applied } from './support/applied';
import { pass } from './support/apps';
import { agent, CloudModel, customer, refusal, streamKeys } from './support/cloud-model';
import { Phone, type Fate } from './support/phone';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** An agent's list, and what a page that follows every step would show. */
function aList(cloud: CloudModel) {
  const phone = new Phone(cloud, agent);
  phone.install();
  const feed = startFeed({ to: agent.to });
  const page = { rows: [] as ConversationRow[], steps: [] as string[], errors: [] as unknown[] };
  const conversations = openConversations({
    me: { role: 'agent', id: agent.id },
    feed,
    onChange: (change) => {
      page.rows = applied(page.rows, change);
      page.steps.push(change.kind);
    },
    onError: (error) => page.errors.push(error),
  });
  return { phone, feed, page, conversations };
}

const lines = (rows: readonly ConversationRow[]): unknown[] =>
  rows.map(({ conversationId, unread, last }) => [
    conversationId,
    unread,
    last?.body && 'text' in last.body ? last.body.text : undefined,
  ]);

function aCloud(): CloudModel {
  const cloud = new CloudModel('a', 'b');
  cloud.say('a', customer, { text: 'first' });
  cloud.say('b', customer, { text: 'second' });
  return cloud;
}

test('lists the conversations, the latest first, with the last words opened and what is unread', async () => {
  const { page, conversations } = aList(aCloud());
  await pass(SECOND);
  expect(lines(page.rows)).toEqual([
    ['b', 1, 'second'],
    ['a', 1, 'first'],
  ]);
  expect(conversations.unread()).toBe(2);
  expect(await keysOf('a')).toEqual(streamKeys);
});

test('a message moves its conversation up, at no call', async () => {
  const cloud = aCloud();
  const { page } = aList(cloud);
  await pass(SECOND);
  const before = cloud.calls.length;
  cloud.say('a', customer, { text: 'third' });
  cloud.say('a', agent, { text: 'fourth' });
  await pass(SECOND);
  expect(lines(page.rows)).toEqual([
    ['a', 2, 'fourth'],
    ['b', 1, 'second'],
  ]);
  expect(cloud.calls).toHaveLength(before);
});

test('what the agent has read, on whatever phone, is no longer unread; what the customer has read is noted', async () => {
  const cloud = aCloud();
  const { page, conversations } = aList(cloud);
  await pass(SECOND);
  cloud.read('a', agent, 1);
  cloud.read('b', customer, 1);
  expect(conversations.unread()).toBe(1);
  expect(page.rows.find(({ conversationId }) => conversationId === 'b')?.otherReadSeq).toBe(1);
});

test('a conversation that is new, changed or closed is fetched alone', async () => {
  const cloud = aCloud();
  const { page } = aList(cloud);
  await pass(SECOND);
  cloud.conversations.set('c', { status: 'active', messages: [], reads: {} });
  cloud.say('c', customer, { text: 'new' });
  cloud.setStatus('a', 'onhold');
  cloud.setStatus('b', 'closed');
  await pass(SECOND);
  expect(page.rows.map(({ conversationId, status }) => [conversationId, status])).toEqual([
    ['c', 'active'],
    ['a', 'onhold'],
  ]);
  expect(cloud.callsOf('conversation.list').map(({ conversationId }) => conversationId)).toEqual([
    undefined,
    'c',
    'a',
    'b',
  ]);
});

test('a conversation the agent may no longer see is taken out', async () => {
  const cloud = aCloud();
  const { page } = aList(cloud);
  await pass(SECOND);
  cloud.setStatus('a', 'queued');
  cloud.conversations.delete('a');
  await pass(SECOND);
  expect([page.rows.map(({ conversationId }) => conversationId), page.errors]).toEqual([['b'], []]);
});

test('reloading gives a whole new list, and says when it could not', async () => {
  const cloud = aCloud();
  const { conversations, page, phone } = aList(cloud);
  await pass(SECOND);
  const reloading = conversations.reload();
  await pass(SECOND);
  await reloading;
  expect(page.steps).toEqual(['reset', 'reset']);
  phone.fate = () => 'fail';
  const failing = conversations.reload().catch(failureCode);
  await pass(SECOND);
  expect(await failing).toBe('NETWORK');
});

test('a refusal for good is told', async () => {
  const { page, phone } = aList(aCloud());
  phone.fate = () => refusal('FORBIDDEN');
  await pass(MINUTE);
  expect(page.errors.map(failureCode)).toEqual(['FORBIDDEN']);
});

const event = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('hear', 'hearB', 'answer', 'lost') },
  { weight: 2, arbitrary: fc.constantFrom('read', 'readSome', 'close', 'open') },
  { weight: 3, arbitrary: fc.constantFrom('wait', 'waitLong') },
  fc.constantFrom('break', 'hide', 'show', 'offline', 'online'),
);

const does: Record<string, (cloud: CloudModel, phone: Phone) => unknown> = {
  hear: (cloud) => cloud.say('a', customer, { text: 'x' }),
  hearB: (cloud) => cloud.say('b', customer, { text: 'x' }),
  answer: (cloud) => cloud.say('a', agent, { text: 'x' }),
  lost: (cloud) => cloud.say('a', customer, { text: 'x' }, { isTold: false }),
  read: (cloud) => cloud.read('a', agent, cloud.texts('a').length),
  readSome: (cloud) => cloud.read('a', agent, Math.floor(cloud.texts('a').length / 2)),
  close: (cloud) => cloud.setStatus('b', 'closed'),
  open: (cloud) => cloud.setStatus('b', 'active'),
  wait: () => pass(30),
  waitLong: () => pass(20 * SECOND),
  break: (_, phone) => phone.breakWatches(),
  hide: (_, phone) => phone.setVisible(false),
  show: (_, phone) => phone.setVisible(true),
  offline: (_, phone) => phone.setOnline(false),
  online: (_, phone) => phone.setOnline(true),
};

const fate = fc.constantFrom<Fate>('answer', 'slow', 'lose', 'fail', 'hang', refusal('TRY_AGAIN'));

test('whatever happens, the rows end up as a fresh list would show them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 30 }), fc.array(fate, { maxLength: 30 }), async (events, fates) => {
      jest.clearAllTimers();
      const cloud = aCloud();
      const { phone, page, conversations, feed } = aList(cloud);
      phone.fate = () => fates.shift() ?? 'answer';
      for (const next of events) await does[next]?.(cloud, phone);
      for (const next of ['online', 'hide', 'show']) await does[next]?.(cloud, phone);
      await pass(10 * MINUTE);
      conversations.close();
      feed.close();
      const fresh = aList(cloud);
      await pass(MINUTE);
      expect(page.rows).toEqual(fresh.page.rows);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['the agent who has the conversation', agent, true],
  ['the customer', customer, false],
])('what %s took back is the last line, live and listed', async (_, person, own) => {
  const cloud = aCloud();
  cloud.agent = { id: agent.id, name: '小林' };
  const { messageId } = cloud.say('a', person, { text: '发错了' });
  const { page, conversations } = aList(cloud);
  await pass(SECOND);
  cloud.recall('a', person, messageId);
  const want = { conversationId: 'a', last: { kind: 'system', own, body: { event: 'recalled', by: person.role } } };
  expect(page.rows[0]).toMatchObject(want);
  await Promise.all([conversations.reload(), pass(SECOND)]);
  expect(page.rows[0]).toMatchObject(want);
});

test('the place in the queue is told whole by a state: the cloud is not asked again', async () => {
  const cloud = new CloudModel('a');
  const { page } = aList(cloud);
  await pass(SECOND);
  cloud.setState('a', { status: 'queued', position: 2, waitMs: 60_000, isLong: true });
  await pass(SECOND);
  const asked = cloud.callsOf('conversation.list').length;
  cloud.setState('a', { status: 'queued', position: 1 });
  await pass(SECOND);
  expect(page.rows[0]).toMatchObject({ status: 'queued', position: 1 });
  expect(page.rows[0]).not.toHaveProperty('waitMs');
  expect(page.rows[0]).not.toHaveProperty('isLong');
  expect(cloud.callsOf('conversation.list')).toHaveLength(asked);
});

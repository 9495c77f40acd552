import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { FeedDocument } from '../../../cloudfunctions/common/protocol/documents';
import { openConversations, type ConversationsOptions } from '../../../miniprogram/shared/conversations';
import type { ConversationRow } from '../../../miniprogram/shared/conversation-rows';
import { failureCode } from '../../../miniprogram/shared/failure';
import { startFeed } from '../../../miniprogram/shared/feed';
import { applied } from './support/applied';
import { pass } from './support/apps';
import { agent, CloudModel, customer, refusal } from './support/cloud-model';
import { Phone } from './support/phone';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** An agent's list of two conversations, `b` the later. */
async function aList() {
  const cloud = new CloudModel('a', 'b');
  cloud.say('a', customer, { text: 'first' });
  cloud.say('b', customer, { text: 'second' });
  const phone = new Phone(cloud, agent);
  phone.install();
  const feed = startFeed({ to: agent.to });
  const page = { rows: [] as ConversationRow[] };
  const onChange: ConversationsOptions['onChange'] = (change) => (page.rows = applied(page.rows, change));
  const conversations = openConversations({ me: { role: 'agent', id: agent.id }, feed, onChange, onError: () => {} });
  await pass(SECOND);
  const rows = () => Object.fromEntries(page.rows.map((row) => [row.conversationId, row]));
  const during = async (work: Promise<unknown>) => {
    const outcome = work.catch(failureCode);
    await pass(SECOND);
    return outcome;
  };
  return { cloud, phone, page, rows, conversations, during };
}

const order = (rows: readonly ConversationRow[]): string[] => rows.map(({ conversationId }) => conversationId);

test('what is pinned stands first, what is muted counts for nothing, what is marked as unread for one', async () => {
  const { cloud, page, rows, conversations, during } = await aList();
  cloud.read('a', agent, 1);
  cloud.read('b', agent, 1);
  await during(conversations.mark('a', { pinned: true, unread: true }));
  expect([order(page.rows), conversations.unread()]).toEqual([['a', 'b'], 1]);
  cloud.say('b', customer, { text: 'x' });
  await pass(SECOND);
  expect([order(page.rows), conversations.unread()]).toEqual([['a', 'b'], 2]);
  await during(conversations.mark('b', { muted: true }));
  expect([conversations.unread(), rows()['b']?.mark]).toEqual([1, { muted: true }]);
});

test('a mark shows at once, and goes back when the cloud refuses', async () => {
  const { phone, rows, conversations, during } = await aList();
  phone.fate = () => refusal('FORBIDDEN');
  const marking = during(conversations.mark('a', { pinned: true }));
  expect(rows()['a']?.mark).toEqual({ pinned: true });
  expect([await marking, rows()['a']?.mark]).toEqual(['FORBIDDEN', {}]);
});

test('a mark made on another phone of the agent shows here, and after a reload', async () => {
  const { cloud, page, rows, conversations, during } = await aList();
  const onAnotherPhone = { action: 'mark', conversationId: 'a', pinned: true };
  cloud.answer(agent, 'conversation', onAnotherPhone);
  await pass(SECOND);
  expect([order(page.rows), rows()['a']?.mark]).toEqual([['a', 'b'], { pinned: true }]);
  await during(conversations.reload());
  expect(order(page.rows)).toEqual(['a', 'b']);
});

test('reading on another phone of the agent takes the number and the mark away here', async () => {
  const { cloud, rows, conversations, during } = await aList();
  await during(conversations.mark('a', { unread: true, pinned: true }));
  cloud.read('a', agent, 1);
  await pass(SECOND);
  expect(rows()['a']).toMatchObject({ unread: 0, mark: { pinned: true } });
  expect(rows()['a']?.mark).not.toHaveProperty('unread');
});

test('the customer’s coming and leaving shows, one’s own does not', async () => {
  const { cloud, rows } = await aList();
  cloud.here(agent, false);
  cloud.here(customer, true);
  await pass(SECOND);
  expect(rows()['a']?.otherHere?.isHere).toBe(true);
  cloud.here(customer, false);
  await pass(SECOND);
  expect(rows()['a']?.otherHere?.isHere).toBe(false);
});

test('notes change nothing in a row but that somebody is called, until they are read', async () => {
  const { cloud, page, rows, conversations, during } = await aList();
  cloud.conversations.set('a:staff', { status: 'active', messages: [], reads: {} });
  const before = cloud.calls.length;
  cloud.say('a:staff', customer, { text: '注意' });
  await pass(SECOND);
  expect([order(page.rows), rows()['a']?.mentioned, cloud.calls.length]).toEqual([['b', 'a'], undefined, before]);
  cloud.say('a:staff', customer, { text: '请看一下' }, { isMention: true });
  await pass(SECOND);
  expect(rows()['a']).toMatchObject({ mentioned: true, unread: 1, last: { body: { text: 'first' } } });
  cloud.conversations.delete('a:staff');
  await during(conversations.reload());
  expect(rows()['a']?.mentioned).toBe(true);
  const read: FeedDocument = {
    _id: 'read',
    to: agent.to,
    at: new Date(Date.now() + 60_000),
    conversationId: 'a:staff',
    type: 'read',
    reader: { role: 'agent', id: agent.id },
    seq: 2,
  };
  cloud.push(read);
  await pass(SECOND);
  expect(rows()['a']?.mentioned).toBe(false);
});

test('a row never loses its last words to something silent, and shows what was released', async () => {
  const { cloud, rows } = await aList();
  const [message] = cloud.conversations.get('a')?.messages ?? [];
  cloud.say('a', customer, { event: 'released', messageId: message?.messageId ?? '' });
  await pass(SECOND);
  expect(rows()['a']).toMatchObject({ lastSeq: 2, last: { body: { text: 'first' } } });
});

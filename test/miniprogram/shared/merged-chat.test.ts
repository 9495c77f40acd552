import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { startFeed } from '../../../miniprogram/shared/feed';
import { mergeNotes } from '../../../miniprogram/shared/merge-notes';
import { openMergedChat } from '../../../miniprogram/shared/merged-chat';
import { openOutbox } from '../../../miniprogram/shared/outbox';
import { applied } from './support/applied';
import { pass } from './support/apps';
import { agent, CloudModel, customer, streamKeys } from './support/cloud-model';
import { aText } from './support/messages';
import { Phone } from './support/phone';

const SECOND = 1000;
const colleague = { ...agent, to: 'openid-3', id: 'agent-3' };

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

async function aChat(cloud: CloudModel) {
  const phone = new Phone(cloud, agent);
  phone.install();
  const page = { items: [] as ChatItem[], kinds: [] as string[], errors: [] as unknown[] };
  const outbox = await openOutbox(agent.id);
  const feed = startFeed({ to: agent.to });
  const chat = openMergedChat({
    conversationId: 'a',
    keys: streamKeys,
    notes: { conversationId: 'a:staff', keys: streamKeys },
    me: { role: 'agent', id: agent.id },
    state: { status: 'active' },
    feed,
    outbox,
    onChange: (change) => {
      page.items = applied(page.items, change);
      page.kinds.push(change.kind);
    },
    onError: (error) => page.errors.push(error),
  });
  page.items = [...chat.items()];
  await pass(SECOND);
  return { chat, page, phone, feed, outbox };
}

const labels = (items: readonly ChatItem[]): string[] =>
  items.map(({ isNote, body }) => `${isNote ? '*' : ''}${(body as { text: string }).text}`);

/** One message after the other; those with a star are notes. */
function aCloud(...lines: string[]): CloudModel {
  const cloud = new CloudModel('a', 'a:staff');
  for (const line of lines) {
    if (line.startsWith('*')) cloud.say('a:staff', colleague, { text: line.slice(1) }, { isTold: false });
    else cloud.say('a', customer, { text: line }, { isTold: false });
  }
  return cloud;
}

test('notes stand where they were written, and come as they are told', async () => {
  const cloud = aCloud('1', '*n1', '2', '*n2');
  const { page } = await aChat(cloud);
  cloud.say('a', customer, { text: '3' });
  cloud.say('a:staff', colleague, { text: 'n3' });
  await pass(SECOND);
  expect(labels(page.items)).toEqual(['1', '*n1', '2', '*n2', '3', '*n3']);
});

test('a note is sent to its own stream, the message to its own, and each can be taken back', async () => {
  const cloud = aCloud('1');
  const { chat, page } = await aChat(cloud);
  chat.sendNote(aText('among us'));
  chat.send(aText('to the customer'));
  expect(labels(page.items)).toEqual(['1', '*among us', 'to the customer']);
  await pass(SECOND);
  expect(labels(page.items)).toEqual(['1', '*among us', 'to the customer']);
  expect([cloud.texts('a').length, cloud.texts('a:staff').length]).toEqual([2, 1]);
  const recalling = chat.recall(page.items[1]?.key ?? '');
  await pass(SECOND);
  await recalling;
  expect(page.items[1]).toMatchObject({ isNote: true, kind: 'system' });
  expect(cloud.callsOf('message.recall')).toMatchObject([{ conversationId: 'a:staff' }]);
});

test('going up brings the notes of that time, and none before', async () => {
  const lines = Array.from({ length: 90 }, (_, index) => [`${index}`, `*n${index}`]).flat();
  const { chat, page } = await aChat(aCloud(...lines));
  await pass(SECOND);
  expect(labels(page.items)).toEqual(lines.slice(-40));
  const loading = chat.loadEarlier();
  await pass(5 * SECOND);
  await loading;
  expect(labels(page.items)).toEqual(lines.slice(-80));
  const jumping = chat.jumpTo({ seq: 10 });
  await pass(30 * SECOND);
  await jumping;
  expect(labels(page.items)).toEqual(lines.slice(0, 59));
  for (let more = true; more;) {
    const later = chat.loadLater();
    await pass(SECOND);
    ({ more } = await later);
  }
  expect(labels(page.items).slice(-2)).toEqual(lines.slice(-2));
});

test('reading is told for both, and closed it leaves nothing running', async () => {
  const cloud = aCloud('1', '*n1');
  const { chat, feed, outbox } = await aChat(cloud);
  chat.markRead();
  await pass(10 * SECOND);
  expect(cloud.callsOf('message.read').map(({ conversationId }) => conversationId)).toEqual(['a', 'a:staff']);
  for (const part of [chat, feed, outbox]) part.close();
  await pass(0);
  expect(jest.getTimerCount()).toBe(0);
});

test('notes that cannot be had do not keep the messages away', async () => {
  const cloud = aCloud('1', '2');
  cloud.conversations.delete('a:staff');
  const { page } = await aChat(cloud);
  expect([labels(page.items), page.errors.length]).toEqual([['1', '2'], 1]);
});

const anItem = (key: string, sentAt: number): ChatItem => ({
  key,
  conversationId: 'a',
  from: { role: 'customer', id: 'c' },
  own: false,
  kind: 'text',
  body: { text: key },
  sentAt,
  state: 'sent',
});

test('merging keeps each order, drops no message, and puts every note of the time beside the messages of its time', () => {
  const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 });
  fc.assert(
    fc.property(times, times, fc.boolean(), fc.boolean(), (said, noted, hasEarlier, hasLater) => {
      const messages = said.sort((a, b) => a - b).map((at, index) => anItem(`m${index}`, at));
      const notes = noted.sort((a, b) => a - b).map((at, index) => anItem(`n${index}`, at));
      const merged = mergeNotes(messages, notes, { hasEarlier, hasLater });
      expect(merged.filter(({ isNote }) => !isNote)).toEqual(messages);
      const from = hasEarlier ? (said[0] ?? Infinity) : -1;
      const to = hasLater ? (said[said.length - 1] ?? -1) : Infinity;
      const wanted = notes.filter(({ sentAt }) => sentAt >= from && sentAt <= to).map(({ key }) => key);
      expect(merged.filter(({ isNote }) => isNote).map(({ key }) => key)).toEqual(wanted);
      expect(merged.map(({ sentAt }) => sentAt)).toEqual(merged.map(({ sentAt }) => sentAt).sort((a, b) => a - b));
    }),
  );
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { failureCode } from '../../../miniprogram/shared/failure';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer, refusal } from './support/cloud-model';
import { aText } from './support/messages';
import type { Fate, Phone } from './support/phone';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const textOf = ({ body }: ChatItem): string => (body && 'text' in body && body.text !== undefined ? body.text : '?');
const textsOf = (items: readonly ChatItem[]): string[] => items.map(textOf);

function aCloud(count = 0): CloudModel {
  const cloud = new CloudModel('a', 'b');
  for (let seq = 1; seq <= count; seq++) cloud.say('a', seq % 2 ? agent : customer, { text: String(seq) });
  return cloud;
}

const numbers = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));

test('opens with the newest page and goes back page by page to the beginning', async () => {
  const { chat, page } = await aChat(aCloud(45));
  await pass(SECOND);
  expect([page.resets, textsOf(page.items)]).toEqual([1, numbers(26, 45)]);
  const earlier = async () => {
    const loading = chat.loadEarlier();
    await pass(SECOND);
    return loading;
  };
  expect(await earlier()).toEqual({ more: true });
  expect(textsOf(page.items)).toEqual(numbers(6, 45));
  expect(await earlier()).toEqual({ more: false });
  expect(textsOf(page.items)).toEqual(numbers(1, 45));
  expect(await earlier()).toEqual({ more: false });
});

test('what is sent stands there at once, is sent, and then read', async () => {
  const cloud = aCloud(1);
  const { chat, page } = await aChat(cloud);
  await pass(SECOND);
  chat.send(aText('在吗'));
  expect(page.items[1]).toMatchObject({ own: true, state: 'sending', body: { text: '在吗' } });
  const key = page.items[1]?.key;
  await pass(SECOND);
  expect(page.items[1]).toMatchObject({ key, seq: 2, state: 'sent', body: { text: '在吗' } });
  cloud.read('a', agent, 2);
  expect(page.items[1]).toMatchObject({ key, state: 'read' });
  expect(page.items).toHaveLength(2);
});

test('one call for each message sent, and none for a message received', async () => {
  const cloud = aCloud(3);
  const { chat } = await aChat(cloud);
  await pass(SECOND);
  const before = cloud.calls.length;
  chat.send(aText('1'));
  chat.send(aText('2'));
  cloud.say('a', agent, { text: '3' });
  await pass(MINUTE);
  expect(cloud.calls.slice(before).map(({ action }) => action)).toEqual(['send', 'send']);
});

test('a message that the feed lost is fetched when the next one shows the hole', async () => {
  const cloud = aCloud(1);
  const { page } = await aChat(cloud);
  await pass(SECOND);
  cloud.say('a', agent, { text: 'lost' }, { isTold: false });
  cloud.say('a', agent, { text: 'told' });
  await pass(SECOND);
  expect(textsOf(page.items)).toEqual(['1', 'lost', 'told']);
});

test('messages that the feed lost at the end are fetched when it is back', async () => {
  const cloud = aCloud(1);
  const { page, phone } = await aChat(cloud);
  await pass(SECOND);
  phone.setVisible(false);
  for (let count = 2; count <= 250; count++) cloud.say('a', agent, { text: String(count) }, { isTold: false });
  phone.setVisible(true);
  await pass(5 * SECOND);
  expect(textsOf(page.items)).toEqual(numbers(131, 250));
});

test('what is sent while the first page is still on its way stays on the screen when the feed tells that it is saved', async () => {
  const cloud = aCloud(30);
  const { chat, page, phone } = await aChat(cloud);
  phone.fate = (_, { action }) => (action === 'history' ? 'fail' : action === 'send' ? 'lose' : 'answer');
  chat.send(aText('在吗'));
  const key = page.items[0]?.key;
  await pass(MINUTE);
  expect(page.items).toMatchObject([{ key, state: 'sent', body: { text: '在吗' } }]);
});

test('a text sent into a closed conversation is not lost', async () => {
  const cloud = aCloud(1);
  const { chat, page } = await aChat(cloud);
  await pass(SECOND);
  cloud.setStatus('a', 'closed');
  chat.send(aText('还有一个问题'));
  await pass(SECOND);
  const want = { state: 'failed', error: 'CONVERSATION_CLOSED', body: { text: '还有一个问题' } };
  expect(page.items[1]).toMatchObject(want);
  expect([page.states[page.states.length - 1], chat.state()]).toEqual(['closed', { status: 'closed' }]);
  expect((await aChat(cloud)).page.items).toEqual([]);
});

test('a closed chat says nothing more', async () => {
  const cloud = aCloud(1);
  const { chat, page, phone } = await aChat(cloud);
  await pass(SECOND);
  phone.setVisible(false);
  phone.setVisible(true);
  await pass(SECOND / 20);
  chat.close();
  const before = [page.states.length, page.items.length, page.errors.length];
  cloud.setStatus('a', 'closed');
  cloud.conversations.delete('a');
  await pass(MINUTE);
  expect([page.states.length, page.items.length, page.errors.length]).toEqual(before);
});

test('what was left unsent is there when the chat opens again, and goes out', async () => {
  const cloud = aCloud(1);
  const first = await aChat(cloud);
  first.phone.setOnline(false);
  first.chat.send(aText('离线'));
  first.chat.close();
  const { page, phone } = await aChat(cloud, { phone: first.phone });
  expect(textsOf(page.items)).toEqual(['离线']);
  phone.setOnline(true);
  await pass(MINUTE);
  expect(textsOf(page.items)).toEqual(['1', '离线']);
  expect(page.items[1]).toMatchObject({ state: 'sent' });
});

test('the newest page is asked for until it comes', async () => {
  const { page, phone } = await aChat(aCloud(3));
  phone.fate = () => 'fail';
  await pass(MINUTE);
  expect(page.resets).toBe(0);
  phone.fate = () => 'answer';
  await pass(MINUTE);
  expect([page.resets, textsOf(page.items)]).toEqual([1, numbers(1, 3)]);
});

test('a refusal for good is told once', async () => {
  const { page, phone } = await aChat(aCloud(3));
  phone.fate = () => refusal('FORBIDDEN');
  await pass(MINUTE);
  expect(page.errors.map(failureCode)).toEqual(['FORBIDDEN']);
});

test('tells how far it was read: the last of the others’ messages, not too often, until it is known', async () => {
  const cloud = aCloud(2);
  const { chat, phone } = await aChat(cloud);
  await pass(SECOND);
  phone.fate = (_, { action }) => (action === 'read' ? 'fail' : 'answer');
  chat.markRead();
  await pass(SECOND);
  phone.fate = () => 'answer';
  await pass(10 * SECOND);
  for (let count = 0; count < 10; count++) {
    cloud.say('a', agent, { text: 'x' });
    chat.markRead();
    await pass(SECOND);
  }
  await pass(10 * SECOND);
  chat.markRead();
  await pass(10 * SECOND);
  const told = cloud.callsOf('message.read').map(({ seq }) => Number(seq));
  expect([told[0], told[told.length - 1]]).toEqual([1, 12]);
  expect(told.length).toBeLessThanOrEqual(8);
});

test('who takes no part any more says nothing, and tells again how far they read once they are back', async () => {
  const cloud = aCloud(1);
  const { chat, page, phone } = await aChat(cloud);
  await pass(SECOND);
  phone.fate = (_, { action }) => (action === 'read' ? refusal('FORBIDDEN') : 'answer');
  chat.markRead();
  await pass(10 * SECOND);
  phone.fate = () => 'answer';
  cloud.say('a', agent, { text: 'x' });
  chat.markRead();
  await pass(10 * SECOND);
  expect(cloud.callsOf('message.read')).toMatchObject([{ seq: 2 }]);
  expect(page.errors).toEqual([]);
});

test('what is already read is not told again', async () => {
  const cloud = aCloud(3);
  cloud.read('a', customer, 3);
  const { chat } = await aChat(cloud);
  await pass(SECOND);
  chat.markRead();
  await pass(MINUTE);
  expect(cloud.callsOf('message.read')).toEqual([]);
});

test('a message of an unknown kind or with a false body is shown as such', async () => {
  const cloud = aCloud(1);
  const odd = cloud.say('a', agent, { text: '1' });
  odd.kind = 'hologram' as 'text';
  const forged = cloud.say('a', agent, { text: '2' });
  forged.body = cloud.conversations.get('a')?.messages[0]?.body ?? '';
  const { page } = await aChat(cloud);
  await pass(SECOND);
  expect(page.items.slice(1)).toMatchObject([
    { kind: 'unknown', body: { text: '1' } },
    { kind: 'text', body: undefined },
  ]);
});

test('what is taken back says so in its place, on both sides', async () => {
  const cloud = aCloud(1);
  const { chat, page } = await aChat(cloud);
  await pass(SECOND);
  chat.send(aText('发错了'));
  await pass(SECOND);
  cloud.say('a', agent, { text: '好的' });
  const key = page.items[1]?.key ?? '';
  await Promise.all([chat.recall(key), pass(SECOND)]);
  const line = { kind: 'system', body: { event: 'recalled', by: 'customer' } };
  expect(page.items).toMatchObject([{ seq: 1 }, { ...line, key, own: true }, { body: { text: '好的' } }]);
  const later = await aChat(cloud, { person: agent });
  await pass(SECOND);
  expect(later.page.items).toMatchObject([{ seq: 1 }, { ...line, own: false }, { body: { text: '好的' } }]);
});

test('a recall that is refused says why, and the message stays', async () => {
  const cloud = aCloud(1);
  const { chat, page } = await aChat(cloud);
  await pass(SECOND);
  chat.send(aText('发错了'));
  await pass(2 * MINUTE + 10 * SECOND);
  const refused = chat.recall(page.items[1]?.key ?? '').catch(failureCode);
  await pass(SECOND);
  expect(await refused).toBe('TOO_LATE');
  expect(textsOf(page.items)).toEqual(['1', '发错了']);
});

test('that the other side writes shows for six seconds after the last news of it', async () => {
  const cloud = aCloud(1);
  const { page } = await aChat(cloud);
  await pass(10 * SECOND);
  for (let strokes = 0; strokes < 2; strokes++) {
    cloud.typing('a', agent);
    await pass(5 * SECOND);
    expect(page.typing).toEqual([true]);
  }
  await pass(SECOND);
  expect(page.typing).toEqual([true, false]);
});

test('what was being written ends with the message, though news of it may come late', async () => {
  const cloud = aCloud(1);
  const { page } = await aChat(cloud);
  await pass(10 * SECOND);
  cloud.typing('a', agent);
  await pass(SECOND);
  cloud.say('a', agent, { text: '在的' });
  cloud.typing('a', agent);
  expect(page.typing).toEqual([true, false]);
  await pass(2 * SECOND);
  cloud.typing('a', agent);
  expect(page.typing).toEqual([true, false, true]);
});

test('writing elsewhere, long ago, or by oneself is nothing to show, and nobody has read anything by it', async () => {
  const cloud = aCloud(2);
  const { page, phone } = await aChat(cloud);
  await pass(SECOND);
  cloud.typing('b', agent);
  cloud.typing('a', customer);
  phone.setOnline(false);
  cloud.typing('a', agent);
  await pass(MINUTE);
  phone.setOnline(true);
  await pass(SECOND);
  expect(page.typing).toEqual([]);
  expect(page.items[1]).toMatchObject({ own: true, state: 'sent' });
});

test('the other side is told of writing every four seconds at most, whether or not it gets through', async () => {
  const cloud = aCloud(1);
  const { chat, page, phone } = await aChat(cloud);
  const tried: string[] = [];
  phone.fate = (_, { action }) => {
    tried.push(String(action));
    return 'fail';
  };
  for (let seconds = 0; seconds < 9; seconds++) {
    chat.reportTyping();
    await pass(SECOND);
  }
  expect(tried.filter((action) => action === 'typing')).toHaveLength(3);
  expect(page.errors).toEqual([]);
});

test('in the queue nobody is told of writing', async () => {
  const cloud = aCloud(1);
  const { chat } = await aChat(cloud);
  await pass(SECOND);
  cloud.setStatus('a', 'queued');
  chat.reportTyping();
  await pass(SECOND);
  expect(cloud.callsOf('message.typing')).toEqual([]);
});

test('other conversations do not show', async () => {
  const cloud = aCloud(1);
  const { page } = await aChat(cloud);
  await pass(SECOND);
  cloud.say('b', agent, { text: 'elsewhere' });
  await pass(SECOND);
  expect(textsOf(page.items)).toEqual(['1']);
});

test('closed, it tells nothing more and leaves nothing running', async () => {
  const cloud = aCloud(1);
  const { chat, feed, outbox, page } = await aChat(cloud);
  await pass(SECOND);
  chat.markRead();
  cloud.typing('a', agent);
  await pass(SECOND);
  for (const part of [chat, feed, outbox]) part.close();
  await pass(0);
  expect(jest.getTimerCount()).toBe(0);
  cloud.say('a', agent, { text: '2' });
  await pass(MINUTE);
  expect(textsOf(page.items)).toEqual(['1']);
});

const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant('send') },
  { weight: 4, arbitrary: fc.constant('hear') },
  { weight: 2, arbitrary: fc.constant('hearNothing') },
  { weight: 3, arbitrary: fc.constantFrom('wait', 'waitLong') },
  fc.constantFrom('break', 'noWatch', 'watch', 'hide', 'show', 'offline', 'online', 'read'),
);

const onPhone: Record<string, (phone: Phone) => unknown> = {
  wait: () => pass(300),
  waitLong: () => pass(20 * SECOND),
  break: (phone) => phone.breakWatches(),
  noWatch: (phone) => (phone.canWatch = false),
  watch: (phone) => (phone.canWatch = true),
  hide: (phone) => phone.setVisible(false),
  show: (phone) => phone.setVisible(true),
  offline: (phone) => phone.setOnline(false),
  online: (phone) => phone.setOnline(true),
};

const fate = fc.constantFrom<Fate>('answer', 'slow', 'repeat', 'lose', 'delay', 'fail', 'hang', refusal('TRY_AGAIN'));

test('whatever happens, the page ends up showing exactly what the cloud has, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), fc.array(fate, { maxLength: 60 }), async (events, fates) => {
      jest.clearAllTimers();
      const cloud = aCloud(3);
      const { chat, page, phone, feed, outbox } = await aChat(cloud);
      phone.fate = () => fates.shift() ?? 'answer';
      let sent = 0;
      for (const next of events) {
        if (next === 'send') chat.send(aText(`own ${++sent}`));
        if (next === 'hear') cloud.say('a', agent, { text: 'heard' });
        if (next === 'hearNothing') cloud.say('a', agent, { text: 'not told' }, { isTold: false });
        if (next === 'read') chat.markRead();
        await onPhone[next]?.(phone);
      }
      for (const next of ['watch', 'hide', 'show', 'online']) await onPhone[next]?.(phone);
      await pass(10 * MINUTE);
      const { messages } = cloud.conversations.get('a') ?? { messages: [] };
      expect(page.items.map(({ seq }) => seq)).toEqual(messages.map(({ seq }) => seq));
      expect(page.items.map(({ own }) => own)).toEqual(messages.map(({ from }) => from.role === 'customer'));
      const own = textsOf(page.items).filter((text) => text.startsWith('own'));
      expect(own).toEqual(Array.from({ length: sent }, (_, index) => `own ${index + 1}`));
      expect(page.items).toEqual(chat.items());
      for (const part of [chat, feed, outbox]) part.close();
    }),
    { numRuns: 60 },
  );
});

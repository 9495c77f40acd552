import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer } from './support/cloud-model';
import { aText } from './support/messages';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** Conversation `a` comes after `before`, and that after `first`. */
function aCloud(...counts: number[]): CloudModel {
  const names = ['a', 'before', 'first'].slice(0, counts.length).reverse();
  const cloud = new CloudModel(...names);
  names.forEach((name, index) => {
    const conversation = cloud.conversations.get(name);
    const previousId = names[index - 1];
    for (let seq = 1; seq <= (counts[counts.length - 1 - index] ?? 0); seq++)
      cloud.say(name, seq % 3 ? agent : customer, { text: `${name} ${seq}` });
    if (conversation && previousId) conversation.previousId = previousId;
    if (conversation && name !== 'a') conversation.status = 'closed';
  });
  return cloud;
}

const labelOf = ({ kind, body, seq }: ChatItem): string =>
  kind === 'divider' ? '—' : body && 'text' in body && body.text ? body.text : `${kind} ${seq}`;
const labels = (items: readonly ChatItem[]): string[] => items.map(labelOf);
const texts = (name: string, first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${name} ${first + index}`);

async function during<T>(work: Promise<T>): Promise<T> {
  await pass(SECOND);
  return work;
}

async function openChatOn(cloud: CloudModel) {
  const opened = await aChat(cloud);
  await pass(SECOND);
  return opened;
}

test('going up keeps the window small, and going down brings back what was left, to the end', async () => {
  const { chat, page } = await openChatOn(aCloud(300));
  for (let count = 0; count < 9; count++) await during(chat.loadEarlier());
  expect(labels(page.items)).toEqual(texts('a', 101, 220));
  expect(chat.window()).toEqual({ hasEarlier: true, hasLater: true, unseen: 0 });
  for (let more = true; more;) ({ more } = await during(chat.loadLater()));
  expect(labels(page.items)).toEqual(texts('a', 181, 300));
  expect(chat.window()).toMatchObject({ hasLater: false });
});

test('what comes while the window is not at the end only counts', async () => {
  const cloud = aCloud(200);
  const { chat, page } = await openChatOn(cloud);
  for (let count = 0; count < 8; count++) await during(chat.loadEarlier());
  const before = [...page.items];
  const changes = page.changes.length;
  for (let count = 0; count < 3; count++) cloud.say('a', agent, { text: 'x' });
  cloud.say('a', customer, { text: 'own, on another phone' });
  await pass(SECOND);
  expect([page.items, page.changes.length, chat.window().unseen]).toEqual([before, changes, 3]);
  chat.toLatest();
  expect(chat.window()).toMatchObject({ hasLater: false, unseen: 0 });
  expect(labels(page.items).slice(-2)).toEqual(['x', 'own, on another phone']);
});

test('each message that comes is one small step, however much is known', async () => {
  const cloud = aCloud(500);
  const { chat, page } = await openChatOn(cloud);
  for (let count = 0; count < 20; count++) await during(chat.loadEarlier());
  chat.toLatest();
  const before = page.changes.length;
  for (let count = 0; count < 50; count++) cloud.say('a', agent, { text: 'x' });
  await pass(SECOND);
  const steps = page.changes.slice(before);
  expect(steps.map(({ kind }) => kind)).toEqual(steps.map(() => 'insert'));
  expect(steps).toHaveLength(50);
});

test('a reader who stays at the end never gets more than 240 rows', async () => {
  const cloud = aCloud(20);
  const { page } = await openChatOn(cloud);
  for (let count = 0; count < 600; count++) {
    cloud.say('a', agent, { text: `x ${count}` });
    expect(page.items.length).toBeLessThanOrEqual(240);
  }
  expect(labels(page.items).slice(-1)).toEqual(['x 599']);
});

test('jumps to a message that is not loaded, says which row it is, and comes back', async () => {
  const { chat, page } = await openChatOn(aCloud(500));
  const key = await during(chat.jumpTo({ seq: 100 }));
  expect(labels(page.items.filter((item) => item.key === key))).toEqual(['a 100']);
  expect(labels(page.items)).toEqual(texts('a', 80, 119));
  expect(chat.window()).toEqual({ hasEarlier: true, hasLater: true, unseen: 0 });
  await during(chat.loadLater());
  await during(chat.loadEarlier());
  expect(labels(page.items)).toEqual(texts('a', 60, 139));
  chat.toLatest();
  expect(labels(page.items)).toEqual(texts('a', 481, 500));
});

test('a jump within the window moves nothing; one to nowhere answers nothing', async () => {
  const { chat, page } = await openChatOn(aCloud(30));
  const changes = page.changes.length;
  expect(await during(chat.jumpTo({ seq: 25 }))).toBe(page.items.find(({ seq }) => seq === 25)?.key);
  expect(await during(chat.jumpTo({ seq: 31 }))).toBeUndefined();
  expect(await during(chat.jumpTo({ seq: 3, conversationId: 'nowhere' }))).toBeUndefined();
  expect(page.changes.length).toBe(changes);
});

test('what one says oneself brings the window back to the end', async () => {
  const { chat, page } = await openChatOn(aCloud(500));
  await during(chat.jumpTo({ seq: 100 }));
  chat.send(aText('hello'));
  expect(labels(page.items)).toEqual([...texts('a', 481, 500), 'hello']);
});

test('knows what was unread at the opening, also after it has been read', async () => {
  const cloud = aCloud(90);
  cloud.read('a', customer, 31);
  const { chat } = await openChatOn(cloud);
  chat.markRead();
  await pass(10 * SECOND);
  expect([chat.firstUnreadSeq(), chat.unreadAtOpening()]).toEqual([32, 39]);
  expect(cloud.callsOf('message.read')).toMatchObject([{ seq: 89 }]);
});

test('reading in the middle tells only what is in the window', async () => {
  const cloud = aCloud(500);
  const { chat } = await openChatOn(cloud);
  await during(chat.jumpTo({ seq: 100 }));
  chat.markRead();
  await pass(10 * SECOND);
  expect(cloud.callsOf('message.read')).toMatchObject([{ seq: 119 }]);
});

test('goes on into the conversations before, with a line between, and back', async () => {
  const { chat, page } = await openChatOn(aCloud(15, 25, 5));
  const more = [];
  for (let count = 0; count < 4; count++) more.push((await during(chat.loadEarlier())).more);
  expect(more).toEqual([true, true, false, false]);
  expect(labels(page.items)).toEqual([
    ...texts('first', 1, 5),
    '—',
    ...texts('before', 1, 25),
    '—',
    ...texts('a', 1, 15),
  ]);
  expect(new Set(page.items.map(({ key }) => key)).size).toBe(page.items.length);
});

test('jumps into an earlier conversation and comes down from there to the end', async () => {
  const { chat, page } = await openChatOn(aCloud(50, 90, 60));
  const key = await during(chat.jumpTo({ seq: 30, conversationId: 'first' }));
  expect(labels(page.items.filter((item) => item.key === key))).toEqual(['first 30']);
  for (let more = true; more;) ({ more } = await during(chat.loadLater()));
  const all = [...texts('first', 1, 60), '—', ...texts('before', 1, 90), '—', ...texts('a', 1, 50)];
  expect(labels(page.items)).toEqual(all.slice(-121));
});

test('an earlier conversation that may not be read ends it', async () => {
  const cloud = aCloud(5, 5);
  const { chat, page, phone } = await openChatOn(cloud);
  cloud.conversations.delete('before');
  phone.fate = () => 'answer';
  expect(await during(chat.loadEarlier())).toEqual({ more: false });
  expect(labels(page.items)).toEqual(texts('a', 1, 5));
});

test('when the page before cannot be had, the window stays, and the next try may work', async () => {
  const { chat, page, phone } = await openChatOn(aCloud(60));
  phone.fate = () => 'fail';
  const failed = chat.loadEarlier().catch(() => 'failed');
  await pass(SECOND);
  expect([await failed, labels(page.items)]).toEqual(['failed', texts('a', 41, 60)]);
  phone.fate = () => 'answer';
  await during(chat.loadEarlier());
  expect(labels(page.items)).toEqual(texts('a', 21, 60));
});

const move = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('earlier' as const, 'later' as const) },
  { weight: 3, arbitrary: fc.constantFrom('hear' as const, 'miss' as const, 'send' as const) },
  { weight: 1, arbitrary: fc.constantFrom('latest' as const, 'recall' as const) },
  {
    weight: 2,
    arbitrary: fc.record({ name: fc.constantFrom('a', 'before', 'first'), seq: fc.integer({ min: 1, max: 90 }) }),
  },
);

/** Everything there is, as one who sees all of it would show it. */
function strip(cloud: CloudModel): string[] {
  const parts = ['first', 'before', 'a'].map((name) => {
    const messages = cloud.conversations.get(name)?.messages ?? [];
    return messages.flatMap(({ kind, recalledAt, seq }) => {
      if (kind === 'system') return [];
      return [recalledAt === undefined ? `${name} ${seq}` : `${name} ${seq} recalled`];
    });
  });
  return parts.flatMap((part, index) => (index === 0 ? part : ['—', ...part]));
}

const shown = ({ kind, conversationId, seq }: ChatItem): string =>
  kind === 'divider' ? '—' : `${conversationId} ${seq}${kind === 'system' ? ' recalled' : ''}`;

test('wherever one goes and whatever happens meanwhile, the window is a whole piece of what there is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(move, { maxLength: 40 }),
      fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 50 })),
      async (moves, counts) => {
        jest.clearAllTimers();
        const cloud = aCloud(...counts);
        const { chat, page, feed, outbox } = await openChatOn(cloud);
        for (const next of moves) {
          const wasAtEnd = !chat.window().hasLater;
          if (next === 'earlier') await during(chat.loadEarlier());
          else if (next === 'later') await during(chat.loadLater());
          else if (next === 'latest') chat.toLatest();
          else if (next === 'send') chat.send(aText('x'));
          else if (next === 'hear' || next === 'miss')
            cloud.say('a', agent, { text: 'x' }, { isTold: next === 'hear' });
          else if (next === 'recall') {
            const mine = page.items.filter(
              ({ own, kind, conversationId }) => own && kind === 'text' && conversationId === 'a',
            );
            await during(chat.recall(mine[mine.length - 1]?.key ?? ''));
          } else {
            const key = await during(chat.jumpTo({ seq: next.seq, conversationId: next.name }));
            const there = (cloud.conversations.get(next.name)?.messages ?? []).filter(({ seq }) => seq >= next.seq);
            if (there.some(({ kind }) => kind !== 'system'))
              expect(page.items.some((item) => item.key === key)).toBe(true);
          }
          if (wasAtEnd && (next === 'hear' || next === 'send')) expect(chat.window().hasLater).toBe(false);
        }
        cloud.say('a', agent, { text: 'the last' });
        await pass(60 * SECOND);
        const all = strip(cloud);
        const window = page.items.map(shown);
        const start = all.indexOf(window[0] ?? '');
        expect(all.slice(start, start + window.length)).toEqual(window);
        expect(chat.window().hasEarlier).toBe(window[0] !== all[0]);
        expect(chat.window().hasLater).toBe(window[window.length - 1] !== all[all.length - 1]);
        expect(page.items).toEqual(chat.items());
        chat.toLatest();
        expect(shown(page.items[page.items.length - 1] as ChatItem)).toBe(all[all.length - 1]);
        for (const part of [chat, feed, outbox]) part.close();
      },
    ),
    { numRuns: 40 },
  );
});

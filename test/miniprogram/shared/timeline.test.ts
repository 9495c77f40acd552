import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Timeline, type SavedItem } from '../../../miniprogram/shared/timeline';
import type { OutboxEntry } from '../../../miniprogram/shared/outbox-entries';

const me = { role: 'customer', id: 'customer-1' } as const;
const agent = { role: 'agent', id: 'agent-1' } as const;

const aMessage = (seq: number, own = seq % 2 === 0): SavedItem => ({
  key: own ? `client-${seq}` : `message-${seq}`,
  seq,
  messageId: `message-${seq}`,
  from: own ? me : agent,
  own,
  kind: 'text',
  body: { text: String(seq) },
  sentAt: seq,
  state: 'sent',
});

const anEntry = (entry: Partial<OutboxEntry>): OutboxEntry => ({
  clientId: 'client-x',
  conversationId: 'c',
  kind: 'text',
  body: { text: 'x' },
  state: 'sending',
  attempt: 1,
  createdAt: 1,
  ...entry,
});

const recallOf2 = (seq: number): SavedItem => ({
  ...aMessage(seq, false),
  kind: 'system',
  body: { event: 'recalled', messageId: 'message-2', by: 'customer' },
});

const conversation = (length: number): SavedItem[] => Array.from({ length }, (_, index) => aMessage(index + 1));
const seqs = (timeline: Timeline): (number | undefined)[] => timeline.items().map(({ seq }) => seq);

/** Fetches what is missing, as a chat does, until nothing is. */
function repair(timeline: Timeline, all: readonly SavedItem[]): void {
  for (let [gap] = timeline.missing(); gap; [gap] = timeline.missing()) {
    const { after, before } = gap;
    for (const item of all) if (item.seq > after && item.seq < before) timeline.add(item);
  }
}

test('any order, repetition and loss ends in the same list once the gaps are filled', () => {
  const run = fc
    .record({ length: fc.integer({ min: 1, max: 30 }), pageSize: fc.integer({ min: 1, max: 10 }) })
    .chain(({ length, pageSize }) =>
      fc.record({
        length: fc.constant(length),
        pageSize: fc.constant(pageSize),
        pageAt: fc.nat(length * 2),
        pageEnd: fc.integer({ min: 1, max: length }),
        told: fc.array(fc.integer({ min: 1, max: length }), { maxLength: length * 2 }),
      }),
    );
  fc.assert(
    fc.property(run, ({ length, pageSize, pageAt, pageEnd, told }) => {
      const all = conversation(length);
      const page = all.slice(Math.max(0, pageEnd - pageSize), pageEnd);
      const timeline = new Timeline(me);
      told.forEach((seq, index) => {
        if (index === pageAt) timeline.addPage(page, page.length < pageSize);
        timeline.add(aMessage(seq));
      });
      timeline.addPage(page, page.length < pageSize);
      repair(timeline, all);
      const first = page.length < pageSize ? 1 : (page[0]?.seq ?? 1);
      const last = Math.max(pageEnd, ...told);
      expect(timeline.items()).toEqual(all.slice(first - 1, last));
    }),
  );
});

test('nothing is shown below the pages that were loaded, though the feed repeats it', () => {
  const timeline = new Timeline(me);
  timeline.add(aMessage(3));
  timeline.addPage([aMessage(8), aMessage(9)], false);
  expect(seqs(timeline)).toEqual([8, 9]);
  expect(timeline.missing()).toEqual([]);
  timeline.addPage([aMessage(6), aMessage(7)], false);
  expect(seqs(timeline)).toEqual([6, 7, 8, 9]);
});

test('an empty conversation misses its first message when the second comes', () => {
  const timeline = new Timeline(me);
  timeline.addPage([], true);
  timeline.add(aMessage(2));
  expect(timeline.missing()).toEqual([{ after: 0, before: 2 }]);
});

test('a message keeps its key from sending to sent, and unsent ones stay at the end', () => {
  const timeline = new Timeline(me);
  const [first, second] = [anEntry({ clientId: 'client-2' }), anEntry({ clientId: 'client-4', createdAt: 2 })];
  timeline.addPage([aMessage(1)], true);
  timeline.setUnsent([first, second]);
  expect(timeline.items().map(({ key, state }) => [key, state])).toEqual([
    ['message-1', 'sent'],
    ['client-2', 'sending'],
    ['client-4', 'sending'],
  ]);
  timeline.add(aMessage(2));
  timeline.add(aMessage(3));
  expect(timeline.items().map(({ key, state }) => [key, state])).toEqual([
    ['message-1', 'sent'],
    ['client-2', 'sent'],
    ['message-3', 'sent'],
    ['client-4', 'sending'],
  ]);
});

test('one’s own message is shown by its receipt before the newest page has come', () => {
  const timeline = new Timeline(me);
  timeline.addOwn(aMessage(40));
  expect(seqs(timeline)).toEqual([40]);
  timeline.addPage([aMessage(38), aMessage(39)], false);
  expect(seqs(timeline)).toEqual([38, 39, 40]);
});

test('own messages up to the other side’s watermark are read, later ones and the other’s are not', () => {
  const timeline = new Timeline(me);
  timeline.addPage(conversation(4), true);
  timeline.setOtherRead(3);
  timeline.setOtherRead(1);
  timeline.add(aMessage(5, true));
  expect(timeline.items().map(({ state }) => state)).toEqual(['sent', 'read', 'sent', 'sent', 'sent']);
  timeline.setOtherRead(5);
  expect(timeline.items().map(({ state }) => state)).toEqual(['sent', 'read', 'sent', 'read', 'read']);
});

test('what has not changed stays the same object', () => {
  const timeline = new Timeline(me);
  timeline.addPage(conversation(3), true);
  const entries = [anEntry({})];
  timeline.setUnsent(entries);
  const before = timeline.items();
  timeline.add(aMessage(2));
  timeline.setOtherRead(1);
  timeline.setUnsent([...entries]);
  expect(timeline.items().map((item, index) => item === before[index])).toEqual([true, true, true, true]);
});

test('a place that was filled with nothing is no gap and is not shown', () => {
  const timeline = new Timeline(me);
  const filled: SavedItem = { ...aMessage(2, false), kind: 'system', body: { event: 'void' } };
  timeline.addPage([aMessage(1), filled, aMessage(3)], true);
  expect(seqs(timeline)).toEqual([1, 3]);
  expect(timeline.missing()).toEqual([]);
});

test('a message that was taken back says so in its own place, whichever comes first', () => {
  const recall = recallOf2(3);
  for (const order of [
    [aMessage(1), aMessage(2), recall],
    [recall, aMessage(2), aMessage(1)],
  ]) {
    const timeline = new Timeline(me);
    timeline.addPage([], true);
    for (const item of order) timeline.add(item);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(timeline.items()[1]).toEqual({ ...aMessage(2), kind: 'system', body: recall.body });
    expect(timeline.items()[1]).toBe(timeline.items()[1]);
    expect(timeline.missing()).toEqual([]);
  }
});

test('a line that takes back what lies before the pages that were loaded stands for itself', () => {
  const timeline = new Timeline(me);
  timeline.addPage([recallOf2(9)], false);
  expect(seqs(timeline)).toEqual([9]);
  timeline.addPage([aMessage(2), aMessage(3)], false);
  expect(seqs(timeline)).toEqual([2, 3]);
});

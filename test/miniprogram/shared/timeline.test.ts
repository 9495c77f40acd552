import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { SystemBody } from '../../../cloudfunctions/common/protocol/documents';
import type { SavedItem } from '../../../miniprogram/shared/chat-item';
import { Timeline } from '../../../miniprogram/shared/timeline';

const me = { role: 'customer', id: 'customer-1' } as const;
const agent = { role: 'agent', id: 'agent-1' } as const;

const aMessage = (seq: number, own = seq % 2 === 0): SavedItem => ({
  key: own ? `client-${seq}` : `message-${seq}`,
  conversationId: 'a',
  seq,
  messageId: `message-${seq}`,
  from: own ? me : agent,
  own,
  kind: 'text',
  body: { text: String(seq) },
  sentAt: seq,
  state: 'sent',
});

const recallOf2 = (seq: number): SavedItem => ({
  ...aMessage(seq, false),
  kind: 'system',
  body: { event: 'recalled', messageId: 'message-2', by: 'customer' },
});

const conversation = (length: number): SavedItem[] => Array.from({ length }, (_, index) => aMessage(index + 1));

/** What the last stretch shows. */
function shown(timeline: Timeline): SavedItem[] {
  const { from, to } = timeline.tail() ?? { from: 1, to: 0 };
  return Array.from({ length: to - from + 1 }, (_, index) => timeline.visible(from + index)).filter(
    (item) => item !== undefined,
  );
}

const seqs = (timeline: Timeline): number[] => shown(timeline).map(({ seq }) => seq);
const newest = { isNewest: true };
const whole = { isNewest: true, isFirst: true };

/** Fetches what is missing, as a chat does, until nothing is. */
function repair(timeline: Timeline, all: readonly SavedItem[]): void {
  for (let [gap] = timeline.missing(); gap; [gap] = timeline.missing()) {
    const { after, before } = gap;
    for (const item of all) if (item.seq > after && item.seq < before) timeline.keep(item);
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
      const kind = { isFirst: page.length < pageSize, isNewest: true };
      const timeline = new Timeline();
      told.forEach((seq, index) => {
        if (index === pageAt) timeline.addPage(page, kind);
        timeline.add(aMessage(seq));
      });
      timeline.addPage(page, kind);
      repair(timeline, all);
      const first = page.length < pageSize ? 1 : (page[0]?.seq ?? 1);
      const last = Math.max(pageEnd, ...told);
      expect(shown(timeline)).toEqual(all.slice(first - 1, last));
    }),
  );
});

test('nothing is shown below the pages that were loaded, though the feed repeats it', () => {
  const timeline = new Timeline();
  timeline.add(aMessage(3));
  timeline.addPage([aMessage(8), aMessage(9)], newest);
  expect(seqs(timeline)).toEqual([8, 9]);
  expect(timeline.missing()).toEqual([]);
  timeline.addPage([aMessage(6), aMessage(7)], {});
  expect(seqs(timeline)).toEqual([6, 7, 8, 9]);
});

test('stretches that lie apart are whole each, and become one when they meet', () => {
  const timeline = new Timeline();
  timeline.addPage([aMessage(8), aMessage(9)], newest);
  timeline.addPage([aMessage(2), aMessage(4)], {});
  expect([timeline.stretch(3), timeline.stretch(9)]).toEqual([
    { from: 2, to: 4 },
    { from: 8, to: 9 },
  ]);
  expect(timeline.missing()).toEqual([{ after: 2, before: 4 }]);
  expect(seqs(timeline)).toEqual([8, 9]);
  timeline.keep(aMessage(3));
  timeline.addPage([aMessage(5), aMessage(6), aMessage(7)], {});
  expect(seqs(timeline)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('an empty conversation misses its first message when the second comes', () => {
  const timeline = new Timeline();
  timeline.addPage([], whole);
  timeline.add(aMessage(2));
  expect(timeline.missing()).toEqual([{ after: 0, before: 2 }]);
});

test('one’s own message is shown by its receipt before the newest page has come', () => {
  const timeline = new Timeline();
  timeline.addOwn(aMessage(40));
  expect(seqs(timeline)).toEqual([40]);
  timeline.addPage([aMessage(38), aMessage(39)], newest);
  expect(seqs(timeline)).toEqual([38, 39, 40]);
});

test('own messages up to the other side’s watermarks are delivered or read, later ones and the other’s are not', () => {
  const timeline = new Timeline();
  timeline.addPage(conversation(4), whole);
  timeline.setOtherDelivered(4);
  timeline.setOtherRead(3);
  timeline.setOtherRead(1);
  timeline.add(aMessage(5, true));
  const states = () => shown(timeline).map(({ state }) => state);
  expect(states()).toEqual(['sent', 'read', 'sent', 'delivered', 'sent']);
  timeline.setOtherRead(5);
  timeline.setOtherDelivered(5);
  expect(states()).toEqual(['sent', 'read', 'sent', 'read', 'read']);
});

test('a watermark that came before its message holds for it', () => {
  const timeline = new Timeline();
  timeline.setOtherRead(4);
  timeline.addPage(conversation(4), whole);
  expect(timeline.get(4)?.state).toBe('read');
});

test('what has not changed stays the same object', () => {
  const timeline = new Timeline();
  timeline.addPage(conversation(3), whole);
  const before = shown(timeline);
  timeline.add(aMessage(2));
  timeline.setOtherRead(1);
  expect(shown(timeline).map((item, index) => item === before[index])).toEqual([true, true, true]);
});

test('a place that was filled with nothing is no gap and is not shown', () => {
  const timeline = new Timeline();
  const filled: SavedItem = { ...aMessage(2, false), kind: 'system', body: { event: 'void' } };
  timeline.addPage([aMessage(1), filled, aMessage(3)], whole);
  expect(seqs(timeline)).toEqual([1, 3]);
  expect(timeline.missing()).toEqual([]);
});

test('a message that was taken back says so in its own place, whichever comes first', () => {
  const recall = recallOf2(3);
  for (const order of [
    [aMessage(1), aMessage(2), recall],
    [recall, aMessage(2), aMessage(1)],
  ]) {
    const timeline = new Timeline();
    timeline.addPage([], whole);
    for (const item of order) timeline.add(item);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(timeline.get(2)).toEqual({ ...aMessage(2), kind: 'system', body: recall.body });
    expect(timeline.missing()).toEqual([]);
  }
});

test('a line that takes back what lies before the pages that were loaded stands for itself', () => {
  const timeline = new Timeline();
  timeline.keep(aMessage(2));
  timeline.addPage([recallOf2(9)], newest);
  expect(seqs(timeline)).toEqual([9]);
  timeline.addPage([aMessage(2), aMessage(3)], {});
  expect(timeline.visible(9)).toBeUndefined();
  expect(timeline.visible(2)).toMatchObject({ kind: 'system' });
});

test('a withheld message is fetched again when it is released, and then shows what it says', () => {
  const timeline = new Timeline();
  const withheld: SavedItem = { ...aMessage(1), withheld: 'risky', body: undefined };
  const release: SavedItem = {
    ...aMessage(3, false),
    kind: 'system',
    body: { event: 'released', messageId: 'message-1' },
  };
  timeline.addPage([withheld, aMessage(2), release], whole);
  expect([seqs(timeline), timeline.outdated()]).toEqual([[1, 2], { from: 1, to: 1 }]);
  timeline.keep(aMessage(1));
  expect([timeline.get(1), timeline.outdated()]).toEqual([aMessage(1), undefined]);
});

test('one that is told again as withheld for another reason says so; a recall is never undone', () => {
  const timeline = new Timeline();
  timeline.addPage([{ ...aMessage(1), withheld: 'checking' }, aMessage(2), recallOf2(3)], whole);
  timeline.add({ ...aMessage(1), withheld: 'risky' });
  timeline.add(aMessage(2));
  expect([timeline.get(1)?.withheld, timeline.get(2)?.kind]).toEqual(['risky', 'system']);
});

test('finds the last thing that somebody else said, up to a seq', () => {
  const timeline = new Timeline();
  timeline.addPage([aMessage(1), aMessage(2), aMessage(3), aMessage(4)], whole);
  expect([undefined, 4, 3, 2, 0].map((upTo) => timeline.lastOtherSeq(upTo))).toEqual([3, 3, 3, 1, 0]);
});

test.each<[SystemBody, number[]]>([
  [{ event: 'held' }, [1, 3]],
  [{ event: 'resumed' }, [1, 3]],
  [{ event: 'offered', agentName: '陈默' }, [1, 3]],
  [{ event: 'declined', agentName: '陈默' }, [1, 3]],
  [{ event: 'joined', agentName: '陈默' }, [1, 2, 3]],
  [{ event: 'idle', closesInMinutes: 60 }, [1, 2, 3]],
])('of %o customers see the lines %j, without a hole; the staff see all', (body, wanted) => {
  const line: SavedItem = { ...aMessage(2, false), kind: 'system', body };
  const [customers, staffs] = [new Timeline('customer'), new Timeline('agent')];
  for (const timeline of [customers, staffs]) timeline.addPage([aMessage(1), line, aMessage(3)], whole);
  expect([seqs(customers), customers.missing(), seqs(staffs)]).toEqual([wanted, [], [1, 2, 3]]);
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import { openOutbox, type Outbox } from '../../../miniprogram/shared/outbox';
import { CloudModel, customer, refusal } from './support/cloud-model';
import { aText } from './support/messages';
import { Phone, type Fate } from './support/phone';

const A_WHILE = 60_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

async function aPhone() {
  const cloud = new CloudModel('a', 'b');
  const phone = new Phone(cloud, customer);
  phone.install();
  return { cloud, phone, outbox: await openOutbox('customer') };
}

const attempts = (cloud: CloudModel, clientId: string): unknown[] =>
  cloud.calls.filter(({ params }) => params['clientId'] === clientId).map(({ params }) => params['attempt']);

test('a message is stored before it is sent, sent once, and then forgotten', async () => {
  const { cloud, phone, outbox } = await aPhone();
  const { clientId } = outbox.add('a', aText('你好'));
  expect([...phone.stored.values()].join()).toContain('你好');
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(cloud.texts('a')).toEqual([clientId]);
  expect(cloud.calls).toHaveLength(1);
  expect(phone.stored.size).toBe(0);
});

test('messages of a conversation wait for each other, other conversations do not', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.fate = (_, { body }) => ((body as BodyOf<'text'>).text === '1' ? 'fail' : 'answer');
  const first = outbox.add('a', aText('1'));
  const second = outbox.add('a', aText('2'));
  const other = outbox.add('b', aText('3'));
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(cloud.texts('a')).toEqual([]);
  expect(cloud.texts('b')).toEqual([other.clientId]);
  phone.fate = () => 'answer';
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(cloud.texts('a')).toEqual([first.clientId, second.clientId]);
});

test('a refusal for good is kept with its code, holds nobody up, and can be sent again as the same message', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.fate = (_, { attempt, body }) =>
    attempt === 1 && (body as BodyOf<'text'>).text === '1' ? refusal('CONVERSATION_CLOSED') : 'answer';
  const refused = outbox.add('a', aText('1'));
  const other = outbox.add('a', aText('2'));
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(outbox.entries('a')).toMatchObject([{ body: { text: '1' }, state: 'failed', error: 'CONVERSATION_CLOSED' }]);
  expect(cloud.texts('a')).toEqual([other.clientId]);
  outbox.resend(refused.clientId);
  expect(outbox.entries('a')[0]).not.toHaveProperty('error');
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(cloud.texts('a')).toEqual([other.clientId, refused.clientId]);
  expect(attempts(cloud, refused.clientId)).toEqual([2]);
});

test('a failed message stays failed over a restart; a discarded one is gone', async () => {
  const { phone, outbox } = await aPhone();
  phone.fate = () => refusal('INVALID_INPUT');
  const { clientId } = outbox.add('a', aText('1'));
  await jest.advanceTimersByTimeAsync(A_WHILE);
  const reopened = await openOutbox('customer');
  expect(reopened.entries('a')).toMatchObject([{ clientId, state: 'failed', attempt: 1 }]);
  reopened.discard(clientId);
  expect(phone.stored.size).toBe(0);
});

test('one account does not see what another left unsent', async () => {
  const { phone, outbox } = await aPhone();
  phone.setOnline(false);
  outbox.add('a', aText('1'));
  expect((await openOutbox('agent-1')).entries('a')).toEqual([]);
});

test.each<[string, (phone: Phone) => void]>([
  ['the network returns', (phone) => phone.setOnline(true)],
  ['the app is shown', (phone) => phone.setVisible(true)],
])('tries at once when %s', async (_, event) => {
  const { cloud, phone, outbox } = await aPhone();
  phone.fate = () => 'fail';
  const { clientId } = outbox.add('a', aText('1'));
  await jest.advanceTimersByTimeAsync(10 * A_WHILE);
  phone.fate = () => 'answer';
  event(phone);
  await jest.advanceTimersByTimeAsync(100);
  expect(cloud.texts('a')).toEqual([clientId]);
});

test('pauses grow to half a minute and not further', async () => {
  const { phone, outbox } = await aPhone();
  const times: number[] = [];
  phone.fate = () => {
    times.push(Date.now());
    return 'fail';
  };
  outbox.add('a', aText('1'));
  await jest.advanceTimersByTimeAsync(10 * A_WHILE);
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(pauses[0]).toBeLessThanOrEqual(600);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(30_100);
  expect(pauses.slice(-5).every((pause) => pause >= 15_000)).toBe(true);
});

test('a message seen in the feed frees the way although its reply never comes', async () => {
  const { cloud, phone, outbox } = await aPhone();
  phone.fate = (_, { body }) => ((body as BodyOf<'text'>).text === '1' ? 'hang' : 'answer');
  const first = outbox.add('a', aText('1'));
  const second = outbox.add('a', aText('2'));
  await jest.advanceTimersByTimeAsync(100);
  outbox.settle(first.clientId);
  await jest.advanceTimersByTimeAsync(100);
  expect(cloud.texts('a')).toEqual([second.clientId]);
  expect(outbox.entries('a')).toEqual([]);
});

test('tells every change, and the receipt when the reply came first', async () => {
  const { phone, outbox } = await aPhone();
  const events: string[] = [];
  outbox.subscribe((event) =>
    events.push(event.type === 'gone' ? `gone ${event.receipt?.seq}` : `${event.entry.state} ${event.entry.attempt}`),
  );
  phone.fate = (_, { attempt }) => (attempt === 1 ? 'lose' : 'answer');
  outbox.add('a', aText('1'));
  await jest.advanceTimersByTimeAsync(A_WHILE);
  expect(events).toEqual(['sending 1', 'sending 2', 'gone 1']);
});

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), to: fc.constantFrom('a', 'b') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40_000 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'offline' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'online' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'feed' as const }) },
);

const fate = fc.constantFrom<Fate>(
  'answer',
  'slow',
  'repeat',
  'lose',
  'delay',
  'fail',
  'hang',
  refusal('TRY_AGAIN'),
  refusal('TOO_FAST'),
  refusal('INTERNAL'),
);

/** Hands the outbox what the feed shows by now, as an open chat does. */
function showFeed(cloud: CloudModel, outbox: Outbox): void {
  for (const document of cloud.feed) if (document.type === 'message') outbox.settle(document.message.clientId);
}

test('whatever is lost, repeated or killed, every message is saved once, in the order it was written', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(fate, { maxLength: 40 }), async (steps, fates) => {
      jest.clearAllTimers();
      const run = await aPhone();
      const { cloud, phone } = run;
      const written: Record<string, string[]> = { a: [], b: [] };
      let { outbox } = run;
      const tries = new Map<unknown, number[]>();
      phone.fate = (_, { clientId, attempt }) => {
        tries.set(clientId, [...(tries.get(clientId) ?? []), Number(attempt)]);
        return fates.shift() ?? 'answer';
      };
      for (const next of steps) {
        if (next.kind === 'send') written[next.to]?.push(outbox.add(next.to, aText('x')).clientId);
        if (next.kind === 'wait') await jest.advanceTimersByTimeAsync(next.ms);
        if (next.kind === 'offline' || next.kind === 'online') phone.setOnline(next.kind === 'online');
        if (next.kind === 'feed') showFeed(cloud, outbox);
        if (next.kind === 'kill') {
          await jest.advanceTimersByTimeAsync(0);
          jest.clearAllTimers();
          phone.kill();
          outbox = await openOutbox('customer');
        }
      }
      phone.setOnline(true);
      await jest.advanceTimersByTimeAsync(40 * A_WHILE);
      expect({ a: cloud.texts('a'), b: cloud.texts('b') }).toEqual(written);
      expect(phone.stored.size).toBe(0);
      for (const attempts of tries.values()) {
        expect(attempts).toEqual([...new Set(attempts)].sort((x, y) => x - y));
      }
    }),
    { numRuns: 60 },
  );
});

test.each(Array.from({ length: 12 }, (_, turns) => turns))(
  'a message added %i turns after the last one was sent does not wait for another',
  async (turns) => {
    const { cloud, outbox } = await aPhone();
    const after: string[] = [];
    const addLater = async () => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      after.push(outbox.add('a', aText('2')).clientId);
    };
    const stop = outbox.subscribe(({ type }) => {
      if (type !== 'gone') return;
      stop();
      void addLater();
    });
    const { clientId: first } = outbox.add('a', aText('1'));
    await jest.advanceTimersByTimeAsync(A_WHILE);
    expect(cloud.texts('a')).toEqual([first, ...after]);
    expect(after).toHaveLength(1);
  },
);

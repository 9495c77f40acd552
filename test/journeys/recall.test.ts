import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { RECALL_MS } from '../../cloudfunctions/common/protocol/limits';
import type { Message } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let customer: Person;
let conversationId: string;
let messageId: string;
let newcomers = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  agent = await person(cloud.url, 'agent-1');
});
afterAll(() => cloud.close());

beforeEach(async () => {
  await agent.ask('assignment', 'status', { status: 'online' });
  customer = await person(cloud.url, `newcomer-${++newcomers}`);
  conversationId = String((await customer.ask('conversation', 'open'))['conversationId']);
  const draft = { conversationId, clientId: 'slip', kind: 'text', body: { text: '发错了' } };
  messageId = String((await customer.ask('message', 'send', draft))['messageId']);
});
afterEach(async () => {
  await cloud.clearFaults();
  await agent.call('conversation', 'close', { conversationId });
});

const recall = (who: Person, of = { conversationId, messageId }) => who.call('message', 'recall', of);

async function seenBy(who: Person): Promise<Message | undefined> {
  const { messages } = await who.ask('message', 'history', { conversationId });
  return (messages as Message[]).find((message) => message.messageId === messageId);
}

async function expectRecalled(): Promise<void> {
  const stored = records(cloud.url);
  for (const who of [customer, agent])
    expect(await seenBy(who)).toMatchObject({ body: '', recalledAt: expect.any(Number) });
  const all = await stored.messages(conversationId);
  expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
  expect(all.filter(({ _id }) => _id === `${messageId}:recalled`)).toHaveLength(1);
  const told = (await stored.feed(conversationId)).flatMap((document) =>
    document.type === 'message' && document.message.messageId === messageId ? [document.message.body] : [],
  );
  expect(told).toEqual(['', '']);
}

test('both see that it was taken back; the record, and who looks after everything, keep what it said', async () => {
  const before = await seenBy(agent);
  expect(await recall(customer)).toEqual({ ok: true, data: null });
  await expectRecalled();
  const lead = await person(cloud.url, 'lead-1');
  expect(await seenBy(lead)).toMatchObject({ body: before?.body, recalledAt: expect.any(Number) });
});

const cuts = ['messages', 'conversations', 'feed'].flatMap((match) =>
  (['error', 'drop'] as const).map((kind) => ({ match, kind })),
);

test.each(cuts)('cut at $match ($kind) and tried again: taken back once', async (cut) => {
  await cloud.addFault({ target: 'database', ...cut, rate: 1, count: 1 });
  expect(await recall(customer)).toMatchObject({ ok: false, retryable: true });
  expect(await recall(customer)).toMatchObject({ ok: true });
  await expectRecalled();
});

test.each(cuts.filter(({ match, kind }) => match === 'feed' || (match === 'conversations' && kind === 'drop')))(
  'cut at $match ($kind) and never tried again: the sweep finishes it',
  async (cut) => {
    await cloud.addFault({ target: 'database', ...cut, rate: 1, count: 1 });
    await recall(customer);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    await expectRecalled();
  },
);

test('recalling twice at once and again is recalling once', async () => {
  await Promise.all([recall(customer), recall(customer)]);
  await recall(customer);
  await expectRecalled();
});

test('only one’s own, only for two minutes, only while the conversation is open', async () => {
  const stranger = await person(cloud.url, 'customer-2');
  for (const who of [agent, stranger]) expect(await recall(who)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await recall(customer, { conversationId, messageId: 'none' })).toMatchObject({ code: 'FORBIDDEN' });
  await cloud.moveClock(RECALL_MS + 1000);
  expect(await recall(customer)).toMatchObject({ code: 'TOO_LATE', retryable: false });
});

test('not after the conversation has ended', async () => {
  await agent.ask('conversation', 'close', { conversationId });
  expect(await recall(customer)).toMatchObject({ code: 'CONVERSATION_CLOSED' });
});

import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { FLOOD_LIMIT, FUNCTION_LIMIT_MS, RECENT_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { databaseCalls, settle, startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let newcomers = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  agent = await person(cloud.url, 'agent-1');
});
afterAll(() => cloud.close());
afterEach(() => cloud.clearFaults());

/** A newcomer in an active conversation with the agent. */
async function meet(): Promise<{ customer: Person; conversationId: string }> {
  await agent.ask('assignment', 'status', { status: 'online' });
  const customer = await person(cloud.url, `newcomer-${++newcomers}`);
  const { conversationId, status } = await customer.ask('conversation', 'open');
  expect(status).toBe('active');
  return { customer, conversationId: String(conversationId) };
}

const draft = (conversationId: string, clientId = 'once') => ({
  conversationId,
  clientId,
  kind: 'text',
  body: { text: '在吗？' },
});

type Meeting = Awaited<ReturnType<typeof meet>>;

const retry = ({ customer, conversationId }: Meeting, attempt = 2) =>
  customer.ask('message', 'send', { ...draft(conversationId), attempt });

/** Does something no faster than people may. */
async function unhurried<T>(act: () => Promise<T>): Promise<T> {
  await cloud.moveClock(1000 / FLOOD_LIMIT + 1);
  return act();
}

/** Every way in which a send may end halfway: before or after each of its three database calls. */
const cuts = [
  { match: 'conversations', kind: 'error' },
  { match: 'conversations', kind: 'drop' },
  { match: 'messages', kind: 'error' },
  { match: 'messages', kind: 'drop' },
  { match: 'feed', kind: 'error' },
  { match: 'feed', kind: 'drop' },
] as const;

/** What may happen after that. `saves`: even a message that was not saved before is saved then. */
const sequels: { name: string; saves: boolean; run: (meeting: Meeting) => Promise<unknown> }[] = [
  { name: 'it is sent again', saves: true, run: (meeting) => retry(meeting) },
  {
    name: 'it is sent again twice at once',
    saves: true,
    run: (meeting) => Promise.all([retry(meeting, 2), retry(meeting, 3)]),
  },
  {
    name: 'the phone is lost and the agent looks at the history',
    saves: false,
    run: ({ conversationId }) => agent.ask('message', 'history', { conversationId }),
  },
  { name: 'the phone is lost', saves: false, run: () => Promise.resolve() },
  {
    name: 'the phone is lost and the agent writes later',
    saves: false,
    async run({ conversationId }) {
      await cloud.moveClock(FUNCTION_LIMIT_MS + 1000);
      await agent.ask('message', 'send', draft(conversationId, 'later'));
    },
  },
  {
    name: 'the agent closes, and then it is sent again',
    saves: false,
    async run(meeting) {
      await agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
      await meeting.customer.call('message', 'send', { ...draft(meeting.conversationId), attempt: 2 });
    },
  },
];

const cases = cuts.flatMap((cut) => sequels.map((sequel) => ({ cut, sequel })));

test.each(cases)(
  'cut at $cut.match ($cut.kind), then $sequel.name: when the sweep has come by, one message, no hole, all told',
  async ({ cut, sequel }) => {
    const meeting = await meet();
    const { customer, conversationId } = meeting;
    await cloud.addFault({ target: 'database', ...cut, rate: 1, count: 1 });
    const first = await customer.call('message', 'send', draft(conversationId));
    expect(first).toMatchObject({ ok: false, code: 'INTERNAL', retryable: true });
    await sequel.run(meeting);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');

    const wasSaved = cut.match !== 'conversations' || cut.kind === 'drop';
    const stored = records(cloud.url);
    const messages = await stored.messages(conversationId);
    const { lastSeq, readers } = await stored.conversation(conversationId);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: lastSeq }, (_, index) => index + 1));
    expect(messages.filter(({ clientId }) => clientId === 'once')).toHaveLength(wasSaved || sequel.saves ? 1 : 0);
    const told = (await stored.feed(conversationId)).flatMap((document) =>
      document.type === 'message' ? [`${document.message.seq} to ${document.to}`] : [],
    );
    expect(told.sort()).toEqual(messages.flatMap(({ seq }) => readers.map((to) => `${seq} to ${to}`)).sort());
    await agent.call('conversation', 'close', { conversationId });
  },
);

test('a first attempt that comes again when its window has passed fills its second place with nothing', async () => {
  const { customer, conversationId } = await meet();
  const first = await customer.ask('message', 'send', draft(conversationId));
  for (let index = 0; index < 32; index += 1) {
    await (index % 2 ? customer : agent).ask('message', 'send', draft(conversationId, `other-${index}`));
  }
  const again = await customer.ask('message', 'send', draft(conversationId));
  expect(again).toEqual(first);
  expect(await customer.ask('message', 'send', draft(conversationId))).toEqual(first);
  const messages = await records(cloud.url).messages(conversationId);
  expect(messages.filter(({ clientId }) => clientId === 'once')).toHaveLength(1);
  const told = (await records(cloud.url).feed(conversationId)).flatMap((document) =>
    document.type === 'message' && document.message.clientId === 'once' ? [document.message.seq] : [],
  );
  expect(told).toEqual([first['seq'], first['seq']]);
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
});

test('when nothing can be kept for a while, what is sent again gets through once, and no hole stays', async () => {
  const { customer, conversationId } = await meet();
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1 });
  const ids = Array.from({ length: 40 }, (_, index) => `m${index}`);
  for (const id of ids) await unhurried(() => customer.call('message', 'send', draft(conversationId, id)));
  await cloud.clearFaults();
  for (const id of ids) {
    await unhurried(() => customer.ask('message', 'send', { ...draft(conversationId, id), attempt: 2 }));
  }
  await agent.ask('message', 'history', { conversationId, after: 0, limit: 100 });
  const messages = await records(cloud.url).messages(conversationId);
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const texts = messages.filter(({ kind }) => kind === 'text').map(({ clientId }) => clientId);
  expect([...texts].sort()).toEqual([...ids].sort());
});

test('a message costs one function call and three database calls, and once a minute a look at the settings', async () => {
  const { customer, conversationId } = await meet();
  await settle(cloud);
  await customer.ask('message', 'send', draft(conversationId, 'first'));
  await cloud.resetUsage();
  for (let index = 0; index < 10; index += 1) {
    await (index % 2 ? customer : agent).ask('message', 'send', draft(conversationId, `m${index}`));
  }
  const { message } = (await cloud.usage()).functions;
  expect(message?.calls).toBe(10);
  expect(databaseCalls(message)).toBe(30);
});

test('what other instances have seen through is looked at once, not with every message that follows', async () => {
  const { customer, conversationId } = await meet();
  await settle(cloud);
  const ofOtherInstances = ['a', 'b', 'c'].map((id) => customer.ask('message', 'send', draft(conversationId, id)));
  await Promise.all(ofOtherInstances);
  await cloud.resetUsage();
  const count = RECENT_LIMIT;
  for (let index = 0; index < count; index += 1) {
    await unhurried(() => customer.ask('message', 'send', draft(conversationId, `m${index}`)));
  }
  const { message } = (await cloud.usage()).functions;
  expect(databaseCalls(message)).toBeLessThanOrEqual(3 * count + 6);
});

test('the agent’s and the customer’s messages are kept in one order, however they race', async () => {
  const { customer, conversationId } = await meet();
  const sends = Array.from({ length: 20 }, (_, index) =>
    (index % 2 ? customer : agent).ask('message', 'send', draft(conversationId, `m${index}`)),
  );
  const receipts = await Promise.all(sends);
  expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(20);
  const { messages } = await agent.ask('message', 'history', { conversationId, limit: 100 });
  const seqs = (messages as { seq: number }[]).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

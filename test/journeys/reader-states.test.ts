import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decrypt } from '../../cloudfunctions/common/cloud/cipher';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type { FeedDocument, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let admin: Person;
let agent: Person;
let lead: Person;
let stranger: Person;
let meeting: Meeting;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = await person(cloud.url, 'admin-1');
  agent = await person(cloud.url, 'agent-1');
  lead = await person(cloud.url, 'lead-1');
  stranger = await person(cloud.url, 'customer-2');
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, agent);
  await say(meeting.customer, '在吗');
});
afterEach(async () => {
  await cloud.clearFaults();
  await lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const say = (who: Person, text: string) =>
  who.ask('message', 'send', {
    conversationId: meeting.conversationId,
    clientId: `m${++clientIds}`,
    kind: 'text',
    body: { text },
  });

const stored = () => records(cloud.url).conversation(meeting.conversationId);

const told = async (type: string) =>
  (await records(cloud.url).find('feed', { conversationId: meeting.conversationId, type })) as FeedDocument[];

async function summaryFor(who: Person): Promise<ConversationSummary | undefined> {
  const { conversationId } = meeting;
  const { conversations } = await who.ask('conversation', 'list', { conversationId });
  return (conversations as ConversationSummary[])[0];
}

const operators: [string, unknown][] = [
  ['an operator', { $ne: null }],
  ['a pattern', { $regex: '.*' }],
  ['a list', ['a']],
  ['a number', 1],
  ['nothing', null],
];

const deliver = (who: Person, seq: number, conversationId: unknown = meeting.conversationId) =>
  who.call('message', 'delivered', { marks: [{ conversationId, seq }] });

describe('delivered', () => {
  test('the other side learns how far messages have come, and it never goes back', async () => {
    for (const seq of [2, 1]) await deliver(agent, seq);
    expect((await stored()).delivered).toEqual({ 'agent-1': 2 });
    expect(await told('delivered')).toMatchObject([
      { to: meeting.openid, reader: { role: 'agent', id: 'agent-1' }, seq: 2 },
    ]);
    expect(await summaryFor(meeting.customer)).toMatchObject({ otherDeliveredSeq: 2 });
    expect(await summaryFor(agent)).toMatchObject({ otherDeliveredSeq: 0 });
  });

  test('what was never said cannot have come', async () => {
    await deliver(agent, 99);
    expect((await stored()).delivered).toBeUndefined();
    expect(await told('delivered')).toEqual([]);
  });

  test('who takes no part changes nothing, and the other marks of a report count', async () => {
    const { conversationId } = meeting;
    for (const who of [stranger, lead]) expect(await deliver(who, 1)).toEqual({ ok: true, data: null });
    expect((await stored()).delivered).toBeUndefined();
    const marks = [
      { conversationId: 'not-mine', seq: 1 },
      { conversationId, seq: 1 },
    ];
    await agent.ask('message', 'delivered', { marks });
    expect((await stored()).delivered).toEqual({ 'agent-1': 1 });
  });

  test.each(operators)('%s for an id is refused', async (_, conversationId) => {
    expect(await deliver(agent, 1, conversationId)).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each([
    ['none', []],
    ['too many', Array.from({ length: 51 }, () => ({ conversationId: 'a', seq: 1 }))],
    ['no list', { conversationId: 'a', seq: 1 }],
  ])('%s of them are refused', async (_, marks) => {
    expect(await agent.call('message', 'delivered', { marks })).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('here', () => {
  test('agents learn that the customer comes and goes, in one document that is rewritten', async () => {
    const { customer, openid } = meeting;
    await customer.ask('conversation', 'here', { here: true });
    expect((await summaryFor(agent))?.otherHere).toEqual({ isHere: true, at: expect.any(Number) });
    await customer.ask('conversation', 'here', { here: false });
    expect(await told('here')).toMatchObject([
      { to: 'agent-1', reader: { role: 'customer', id: openid }, isHere: false },
    ]);
    expect((await summaryFor(agent))?.otherHere).toEqual({ isHere: false, at: expect.any(Number) });
    expect((await stored()).here?.[openid]).toBeLessThan(0);
  });

  test('that the agent who has the conversation is there is noted, and told to the customer alone', async () => {
    await agent.ask('conversation', 'here', { here: true });
    expect((await stored()).here?.['agent-1']).toBeGreaterThan(0);
    expect(await told('here')).toMatchObject([{ reader: { role: 'agent', id: 'agent-1' }, isHere: true }]);
    await agent.ask('conversation', 'here', { here: false });
    const { conversations } = await meeting.customer.ask('conversation', 'list', {
      conversationId: meeting.conversationId,
    });
    expect(conversations).toMatchObject([{ agent: { id: 'agent-1', isHere: false } }]);
    expect(await summaryFor(meeting.customer)).not.toHaveProperty('otherHere');
  });

  test('a stranger is nowhere', async () => {
    await stranger.ask('conversation', 'here', { here: true });
    expect((await stored()).here).toBeUndefined();
  });

  test('a message that comes late does not bring back who has left', async () => {
    await meeting.customer.ask('conversation', 'here', { here: false });
    await say(meeting.customer, '还在路上');
    expect((await summaryFor(agent))?.otherHere?.isHere).toBe(false);
  });

  test.each([...operators, ['a word', 'true']])('%s for yes or no is refused', async (_, here) => {
    expect(await agent.call('conversation', 'here', { here })).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

const mark = (who: Person, given: object) =>
  who.call('conversation', 'mark', { conversationId: meeting.conversationId, ...given });

describe('marks', () => {
  test('each reader has their own, told to their own phones; what is not given stays', async () => {
    await mark(agent, { pinned: true, unread: true });
    await mark(agent, { muted: true, pinned: false });
    await mark(meeting.customer, { muted: true });
    expect((await summaryFor(agent))?.mark).toEqual({ pinned: false, muted: true, unread: true });
    expect((await summaryFor(meeting.customer))?.mark).toEqual({ muted: true });
    expect(await told('mark')).toHaveLength(2);
    expect(await told('mark')).toContainEqual(
      expect.objectContaining({ to: 'agent-1', mark: { pinned: false, muted: true, unread: true } }),
    );
  });

  test('reading takes the mark as unread away, and makes none', async () => {
    await mark(agent, { unread: true, pinned: true });
    const { conversationId } = meeting;
    await agent.ask('message', 'read', { conversationId, seq: 1 });
    await meeting.customer.ask('message', 'read', { conversationId, seq: 1 });
    expect((await stored()).marks).toEqual({ 'agent-1': { pinned: true } });
  });

  test('only of one’s own conversations', async () => {
    for (const who of [stranger, lead]) expect(await mark(who, { pinned: true })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await stored()).marks).toBeUndefined();
  });

  test.each(operators)('%s for an id or a mark is refused', async (_, wrong) => {
    for (const given of [{ conversationId: wrong, pinned: true }, { pinned: wrong }, { muted: wrong }])
      expect(await mark(agent, given)).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

/** Every way in which a change of a state may end halfway; saying it again must do. */
const cuts = ['conversations', 'feed'].flatMap((match) =>
  (['error', 'drop', 'kill'] as const).map((kind) => ({ match, kind })),
);
const changes: [string, string, () => object][] = [
  ['message', 'delivered', () => ({ marks: [{ conversationId: meeting.conversationId, seq: 1 }] })],
  ['message', 'read', () => ({ conversationId: meeting.conversationId, seq: 1 })],
  ['conversation', 'here', () => ({ here: true })],
  ['conversation', 'mark', () => ({ conversationId: meeting.conversationId, pinned: true })],
];

test.each(changes.flatMap(([fn, action, params]) => cuts.map((cut) => ({ fn, action, params, cut }))))(
  '$fn.$action cut at $cut.match ($cut.kind) and said again is as if said once',
  async ({ fn, action, params, cut }) => {
    await cloud.addFault({ target: 'database', ...cut, rate: 1, count: 1 });
    await meeting.customer.call(fn, action, params()).catch(() => undefined);
    await cloud.clearFaults();
    await meeting.customer.ask(fn, action, params());
    expect((await told(action)).length).toBeGreaterThanOrEqual(1);
    const { lastSeq, keptSeq, status } = await stored();
    expect({ lastSeq, status }).toEqual({ lastSeq: 2, status: 'active' });
    expect(keptSeq).toBeLessThanOrEqual(lastSeq);
  },
);

async function show(typingPreview: boolean): Promise<void> {
  await admin.ask('team', 'saveSettings', { settings: { typingPreview } });
  await cloud.moveClock(61_000);
}

const typeFor = (who: Person, text?: string) =>
  who.call('message', 'typing', { conversationId: meeting.conversationId, ...(text !== undefined && { text }) });

describe('what a customer is typing', () => {
  test('staff can read it if the business wants that, nobody reads it in the database', async () => {
    await show(true);
    await typeFor(meeting.customer, '我想退');
    const [document] = (await told('typing')) as { _id: string; preview?: string }[];
    const keys = (await agent.ask('conversation', 'keys', { conversationId: meeting.conversationId })) as unknown;
    expect(decrypt(keys as StreamKey[], document?.preview ?? '', document?._id ?? '')).toBe('我想退');
    expect(JSON.stringify(document)).not.toContain('我想退');
    await typeFor(meeting.customer);
    expect((await told('typing'))[0]).not.toHaveProperty('preview');
  });

  test('what an agent is typing, no customer reads', async () => {
    await show(true);
    await typeFor(agent, '内部想法');
    const documents = await told('typing');
    expect(documents).toMatchObject([{ to: meeting.openid }]);
    expect(documents[0]).not.toHaveProperty('preview');
  });

  test('nobody reads it if the business does not want that', async () => {
    await show(false);
    await typeFor(meeting.customer, '我想退');
    expect((await told('typing'))[0]).not.toHaveProperty('preview');
  });

  test('too long a text is refused', async () => {
    expect(await typeFor(meeting.customer, '字'.repeat(2001))).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

const ways = [
  ['message', 'history'],
  ['conversation', 'keys'],
  ['conversation', 'list'],
] as const;

/** The customer comes back and is served by somebody else. */
async function comeBack(): Promise<{ previousId: string; conversationId: string; server: Person }> {
  const previousId = meeting.conversationId;
  await agent.ask('conversation', 'close', { conversationId: previousId });
  await agent.ask('assignment', 'status', { status: 'offline' });
  const server = await person(cloud.url, 'agent-2');
  await server.ask('assignment', 'status', { status: 'online' });
  const opened = await meeting.customer.ask('conversation', 'open');
  expect(opened).toMatchObject({ previousId, status: 'active' });
  return { previousId, conversationId: String(opened['conversationId']), server };
}

async function leave(conversationId: string, server: Person): Promise<void> {
  await lead.ask('conversation', 'close', { conversationId });
  await server.ask('assignment', 'status', { status: 'offline' });
}

const look = (who: Person, conversationId: string) =>
  Promise.all(ways.map(async ([fn, action]) => (await who.call(fn, action, { conversationId })).ok));

describe('what was said before', () => {
  test('the customer, and who serves the customer now, read it; nobody else does', async () => {
    const { previousId, conversationId, server } = await comeBack();
    const other = await person(cloud.url, 'agent-3');
    for (const who of [meeting.customer, server, agent, lead])
      expect(await look(who, previousId)).toEqual([true, true, true]);
    for (const who of [stranger, other]) expect(await look(who, previousId)).toEqual([false, false, false]);
    expect(await look(agent, conversationId)).toEqual([false, false, false]);
    meeting.conversationId = conversationId;
    for (const who of [meeting.customer, server, lead]) expect(await summaryFor(who)).toMatchObject({ previousId });
    for (const [fn, action] of [
      ['message', 'send'],
      ['conversation', 'close'],
    ] as const) {
      const sent = { conversationId: previousId, clientId: 'late', kind: 'text', body: { text: '补一句' } };
      expect(await server.call(fn, action, sent)).toMatchObject({ code: 'FORBIDDEN' });
    }
    await leave(conversationId, server);
    expect(await look(server, previousId)).toEqual([false, false, false]);
    expect(await summaryFor(server)).not.toHaveProperty('previousId');
    expect(await summaryFor(meeting.customer)).toMatchObject({ previousId });
  });

  test('however openings race and fail, the new conversation knows the one before', async () => {
    for (const match of ['customers', 'conversations']) {
      for (const kind of ['error', 'drop'] as const) {
        const previousId = meeting.conversationId;
        await agent.ask('conversation', 'close', { conversationId: previousId });
        await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
        await Promise.all([1, 2, 3].map(() => meeting.customer.call('conversation', 'open')));
        await cloud.clearFaults();
        meeting.conversationId = String((await meeting.customer.ask('conversation', 'open'))['conversationId']);
        expect((await stored()).previousId).toBe(previousId);
      }
    }
  });

  test('the first conversation has none before', async () => {
    expect(await stored()).not.toHaveProperty('previousId');
    expect(await summaryFor(meeting.customer)).not.toHaveProperty('previousId');
  });
});

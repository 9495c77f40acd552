import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { persons, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1');
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, agent);
});
afterEach(async () => {
  await cloud.clearFaults();
  await lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const current = () => records(cloud.url).conversation(meeting.conversationId);
const takeOver = (who: Person = lead) => who.call('assignment', 'takeover', { conversationId: meeting.conversationId });
const holders = async () =>
  ((await records(cloud.url).find('agents', { holding: meeting.conversationId })) as { _id: string }[]).map(
    ({ _id }) => _id,
  );

/** Whose it is, with the place and nobody else reading along. */
async function expectOwner(agentId: string): Promise<void> {
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  const { agentId: owner, readers, watchers = [], status } = await current();
  expect({ owner, status, watchers }).toEqual({ owner: agentId, status: 'active', watchers: [] });
  expect(readers.sort()).toEqual([agentId, meeting.openid].sort());
  expect(await holders()).toEqual([agentId]);
  const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
  expect(kept).toEqual(all);
}

test('a lead who looks on takes over, in one step', async () => {
  await lead.ask('assignment', 'watch', { conversationId: meeting.conversationId });
  expect(await takeOver()).toMatchObject({ ok: true });
  expect(await takeOver()).toMatchObject({ ok: true });
  const { conversationId } = meeting;
  const draft = { conversationId, clientId: 'late', kind: 'text', body: { text: '我还在' } };
  expect(await agent.call('message', 'send', draft)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lead.call('message', 'send', { ...draft, clientId: 'lead' })).toMatchObject({ ok: true });
  const told = await records(cloud.url).find('feed', { to: 'agent-1', type: 'state', conversationId });
  expect(told.at(-1)).toMatchObject({ state: { agent: { id: 'lead-1' } } });
  await expectOwner('lead-1');
});

test('what is offered to somebody is no longer', async () => {
  await other.ask('assignment', 'status', { status: 'online' });
  await agent.ask('assignment', 'transfer', { conversationId: meeting.conversationId, to: { agentId: 'agent-2' } });
  await takeOver();
  expect(await other.call('assignment', 'accept', { conversationId: meeting.conversationId })).toMatchObject({
    code: 'TOO_LATE',
  });
  await expectOwner('lead-1');
  await other.ask('assignment', 'status', { status: 'offline' });
});

test('from the queue too', async () => {
  const { conversationId, customer } = meeting;
  await customer.ask('conversation', 'close', { conversationId });
  await agent.ask('assignment', 'status', { status: 'offline' });
  const opened = await customer.ask('conversation', 'open');
  meeting = { ...meeting, conversationId: String(opened['conversationId']) };
  expect(await takeOver()).toMatchObject({ ok: true });
  await expectOwner('lead-1');
});

test('two phones of a lead at once take one place', async () => {
  await Promise.all([takeOver(), takeOver()]);
  await expectOwner('lead-1');
});

test.each(
  ['agents', 'conversations', 'feed'].flatMap((match) => (['drop', 'kill'] as const).map((kind) => ({ match, kind }))),
)('cut at $match ($kind), it has one owner with one place', async ({ match, kind }) => {
  await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
  await takeOver().catch(() => undefined);
  await cloud.clearFaults();
  await expectOwner((await current()).agentId ?? '');
});

test.each<[string, () => Person, string]>([
  ['an agent', () => other, 'FORBIDDEN'],
  ['the owner', () => agent, 'FORBIDDEN'],
  ['the customer', () => meeting.customer, 'FORBIDDEN'],
])('refused to %s', async (_, who, code) => {
  expect(await takeOver(who())).toMatchObject({ ok: false, code });
  await expectOwner('agent-1');
});

test('refused once it has ended, and for notes', async () => {
  const { conversationId } = meeting;
  const notes = await agent.ask('conversation', 'notes', { conversationId });
  const asked = { conversationId: notes['conversationId'] };
  expect(await lead.call('assignment', 'takeover', asked)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await lead.call('assignment', 'watch', asked)).toMatchObject({ code: 'FORBIDDEN' });
  await agent.ask('conversation', 'close', { conversationId });
  expect(await takeOver()).toMatchObject({ code: 'CONVERSATION_CLOSED' });
});

test('refused without room', async () => {
  await records(cloud.url).change('agents', { _id: 'lead-1' }, { capacity: 1, holding: ['x'] });
  expect(await takeOver()).toMatchObject({ code: 'FULL' });
  await records(cloud.url).change('agents', { _id: 'lead-1' }, { capacity: 3, holding: [] });
  await expectOwner('agent-1');
});

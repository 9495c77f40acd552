import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ConversationDocument } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, persons, records, type Person } from '../support/people';

const MINUTE = 60_000;

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1');
});
afterAll(() => cloud.close());
beforeEach(async () => {
  for (const who of [agent, other]) await who.ask('assignment', 'status', { status: 'offline' });
});
afterEach(async () => {
  await cloud.clearFaults();
  for (const { _id } of await openOnes({})) await lead.ask('conversation', 'close', { conversationId: _id });
});

const openOnes = async (filter: object) =>
  ((await records(cloud.url).find('conversations', filter)) as ConversationDocument[]).filter(
    ({ status }) => status !== 'closed' && status !== 'staff',
  );
const reopen = (who: Person, { conversationId }: { conversationId: string }) =>
  who.call('conversation', 'reopen', { conversationId });
const conversationOf = ({ conversationId }: Meeting) => records(cloud.url).conversation(conversationId);
const holding = () => records(cloud.url).holding();

/** A conversation that has just ended. */
async function ended(): Promise<Meeting> {
  const meeting = await meet(cloud.url, agent);
  await agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
  return meeting;
}

test('the customer goes on, with the agent they had, in the same conversation', async () => {
  const meeting = await ended();
  await other.ask('assignment', 'status', { status: 'online' });
  expect(await reopen(meeting.customer, meeting)).toMatchObject({ ok: true });
  expect(await conversationOf(meeting)).toMatchObject({ status: 'active', agentId: 'agent-1' });
  expect((await conversationOf(meeting)).closedBy).toBeUndefined();
  expect(await holding()).toEqual([meeting.conversationId]);
  const { conversationId } = await meeting.customer.ask('conversation', 'open');
  expect(conversationId).toBe(meeting.conversationId);
  const { all, kept, told } = await seqsOf(cloud.url, meeting.conversationId);
  await agent.ask('conversation', 'close', meeting);
  expect([all, ...told]).toEqual([[1, 2, 3, 4], all, all]);
  expect((await seqsOf(cloud.url, meeting.conversationId)).kept).toEqual([...all, 5]);
  expect(kept).toEqual(all.slice(0, kept.length));
});

test('somebody else takes it when that agent is not there, and without anybody it waits', async () => {
  const first = await ended();
  await agent.ask('assignment', 'status', { status: 'offline' });
  await reopen(first.customer, first);
  expect(await conversationOf(first)).toMatchObject({ status: 'queued', lastAgentId: 'agent-1' });
  expect((await conversationOf(first)).readers).toEqual([first.openid]);
  await other.ask('assignment', 'status', { status: 'online' });
  expect(await conversationOf(first)).toMatchObject({ status: 'active', agentId: 'agent-2' });
});

test('the agent who had it may, and no other', async () => {
  const meeting = await ended();
  expect(await reopen(other, meeting)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await reopen(await person(cloud.url, 'stranger'), meeting)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await reopen(agent, meeting)).toMatchObject({ ok: true });
  expect(await conversationOf(meeting)).toMatchObject({ status: 'active', agentId: 'agent-1' });
});

test('not for ever', async () => {
  const meeting = await ended();
  await cloud.moveClock(31 * MINUTE);
  expect(await reopen(meeting.customer, meeting)).toMatchObject({ code: 'CONVERSATION_CLOSED' });
});

test('only the last one, and not once there is a newer one', async () => {
  const first = await ended();
  const { conversationId } = await first.customer.ask('conversation', 'open');
  expect(await reopen(first.customer, first)).toMatchObject({ code: 'CONVERSATION_CLOSED' });
  await agent.ask('conversation', 'close', { conversationId });
  expect(await reopen(first.customer, first)).toMatchObject({ code: 'CONVERSATION_CLOSED' });
  expect(await reopen(first.customer, { conversationId: String(conversationId) })).toMatchObject({ ok: true });
});

test('not by somebody who is kept out', async () => {
  const meeting = await ended();
  await records(cloud.url).change('customers', { _id: meeting.openid }, { blockedAt: 1 });
  expect(await reopen(meeting.customer, meeting)).toMatchObject({ code: 'BLOCKED' });
  expect((await conversationOf(meeting)).status).toBe('closed');
});

test('it can end and be taken up again any number of times', async () => {
  const meeting = await ended();
  for (let round = 0; round < 3; round += 1) {
    await reopen(meeting.customer, meeting);
    await agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
  }
  const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
  expect([all.length, kept]).toEqual([11, all]);
  expect(await holding()).toEqual([]);
});

test('however reopening and opening race, a customer is in one conversation', async () => {
  await cloud.addFault({ target: 'database', match: 'conversations', kind: 'delay', rate: 0.5, ms: 20 });
  await cloud.addFault({ target: 'database', match: 'customers', kind: 'delay', rate: 0.5, ms: 20 });
  for (let round = 0; round < 8; round += 1) {
    const meeting = await ended();
    const again = () => reopen(meeting.customer, meeting);
    const anew = () => meeting.customer.ask('conversation', 'open');
    await Promise.all([again(), anew(), reopen(agent, meeting), anew(), again()]);
    const open = await openOnes({ customerId: meeting.openid });
    expect(open).toHaveLength(1);
    expect((await meeting.customer.ask('conversation', 'open'))['conversationId']).toBe(open[0]?._id);
    await lead.ask('conversation', 'close', { conversationId: open[0]?._id });
  }
});

test.each(['conversations', 'agents', 'feed', 'customers'])(
  'cut off at %s, taking it up again finishes it',
  async (match) => {
    for (const kind of ['error', 'drop'] as const) {
      const meeting = await ended();
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await reopen(meeting.customer, meeting);
      await cloud.clearFaults();
      expect(await reopen(meeting.customer, meeting)).toMatchObject({ ok: true });
      await cloud.moveClock(MINUTE);
      await agent.ask('assignment', 'status', { status: 'online' });
      await cloud.runTimer('sweep');
      expect(await conversationOf(meeting)).toMatchObject({ status: 'active', agentId: 'agent-1' });
      expect(await holding()).toEqual([meeting.conversationId]);
      await agent.ask('conversation', 'close', meeting);
    }
  },
);

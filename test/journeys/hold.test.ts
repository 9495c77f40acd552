import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, persons, records, type Person } from '../support/people';

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
  await setCapacity(1);
});
afterEach(async () => {
  await cloud.clearFaults();
  const all = (await records(cloud.url).find('conversations', {})) as { _id: string; status: string }[];
  for (const { _id, status } of all)
    if (status !== 'closed' && status !== 'staff') await lead.ask('conversation', 'close', { conversationId: _id });
});

const setCapacity = (capacity: number) => records(cloud.url).change('agents', { _id: 'agent-1' }, { capacity });
const holding = (agentId?: string) => records(cloud.url).holding(agentId);
const statusOf = async (conversationId: string) => {
  const { status, agentId } = await records(cloud.url).conversation(conversationId);
  return [status, agentId];
};
const hold = ({ conversationId }: Meeting) => agent.ask('assignment', 'hold', { conversationId });
const resume = ({ conversationId }: Meeting) => agent.call('assignment', 'resume', { conversationId });

let said = 0;
const say = (who: Person, { conversationId }: Meeting) =>
  who.ask('message', 'send', { conversationId, clientId: `words-${++said}`, kind: 'text', body: { text: '在吗' } });

const enqueue = async (openid: string) => {
  const customer = await person(cloud.url, openid);
  const { conversationId, status } = await customer.ask('conversation', 'open');
  return { customer, conversationId: String(conversationId), status };
};

test('what rests takes no place: the next in the queue is served', async () => {
  const meeting = await meet(cloud.url, agent);
  const next = await enqueue('next-in-line');
  expect(next.status).toBe('queued');
  await hold(meeting);
  expect(await statusOf(meeting.conversationId)).toEqual(['onhold', 'agent-1']);
  expect(await statusOf(next.conversationId)).toEqual(['active', 'agent-1']);
  expect(await holding()).toEqual([next.conversationId]);
});

test('the owner goes on when there is room, and only then', async () => {
  const meeting = await meet(cloud.url, agent);
  await hold(meeting);
  await hold(meeting);
  const next = await enqueue('in-between');
  expect(await resume(meeting)).toMatchObject({ code: 'FULL' });
  await agent.ask('conversation', 'close', { conversationId: next.conversationId });
  expect(await Promise.all([resume(meeting), resume(meeting)])).toEqual([
    { ok: true, data: null },
    { ok: true, data: null },
  ]);
  expect(await statusOf(meeting.conversationId)).toEqual(['active', 'agent-1']);
  expect(await holding()).toEqual([meeting.conversationId]);
  expect((await records(cloud.url).conversation(meeting.conversationId)).decision).toMatchObject({
    agentId: 'agent-1',
  });
  const { all, kept, told } = await seqsOf(cloud.url, meeting.conversationId);
  expect([kept, ...told]).toEqual([all, all, all]);
});

test('what the customer says wakes it', async () => {
  const meeting = await meet(cloud.url, agent);
  await hold(meeting);
  await say(agent, meeting);
  expect(await statusOf(meeting.conversationId)).toEqual(['onhold', 'agent-1']);
  await say(meeting.customer, meeting);
  expect(await statusOf(meeting.conversationId)).toEqual(['active', 'agent-1']);
  expect(await holding()).toEqual([meeting.conversationId]);
});

test('if its owner has no room by then, somebody else is there', async () => {
  const meeting = await meet(cloud.url, agent);
  await hold(meeting);
  await enqueue('takes-the-place');
  await say(meeting.customer, meeting);
  expect(await statusOf(meeting.conversationId)).toEqual(['queued', undefined]);
  await other.ask('assignment', 'status', { status: 'online' });
  expect(await statusOf(meeting.conversationId)).toEqual(['active', 'agent-2']);
});

test('if its owner has gone home by then, the customer waits for whoever comes first', async () => {
  const meeting = await meet(cloud.url, agent);
  await hold(meeting);
  await agent.ask('assignment', 'status', { status: 'offline' });
  await say(meeting.customer, meeting);
  expect(await statusOf(meeting.conversationId)).toEqual(['queued', undefined]);
  await agent.ask('assignment', 'status', { status: 'online' });
  expect(await statusOf(meeting.conversationId)).toEqual(['active', 'agent-1']);
});

test('only its owner lets a conversation rest or wants to be reminded of it', async () => {
  const { conversationId, customer } = await meet(cloud.url, agent);
  for (const stranger of [other, customer])
    for (const [action, params] of [
      ['hold', {}],
      ['resume', {}],
      ['remind', { at: 1 }],
    ] as const)
      expect(await stranger.call('assignment', action, { conversationId, ...params })).toMatchObject({
        code: 'FORBIDDEN',
      });
  await lead.ask('assignment', 'hold', { conversationId });
  await lead.ask('assignment', 'resume', { conversationId });
  expect(await statusOf(conversationId)).toEqual(['active', 'agent-1']);
});

const lastState = async ({ conversationId }: Meeting, to: string) =>
  ((await records(cloud.url).find('feed', { conversationId, to, type: 'state' }, 'at')) as FeedDocument[]).at(-1);

test('labels are told to the staff’s phones, not to the customer', async () => {
  const meeting = await meet(cloud.url, agent);
  const { conversationId, openid } = meeting;
  for (const tags of [['物流'], []]) {
    await agent.ask('conversation', 'tag', { conversationId, tags });
    expect(await lastState(meeting, 'agent-1')).toMatchObject({ state: { tags } });
    expect(JSON.stringify(await lastState(meeting, openid))).not.toContain('tags');
  }
});

test('the reminder is told to the owner’s phones, not to the customer', async () => {
  const meeting = await meet(cloud.url, agent);
  const { conversationId, openid } = meeting;
  await agent.ask('assignment', 'remind', { conversationId, at: 5e12 });
  expect(await lastState(meeting, 'agent-1')).toMatchObject({ state: { remindAt: 5e12 } });
  expect(JSON.stringify(await lastState(meeting, openid))).not.toContain('remindAt');
  await agent.ask('assignment', 'remind', { conversationId, at: null });
  expect((await records(cloud.url).conversation(conversationId)).remindAt).toBeUndefined();
});

test.each(['conversations', 'agents', 'messages', 'feed'])(
  'cut off at %s, it rests and goes on all the same',
  async (match) => {
    for (const kind of ['error', 'drop'] as const) {
      const meeting = await meet(cloud.url, agent);
      const { conversationId } = meeting;
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await agent.call('assignment', 'hold', { conversationId });
      await cloud.clearFaults();
      await hold(meeting);
      expect([await statusOf(conversationId), await holding()]).toEqual([['onhold', 'agent-1'], []]);
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await meeting.customer.call('message', 'send', {
        conversationId,
        clientId: 'woken',
        kind: 'text',
        body: { text: '在吗' },
      });
      await cloud.clearFaults();
      await meeting.customer.ask('message', 'send', {
        conversationId,
        clientId: 'woken',
        kind: 'text',
        body: { text: '在吗' },
        attempt: 2,
      });
      await cloud.moveClock(60_000);
      await agent.ask('assignment', 'status', { status: 'online' });
      await cloud.runTimer('sweep');
      expect([await statusOf(conversationId), await holding()]).toEqual([['active', 'agent-1'], [conversationId]]);
      await agent.ask('conversation', 'close', { conversationId });
    }
  },
);

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let people: Record<'agent' | 'other' | 'lead' | 'analyst', Person>;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = (openid: string) => person(cloud.url, openid);
  people = {
    agent: await sign('agent-1'),
    other: await sign('agent-2'),
    lead: await sign('lead-1'),
    analyst: await sign('analyst-1'),
  };
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, people.agent);
});
afterEach(async () => {
  await cloud.clearFaults();
  await people.lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const block = (who: Person, isBlocked = true) =>
  who.call('customer', 'block', { conversationId: meeting.conversationId, isBlocked });
const open = () => meeting.customer.call('conversation', 'open');
const write = () => {
  const { conversationId, customer } = meeting;
  return customer.call('message', 'send', { conversationId, clientId: 'b', kind: 'text', body: { text: '喂' } });
};
const blockedIds = async () => {
  const { customers } = await people.lead.ask('customer', 'blocked');
  return (customers as { customerId: string }[]).map(({ customerId }) => customerId);
};
const openOnes = () =>
  records(cloud.url).find('conversations', { customerId: meeting.openid, status: { $in: ['queued', 'active'] } });

test('who is blocked is out at once, stays out, and comes in again when let in', async () => {
  expect(await block(people.agent)).toMatchObject({ ok: true });
  const { conversationId, customer } = meeting;
  expect(await records(cloud.url).conversation(conversationId)).toMatchObject({ status: 'closed' });
  expect(await open()).toMatchObject({ code: 'BLOCKED' });
  expect(await write()).toMatchObject({ code: 'BLOCKED' });
  expect(await customer.call('conversation', 'reopen', { conversationId })).toMatchObject({ code: 'BLOCKED' });
  expect(await blockedIds()).toContain(meeting.openid);
  expect(
    await records(cloud.url).find('audit', { action: 'customer.block', 'target.conversationId': conversationId }),
  ).toHaveLength(1);
  expect(await block(people.agent, false)).toMatchObject({ ok: true });
  expect(await blockedIds()).not.toContain(meeting.openid);
  const opened = await open();
  expect(opened).toMatchObject({ ok: true, data: { status: 'active' } });
  if (opened.ok) meeting = { ...meeting, conversationId: String(opened.data['conversationId']) };
});

test('blocked while a new conversation is being opened, nothing stays open', async () => {
  await meeting.customer.ask('conversation', 'close', { conversationId: meeting.conversationId });
  await Promise.all([block(people.lead), open(), open()]);
  await block(people.lead);
  expect(await openOnes()).toEqual([]);
  expect(await open()).toMatchObject({ code: 'BLOCKED' });
});

test.each(
  ['customers', 'conversations'].flatMap((match) => (['drop', 'kill'] as const).map((kind) => ({ match, kind }))),
)('cut at $match ($kind) and done again, it is done', async ({ match, kind }) => {
  await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
  await block(people.agent).catch(() => undefined);
  await cloud.clearFaults();
  expect(await block(people.agent)).toMatchObject({ ok: true });
  expect(await openOnes()).toEqual([]);
  expect(await open()).toMatchObject({ code: 'BLOCKED' });
  expect(await records(cloud.url).find('agents', { holding: meeting.conversationId })).toEqual([]);
});

test.each<[string, () => Person]>([
  ['an agent who does not serve them', () => people.other],
  ['an analyst', () => people.analyst],
  ['the customer', () => meeting.customer],
])('refused to %s', async (_, who) => {
  expect(await block(who())).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  expect(await open()).toMatchObject({ ok: true });
});

test.each<[string, () => Person]>([
  ['an agent', () => people.agent],
  ['the customer', () => meeting.customer],
])('who is blocked is not for %s to know', async (_, who) =>
  expect(await who().call('customer', 'blocked')).toMatchObject({ code: 'FORBIDDEN' }),
);

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { AgentDocument, FeedDocument, Notice } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

const TRANSFER_MS = 300_000;

let cloud: TestCloud;
let people: Record<'agent' | 'target' | 'other' | 'lead' | 'analyst', Person>;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = (openid: string) => person(cloud.url, openid);
  people = {
    agent: await sign('agent-1'),
    target: await sign('agent-2'),
    other: await sign('agent-3'),
    lead: await sign('lead-1'),
    analyst: await sign('analyst-1'),
  };
});
afterAll(() => cloud.close());

beforeEach(async () => {
  for (const who of [people.target, people.other]) await who.ask('assignment', 'status', { status: 'offline' });
  meeting = await meet(cloud.url, people.agent);
  await people.target.ask('assignment', 'status', { status: 'online' });
});
afterEach(async () => {
  await cloud.clearFaults();
  await people.lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const stored = () => records(cloud.url);
const current = () => stored().conversation(meeting.conversationId);
const call = (who: Person, action: string, more: object = {}) =>
  who.call('assignment', action, { conversationId: meeting.conversationId, ...more });
const offer = (agentId = 'agent-2', note?: string) =>
  call(people.agent, 'transfer', { to: { agentId }, ...(note !== undefined && { note }) });

async function holdersOf(conversationId = meeting.conversationId): Promise<string[]> {
  const agents = (await stored().find('agents', { holding: conversationId })) as AgentDocument[];
  return agents.map(({ _id }) => _id);
}

async function noticesTo(to: string): Promise<Notice['kind'][]> {
  const found = (await stored().find('feed', {
    to,
    type: 'notice',
    conversationId: meeting.conversationId,
  })) as Extract<FeedDocument, { type: 'notice' }>[];
  return found.map(({ notice }) => notice.kind);
}

async function expectWhole(): Promise<void> {
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
  expect(kept).toEqual(all);
}

/** Whose it is, and nobody else's. */
async function expectOwner(agentId: string): Promise<void> {
  const { status, agentId: owner, offer: left, watchers = [], readers } = await current();
  expect({ status, owner, left, watchers }).toEqual({
    status: 'active',
    owner: agentId,
    left: undefined,
    watchers: [],
  });
  expect(readers.sort()).toEqual([agentId, meeting.openid].sort());
  expect(await holdersOf()).toEqual([agentId]);
}

test('an offer stays with the sender, and lets the other look on unseen', async () => {
  expect(await offer('agent-2', '漏水，要换货')).toMatchObject({ ok: true });
  const { agentId, watchers, readers, offer: made, people: there } = await current();
  expect({ agentId, watchers }).toEqual({ agentId: 'agent-1', watchers: ['agent-2'] });
  expect(made).toMatchObject({ to: { id: 'agent-2' }, by: { id: 'agent-1' } });
  expect(readers).toContain('agent-2');
  expect(there.map(({ id }) => id)).not.toContain('agent-2');
  expect(await holdersOf()).toEqual(['agent-1']);
  expect(await noticesTo('agent-2')).toEqual(['offer']);
});

test('accepted, it is the other’s with one step, and the sender is out', async () => {
  await offer();
  expect(await call(people.target, 'accept')).toMatchObject({ ok: true });
  await expectOwner('agent-2');
  await expectWhole();
  expect(await call(people.target, 'accept')).toMatchObject({ ok: true });
});

test.each(['decline', 'leave'])('declined by %s, it stays with the sender, who is told', async (action) => {
  await offer();
  expect(await call(people.target, action)).toMatchObject({ ok: true });
  await expectOwner('agent-1');
  expect(await noticesTo('agent-1')).toContain('declined');
  expect(await call(people.target, 'accept')).toMatchObject({ code: 'TOO_LATE' });
});

test('not answered in time, it is declined', async () => {
  await offer();
  await cloud.moveClock(TRANSFER_MS + 1000);
  await people.agent.ask('assignment', 'status', { status: 'online' });
  expect(await call(people.target, 'accept')).toMatchObject({ code: 'TOO_LATE' });
  await cloud.runTimer('sweep');
  await expectOwner('agent-1');
  expect(await noticesTo('agent-1')).toContain('declined');
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { AgentDocument, FeedDocument, Notice } from '../../cloudfunctions/common/protocol/documents';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

const TRANSFER_MS = 300_000;

let cloud: TestCloud;
let people: Record<'agent' | 'target' | 'other' | 'lead' | 'analyst', Person>;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  await assigning(cloud).setRules({ skills: [{ id: 'technical', name: '技术' }] });
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

/** A sweep that is slow leaves the rest to the next one. */
const MOST_SWEEPS = 5;

async function expectWhole(sweepsLeft = MOST_SWEEPS): Promise<void> {
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
  if (kept.length < all.length && sweepsLeft > 1) return expectWhole(sweepsLeft - 1);
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

test('the summary for the colleague holds what they need, and nobody else gets it', async () => {
  const { conversationId, customer } = meeting;
  await customer.ask('message', 'send', { conversationId, clientId: 'q', kind: 'text', body: { text: '漏水怎么办' } });
  await people.agent.ask('conversation', 'tag', { conversationId, tags: ['售后', '售后'] });
  await offer('agent-2', '请帮忙换货');
  const summaryFor = async (who: Person) => {
    const { conversations } = await who.ask('conversation', 'list', { conversationId });
    return (conversations as ConversationSummary[])[0];
  };
  const summary = await summaryFor(people.target);
  expect(summary).toMatchObject({ part: 'watcher', handover: { note: '请帮忙换货', tags: ['售后'] } });
  expect(summary?.handover?.question).toMatchObject({ kind: 'text', from: { role: 'customer' } });
  for (const who of [people.agent, customer]) expect(await summaryFor(who)).not.toHaveProperty('handover');
  const seen = JSON.stringify(await summaryFor(customer));
  for (const secret of ['agent-2', '"offer":', '请帮忙', '售后']) expect(seen).not.toContain(secret);
});

test('nothing that the customer is told names whom it was offered to, before they accept', async () => {
  await offer('agent-2', '请帮忙换货');
  await people.target.ask('message', 'read', { conversationId: meeting.conversationId, seq: 1 });
  await people.target.ask('message', 'typing', { conversationId: meeting.conversationId });
  await people.target.ask('message', 'delivered', { marks: [{ conversationId: meeting.conversationId, seq: 1 }] });
  const told = (await stored().find('feed', { to: meeting.openid })) as object[];
  const { documents } = await meeting.customer.ask('message', 'sync', { after: 0 });
  for (const seen of [told, documents]) expect(JSON.stringify(seen)).not.toContain('agent-2');
});

test('the note stands among the notes once, however often the transfer is made', async () => {
  await offer('agent-2', '请帮忙换货');
  await offer('agent-2', '请帮忙换货');
  const notesId = `${meeting.conversationId}:staff`;
  expect(await stored().messages(notesId)).toHaveLength(1);
  expect((await stored().conversation(notesId)).readers.sort()).toEqual(['agent-1', 'agent-2']);
  await call(people.target, 'decline', { reason: '在开会' });
  expect(await stored().messages(notesId)).toHaveLength(2);
  expect(await noticesTo('agent-1')).toEqual(['declined']);
});

describe('refused', () => {
  test.each<[string, () => Person, object, string]>([
    ['to oneself', () => people.agent, { agentId: 'agent-1' }, 'INVALID_INPUT'],
    ['by a lead to who has it', () => people.lead, { agentId: 'agent-1' }, 'INVALID_INPUT'],
    ['to who is off duty', () => people.agent, { agentId: 'agent-3' }, 'OFF_DUTY'],
    ['to nobody', () => people.agent, { agentId: 'ghost' }, 'NOT_FOUND'],
    ['to an analyst', () => people.agent, { agentId: 'analyst-1' }, 'NOT_FOUND'],
    ['to a skill that is none', () => people.agent, { skill: 'ghost' }, 'NOT_FOUND'],
    ['by who is not in it', () => people.other, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['by an analyst', () => people.analyst, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['by the customer', () => meeting.customer, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['to an operator', () => people.agent, { agentId: { $ne: null } }, 'INVALID_INPUT'],
  ])('%s', async (_, who, to, code) => {
    expect(await call(who(), 'transfer', { to })).toMatchObject({ ok: false, code });
    await expectOwner('agent-1');
  });

  test('to somebody who has left', async () => {
    await stored().change('agents', { _id: 'agent-2' }, { deactivatedAt: 1 });
    expect(await offer()).toMatchObject({ code: 'NOT_FOUND' });
    await unset('agent-2');
  });

  test('to somebody without room; who has lost it since is told so, and can accept once there is some', async () => {
    await stored().change('agents', { _id: 'agent-2' }, { capacity: 1, holding: ['x'] });
    expect(await offer()).toMatchObject({ code: 'FULL' });
    await stored().change('agents', { _id: 'agent-2' }, { holding: [] });
    await offer();
    await stored().change('agents', { _id: 'agent-2' }, { holding: ['x'] });
    expect(await call(people.target, 'accept')).toMatchObject({ code: 'FULL' });
    expect((await current()).offer).toBeDefined();
    await stored().change('agents', { _id: 'agent-2' }, { holding: [], capacity: 5 });
    expect(await call(people.target, 'accept')).toMatchObject({ ok: true });
    await expectOwner('agent-2');
  });

  test.each(['accept', 'decline'])('%s by somebody it was not offered to', async (action) => {
    await offer();
    for (const who of [people.other, people.lead, people.agent])
      if (!(action === 'accept' && who === people.agent))
        expect(await call(who, action)).toMatchObject({ ok: false, code: 'TOO_LATE' });
    expect(await call(meeting.customer, action)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await current()).offer).toBeDefined();
  });

  test('everything else of somebody who only looks on', async () => {
    const { conversationId } = meeting;
    await offer();
    const draft = { conversationId, clientId: 'w', kind: 'text', body: { text: '我混进来' } };
    expect(await people.target.call('message', 'send', draft)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await people.target.call('conversation', 'close', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await call(people.target, 'invite', { agentId: 'agent-3' })).toMatchObject({ code: 'FORBIDDEN' });
  });
});

const unset = async (_id: string) => {
  await people.lead.ask('team', 'reactivate', { agentId: _id });
  await people.target.ask('assignment', 'status', { status: 'online' });
};

describe('races', () => {
  test.each<[string, [() => Promise<unknown>, () => Promise<unknown>], string[]]>([
    ['two phones accept', [() => call(people.target, 'accept'), () => call(people.target, 'accept')], ['agent-2']],
    [
      'accept and decline',
      [() => call(people.target, 'accept'), () => call(people.target, 'decline')],
      ['agent-1', 'agent-2'],
    ],
    [
      'accept and withdraw',
      [() => call(people.target, 'accept'), () => call(people.agent, 'withdraw')],
      ['agent-1', 'agent-2'],
    ],
    [
      'accept and take over',
      [() => call(people.target, 'accept'), () => call(people.lead, 'takeover')],
      ['agent-2', 'lead-1'],
    ],
  ])('%s: one owner, one place', async (_, acts, owners) => {
    await offer();
    await Promise.all(acts.map((act) => act()));
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    const { agentId = '', offer: left, watchers = [] } = await current();
    expect(owners).toContain(agentId);
    expect({ left, watchers }).toEqual({ left: undefined, watchers: [] });
    expect(await holdersOf()).toEqual([agentId]);
    await expectWhole();
  });

  test('accept and the customer leaving: it has ended, and nobody holds a place', async () => {
    const { conversationId, customer } = meeting;
    await offer();
    await Promise.all([call(people.target, 'accept'), customer.call('conversation', 'close', { conversationId })]);
    const { status, offer: left, watchers = [] } = await current();
    expect({ status, left, watchers }).toEqual({ status: 'closed', left: undefined, watchers: [] });
    expect(await holdersOf()).toEqual([]);
    expect(await call(people.target, 'accept')).toMatchObject({ ok: false });
  });

  test('the other leaves the team: it returns at once', async () => {
    await offer();
    await people.lead.ask('team', 'deactivate', { agentId: 'agent-2' });
    await expectOwner('agent-1');
    expect(await call(people.target, 'accept')).toMatchObject({ ok: false });
    await unset('agent-2');
  });

  test('the sender goes off duty: the other can still accept', async () => {
    await offer();
    await people.agent.ask('assignment', 'status', { status: 'offline' });
    expect(await call(people.target, 'accept')).toMatchObject({ ok: true });
    await expectOwner('agent-2');
  });

  test('the other goes off duty: it returns at once', async () => {
    await offer();
    await people.target.ask('assignment', 'status', { status: 'offline' });
    await expectOwner('agent-1');
    expect(await noticesTo('agent-1')).toContain('declined');
  });
});

test.each(
  ['transfer', 'accept', 'decline'].flatMap((action) =>
    ['agents', 'conversations', 'feed'].flatMap((match) =>
      (['drop', 'kill'] as const).map((kind) => ({ action, match, kind })),
    ),
  ),
)('$action cut at $match ($kind) heals', async ({ action, match, kind }) => {
  if (action !== 'transfer') await offer();
  await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
  await (action === 'transfer' ? offer() : call(people.target, action)).catch(() => undefined);
  await cloud.clearFaults();
  await expectWhole();
  const { agentId = '', offer: left, watchers = [], status } = await current();
  expect(status).toBe('active');
  expect(watchers).toEqual(left ? ['agent-2'] : []);
  expect(await holdersOf()).toEqual([agentId]);
});

const toSkill = () => call(people.agent, 'transfer', { to: { skill: 'technical' }, note: '转技术' });

describe('to a skill', () => {
  test('somebody who has it gets it at once, and the sender is out', async () => {
    expect(await toSkill()).toMatchObject({ ok: true });
    expect(await current()).toMatchObject({ skill: 'technical', skillBy: 'transfer' });
    await expectOwner('agent-2');
  });

  test('nobody takes it up in time: back to where it came from, and the sender first', async () => {
    await people.target.ask('assignment', 'status', { status: 'offline' });
    await toSkill();
    expect(await current()).toMatchObject({ status: 'queued', skill: 'technical' });
    await cloud.moveClock(TRANSFER_MS + 1000);
    await people.agent.ask('assignment', 'status', { status: 'online' });
    await people.other.ask('assignment', 'status', { status: 'online' });
    await cloud.runTimer('sweep');
    await expectOwner('agent-1');
    expect((await current()).skill).toBeUndefined();
    expect(await noticesTo('agent-1')).toContain('declined');
  });
});

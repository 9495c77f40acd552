import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let people: Record<'agent' | 'guest' | 'other' | 'lead' | 'analyst', Person>;
let meeting: Meeting;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = (openid: string) => person(cloud.url, openid);
  people = {
    agent: await sign('agent-1'),
    guest: await sign('agent-2'),
    other: await sign('agent-3'),
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

const stored = () => records(cloud.url);
const current = () => stored().conversation(meeting.conversationId);
const call = (who: Person, action: string, more: object = {}) =>
  who.call('assignment', action, { conversationId: meeting.conversationId, ...more });
const invite = (isUnseen = false, agentId = 'agent-2') => call(people.agent, 'invite', { agentId, isUnseen });
const say = (who: Person, text: string, conversationId = meeting.conversationId, more: object = {}) =>
  who.call('message', 'send', { conversationId, clientId: `i${++clientIds}`, kind: 'text', body: { text, ...more } });

async function feedOf(to: string): Promise<FeedDocument[]> {
  return (await stored().find('feed', { to, conversationId: meeting.conversationId })) as FeedDocument[];
}

describe('a guest whom everybody sees', () => {
  test('reads and writes along, holds no place, and goes out again', async () => {
    const { conversationId } = meeting;
    expect(await invite()).toMatchObject({ ok: true });
    expect(await say(people.guest, '我来补充')).toMatchObject({ ok: true });
    expect(await stored().find('agents', { holding: conversationId })).toMatchObject([{ _id: 'agent-1' }]);
    expect((await feedOf('agent-2')).map(({ type }) => type)).toEqual(expect.arrayContaining(['notice', 'state']));
    expect((await current()).people.map(({ id }) => id)).toContain('agent-2');
    expect(await call(people.guest, 'leave')).toMatchObject({ ok: true });
    expect(await say(people.guest, '还在吗')).toMatchObject({ code: 'FORBIDDEN' });
    expect((await current()).readers.sort()).toEqual(['agent-1', meeting.openid].sort());
  });

  test('comes once, however often and by however many they are invited', async () => {
    await Promise.all([invite(), invite(), invite()]);
    await invite();
    const { readers, people: there, lastSeq } = await current();
    expect(readers.filter((to) => to === 'agent-2')).toHaveLength(1);
    expect({ there: there.length, lastSeq }).toEqual({ there: 3, lastSeq: 2 });
  });

  test.each(['conversations', 'feed'].flatMap((match) => (['drop', 'kill'] as const).map((kind) => ({ match, kind }))))(
    'an invitation cut at $match ($kind) heals',
    async ({ match, kind }) => {
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await invite().catch(() => undefined);
      await cloud.clearFaults();
      await cloud.moveClock(CHECK_AFTER_MS + 1000);
      await cloud.runTimer('sweep');
      const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
      expect(kept).toEqual(all);
      const { readers, lastSeq } = await current();
      expect(readers.includes('agent-2')).toBe(lastSeq === 2);
    },
  );
});

describe('who looks on unseen', () => {
  const ways: [string, () => Promise<unknown>, () => Person, string][] = [
    ['an invited colleague', () => invite(true), () => people.guest, 'agent-2'],
    ['a lead', () => call(people.lead, 'watch'), () => people.lead, 'lead-1'],
  ];

  test.each(ways)(
    '%s reads along, whispers among the notes, and no customer ever learns of it',
    async (_, come, who, to) => {
      const { conversationId, customer, openid } = meeting;
      expect(await come()).toMatchObject({ ok: true });
      const before = await current();
      expect(before).toMatchObject({ watchers: [to], lastSeq: 1 });
      expect(await say(customer, '在吗')).toMatchObject({ ok: true });
      expect((await feedOf(to)).some(({ type }) => type === 'message')).toBe(true);
      for (const [fn, action, more] of [
        ['message', 'read', { seq: 2 }],
        ['message', 'typing', {}],
        ['message', 'delivered', { marks: [{ conversationId, seq: 2 }] }],
        ['conversation', 'here', { here: true }],
      ] as const)
        expect(await who().call(fn, action, { conversationId, ...more })).toMatchObject({ ok: true });
      const notes = (await who().ask('conversation', 'notes', { conversationId })) as { conversationId: string };
      expect(await say(who(), '先安抚客户', notes.conversationId)).toMatchObject({ ok: true });
      const told = await stored().find('feed', { to: openid });
      const { documents } = await customer.ask('message', 'sync', { after: 0 });
      const { conversations } = await customer.ask('conversation', 'list');
      const { messages } = await customer.ask('message', 'history', { conversationId });
      const opened = await customer.ask('conversation', 'open');
      for (const seen of [told, documents, conversations, messages, opened]) {
        expect(JSON.stringify(seen)).not.toContain(to);
        expect(JSON.stringify(seen)).not.toContain(':staff');
      }
      expect((await feedOf('agent-1')).filter(({ type }) => type === 'read' || type === 'delivered')).toEqual([]);
    },
  );

  test.each(ways)('%s says nothing to the customer, whatever they try', async (_, come, who) => {
    const { conversationId } = meeting;
    await come();
    expect(await say(who(), '你好')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await say(who(), '你好', conversationId, { mentions: ['agent-1'] })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const card = {
      conversationId,
      clientId: 'card',
      kind: 'customer',
      body: { customerId: 'c', name: '林', tags: [] },
    };
    expect(await people.agent.call('message', 'send', card)).toMatchObject({ code: 'INVALID_INPUT' });
    expect((await current()).lastSeq).toBe(1);
  });

  test('stops looking on', async () => {
    await call(people.lead, 'watch');
    expect(await call(people.lead, 'leave')).toMatchObject({ ok: true });
    expect(await current()).toMatchObject({ watchers: [], readers: expect.not.arrayContaining(['lead-1']) });
  });

  test('comes in for everybody to see when invited so', async () => {
    await invite(true);
    await invite();
    expect(await current()).toMatchObject({ watchers: [] });
    expect(await say(people.guest, '我来了')).toMatchObject({ ok: true });
  });

  test('every look of a lead is in the audit log', async () => {
    await call(people.lead, 'watch');
    const target = { conversationId: meeting.conversationId };
    expect(await stored().find('audit', { action: 'assignment.watch', target })).toHaveLength(1);
  });
});

test('colleagues see who is writing', async () => {
  const { conversationId } = meeting;
  await invite();
  await people.guest.ask('message', 'typing', { conversationId });
  const typing = (await feedOf('agent-1')).filter(({ type }) => type === 'typing');
  expect(typing).toMatchObject([{ reader: { role: 'agent', id: 'agent-2' } }]);
});

test('a card of the customer among the notes', async () => {
  const { conversationId } = meeting;
  const notes = (await people.agent.ask('conversation', 'notes', { conversationId })) as { conversationId: string };
  const body = { customerId: meeting.openid, name: '林小满', tags: ['vip'], mentions: ['agent-2'] };
  const card = { conversationId: notes.conversationId, clientId: 'card', kind: 'customer', body };
  expect(await people.agent.call('message', 'send', card)).toMatchObject({ ok: true });
  const notices = (await feedOf('agent-2')).filter(({ type }) => type === 'notice');
  expect(notices).toMatchObject([{ notice: { kind: 'mention' } }]);
});

describe('refused', () => {
  test.each<[string, string, () => Person, object, string]>([
    ['a stranger to the conversation invites', 'invite', () => people.other, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['the customer invites', 'invite', () => meeting.customer, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['an analyst invites', 'invite', () => people.analyst, { agentId: 'agent-2' }, 'FORBIDDEN'],
    ['an analyst is invited', 'invite', () => people.agent, { agentId: 'analyst-1' }, 'NOT_FOUND'],
    ['nobody is invited', 'invite', () => people.agent, { agentId: 'ghost' }, 'NOT_FOUND'],
    ['an agent watches', 'watch', () => people.other, {}, 'FORBIDDEN'],
    ['the customer watches', 'watch', () => meeting.customer, {}, 'FORBIDDEN'],
    ['the owner leaves', 'leave', () => people.agent, {}, 'FORBIDDEN'],
    ['the customer leaves', 'leave', () => meeting.customer, {}, 'FORBIDDEN'],
  ])('%s', async (_, action, who, more, code) => {
    expect(await call(who(), action, more)).toMatchObject({ ok: false, code });
    expect((await current()).readers.sort()).toEqual(['agent-1', meeting.openid].sort());
  });

  test('whom a conversation is about is not brought into it', async () => {
    const opened = await people.other.ask('conversation', 'open');
    const conversationId = String(opened['conversationId']);
    const invited = { conversationId, agentId: 'agent-3' };
    expect(await people.lead.call('assignment', 'invite', invited)).toMatchObject({ code: 'FORBIDDEN' });
    for (const action of ['claim', 'leave'])
      expect(await people.other.call('assignment', action, { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
    await people.lead.ask('conversation', 'close', { conversationId });
  });
});

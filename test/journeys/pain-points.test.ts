import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type {
  AgentDocument,
  ConversationDocument,
  ConversationState,
  FeedDocument,
  Message,
} from '../../cloudfunctions/common/protocol/documents';
import { isOpen } from '../../cloudfunctions/common/domain/sides';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { toldTo } from '../support/meeting';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, persons, post, records, type Person } from '../support/people';

/** What users of other customer-service systems complain of most, each as a test that it does not happen here. */

const MINUTE = 60_000;

let cloud: TestCloud;
let first: Person;
let second: Person;
let lead: Person;
let newcomers = 0;
let drafts = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  [first, second, lead] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1');
});
afterAll(() => cloud.close());
afterEach(async () => {
  for (const one of await openOnes()) await close(lead, one._id);
  for (const agent of [first, second]) await goes(agent, 'offline');
  for (const agentId of ['agent-1', 'agent-2']) await lead.ask('team', 'saveAgent', { agentId, capacity: 5 });
});

/** Conversations with customers that have not ended. */
const openOnes = async () =>
  ((await records(cloud.url).find('conversations', {})) as ConversationDocument[]).filter(isOpen);
const find = (conversationId: string) => records(cloud.url).conversation(conversationId);
const ownerOf = async ({ conversationId }: Visit) => (await find(conversationId)).agentId;

const goes = (agent: Person, status: 'online' | 'busy' | 'offline', isHidden = false) =>
  agent.ask('assignment', 'status', { status, isHidden });
const close = (who: Person, conversationId: string) => who.ask('conversation', 'close', { conversationId });
const say = (who: Person, { conversationId }: Visit, text: string) =>
  who.ask('message', 'send', { conversationId, clientId: `pain-${++drafts}`, kind: 'text', body: { text } });

type Visit = { customer: Person; openid: string; conversationId: string; state: ConversationState };

/** Somebody opens the chat: a newcomer, or whoever comes again. */
async function visit(openid = `visitor-${++newcomers}`, params: object = {}): Promise<Visit> {
  const customer = await person(cloud.url, openid);
  const opened = await customer.ask('conversation', 'open', params);
  return { customer, openid, conversationId: String(opened['conversationId']), state: opened as ConversationState };
}

/** What the customer's phone was told of the conversation, the latest last. */
async function statesTold({ openid, conversationId }: Visit): Promise<ConversationState[]> {
  const told = (await records(cloud.url).find(
    'feed',
    { to: openid, conversationId, type: 'state' },
    'at',
  )) as (FeedDocument & {
    type: 'state';
  })[];
  return told.map(({ state }) => state);
}

const positionsTold = async (one: Visit) => (await statesTold(one)).flatMap(({ position }) => position ?? []);

async function sweepAfter(ms: number): Promise<void> {
  await cloud.moveClock(ms);
  await cloud.runTimer('sweep');
}

test('who comes back does not stay with the agent of last time when that one is not there', async () => {
  await goes(first, 'online');
  const before = await visit();
  expect(await ownerOf(before)).toBe('agent-1');
  await close(before.customer, before.conversationId);
  await goes(first, 'offline');
  await goes(second, 'online');
  const again = await visit(before.openid);
  expect(again.conversationId).not.toBe(before.conversationId);
  expect(await ownerOf(again)).toBe('agent-2');
});

test('the queue drains the moment an agent comes, frees a place or is given more of them', async () => {
  const waiting = [await visit(), await visit(), await visit()];
  expect(waiting.map(({ state }) => state.status)).toEqual(['queued', 'queued', 'queued']);
  const owners = () => Promise.all(waiting.map(ownerOf));
  await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 1 });
  await goes(first, 'online');
  expect(await owners()).toEqual(['agent-1', undefined, undefined]);
  await close(first, waiting[0]?.conversationId ?? '');
  expect(await owners()).toEqual(['agent-1', 'agent-1', undefined]);
  await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 2 });
  expect(await owners()).toEqual(['agent-1', 'agent-1', 'agent-1']);
});

test('what an agent lets lie goes to somebody else', async () => {
  await goes(first, 'online');
  const one = await visit();
  await say(one.customer, one, '有人吗');
  await goes(second, 'online');
  await say(first, one, '您好');
  await say(one.customer, one, '什么时候发货？');
  for (let minute = 0; minute < 16; minute += 1) {
    for (const agent of [first, second]) await goes(agent, 'online');
    await sweepAfter(MINUTE);
  }
  expect(await ownerOf(one)).toBe('agent-2');
  const told = (await statesTold(one)).map(({ agent }) => agent?.id);
  expect(told.at(-1)).toBe('agent-2');
});

test('an agent who is gone does not keep a waiting customer', async () => {
  await goes(first, 'online');
  const one = await visit();
  await say(one.customer, one, '有人吗');
  await goes(first, 'offline');
  await goes(second, 'online');
  for (let minute = 0; minute < 6; minute += 1) {
    await goes(second, 'online');
    await sweepAfter(MINUTE);
  }
  expect(await ownerOf(one)).toBe('agent-2');
});

test('an agent whose phone is in the pocket is reachable, is given a customer and called to them', async () => {
  const templateId = 'demo-template-agent';
  await post(`${cloud.url}/local/subscriptions`, { openid: 'agent-1', templateIds: [templateId] });
  await first.ask('alert', 'credit', { tapId: 'pocket', templates: { [templateId]: 'accept' } });
  await goes(first, 'online');
  await goes(first, 'online', true);
  const { agents } = (await lead.ask('team', 'agents')) as { agents: { id: string; presence: string }[] };
  expect(agents.find(({ id }) => id === 'agent-1')?.presence).toBe('reachable');
  const one = await visit();
  expect(await ownerOf(one)).toBe('agent-1');
  const { messages } = (await (await fetch(`${cloud.url}/local/outbox`)).json()) as { messages: object[] };
  expect(messages).toContainEqual(
    expect.objectContaining({ openid: 'agent-1', templateId, page: `pages/chat/chat?id=${one.conversationId}` }),
  );
});

test('place and wait are right, and stay so while others leave and are served', async () => {
  const [one, two, three] = [await visit(), await visit(), await visit()];
  expect([one, two, three].map(({ state }) => state.position)).toEqual([1, 2, 3]);
  await close(two.customer, two.conversationId);
  await sweepAfter(31_000);
  expect(await positionsTold(three)).toContain(2);
  await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 1 });
  await goes(first, 'online');
  expect(await ownerOf(one)).toBe('agent-1');
  expect((await positionsTold(three)).at(-1)).toBe(1);
  expect((await visit(three.openid)).state).toMatchObject({ position: 1, waitMs: expect.any(Number) });
});

test('a transfer needs to be accepted, and comes back when nobody does', async () => {
  await goes(first, 'online');
  const one = await visit();
  await goes(second, 'online');
  const offer = { conversationId: one.conversationId, to: { agentId: 'agent-2' }, note: '客户要开发票' };
  await first.ask('assignment', 'transfer', offer);
  expect(await ownerOf(one)).toBe('agent-1');
  await second.ask('assignment', 'decline', { conversationId: one.conversationId });
  expect(await find(one.conversationId)).toMatchObject({ agentId: 'agent-1', status: 'active' });

  await first.ask('assignment', 'transfer', offer);
  for (let minute = 0; minute < 6; minute += 1) {
    for (const agent of [first, second]) await goes(agent, 'online');
    await sweepAfter(MINUTE);
  }
  const returned = await find(one.conversationId);
  expect(returned).toMatchObject({ agentId: 'agent-1', status: 'active' });
  expect(returned.offer).toBeUndefined();
  const notices = (await records(cloud.url).find('feed', { to: 'agent-1', type: 'notice' })) as (FeedDocument & {
    type: 'notice';
  })[];
  expect(notices.filter(({ notice }) => notice.kind === 'declined')).toHaveLength(2);
});

test('whoever accepts a transfer has all that was said before and is told all that comes after', async () => {
  await goes(first, 'online');
  const one = await visit();
  await say(one.customer, one, '之前');
  await goes(second, 'online');
  await first.ask('assignment', 'transfer', { conversationId: one.conversationId, to: { agentId: 'agent-2' } });
  await say(one.customer, one, '其间');
  await second.ask('assignment', 'accept', { conversationId: one.conversationId });
  const { messageId } = await say(one.customer, one, '之后');
  const { messages } = (await second.ask('message', 'history', { conversationId: one.conversationId, limit: 100 })) as {
    messages: Message[];
  };
  const { lastSeq } = await find(one.conversationId);
  expect(messages.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: lastSeq }, (_, at) => at + 1),
  );
  expect(await toldTo(cloud.url, 'agent-2', messageId)).toMatchObject({ seq: lastSeq });
  expect(await toldTo(cloud.url, 'agent-1', messageId)).toBeUndefined();
});

test('a customer passed on to a skill where nobody comes does not vanish from the queue', async () => {
  const admin = await person(cloud.url, 'admin-1');
  const skills = ['presale', 'technical'].map((id) => ({ id, name: id }));
  expect(await admin.ask('team', 'saveRules', { rules: { skills } })).toMatchObject({ isSaved: true });
  await cloud.moveClock(61_000);
  await goes(first, 'online');
  const one = await visit(undefined, { skill: 'presale' });
  await first.ask('assignment', 'transfer', { conversationId: one.conversationId, to: { skill: 'technical' } });
  expect(await find(one.conversationId)).toMatchObject({ status: 'queued', skill: 'technical' });
  for (let minute = 0; minute < 7; minute += 1) {
    await goes(first, 'online');
    await sweepAfter(MINUTE);
  }
  expect(await find(one.conversationId)).toMatchObject({ status: 'active', skill: 'presale', agentId: 'agent-1' });
});

test('many who come at once do not overload the agent they race for', async () => {
  await lead.ask('team', 'saveAgent', { agentId: 'agent-1', capacity: 3 });
  await goes(first, 'online');
  const many = await Promise.all(Array.from({ length: 12 }, () => visit()));
  const owners = await Promise.all(many.map(ownerOf));
  expect(owners.filter((owner) => owner === 'agent-1')).toHaveLength(3);
  const [agent] = (await records(cloud.url).find('agents', { _id: 'agent-1' })) as AgentDocument[];
  expect(agent?.holding).toHaveLength(3);
});

test('what is left at night is somebody’s in the morning', async () => {
  const one = await visit();
  await say(one.customer, one, '在吗？我的订单还没到');
  await sweepAfter(9 * 60 * MINUTE);
  expect(await find(one.conversationId)).toMatchObject({ status: 'queued' });
  await goes(first, 'online');
  expect(await ownerOf(one)).toBe('agent-1');
  const { conversations } = (await first.ask('conversation', 'list')) as { conversations: ConversationSummary[] };
  expect(conversations).toContainEqual(
    expect.objectContaining({ conversationId: one.conversationId, status: 'active', unread: 1 }),
  );
});

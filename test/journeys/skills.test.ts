import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { localTime } from '../../cloudfunctions/common/domain/calendar';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { assigning, type Arrived } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let cloud: TestCloud;
let presale: Person;
let technical: Person;
let on: ReturnType<typeof assigning>;

beforeAll(async () => {
  cloud = await startTestCloud();
  on = assigning(cloud);
  presale = await person(cloud.url, 'agent-1');
  technical = await person(cloud.url, 'agent-2');
});
afterAll(() => cloud.close());
beforeEach(async () => {
  for (const agent of [presale, technical]) await agent.ask('assignment', 'status', { status: 'offline' });
});

const online = (agent: Person) => agent.ask('assignment', 'status', { status: 'online' });
const say = ({ customer, conversationId }: Arrived, text: string, clientId = 'm1') =>
  customer.ask('message', 'send', { conversationId, clientId, kind: 'text', body: { text } });

const skills = [
  { id: 'technical', name: '技术支持', keywords: ['坏了'] },
  { id: 'presale', name: '售前', keywords: ['尺码'] },
  { id: 'secret', name: '内部', isChoice: false },
];

test('who comes from nowhere is asked what they need, and served as soon as they have chosen', async () => {
  await on.setRules({ asksFirst: true, skills });
  await online(presale);
  await online(technical);
  const asked = await on.arrive('asked');
  expect(asked.opened).toMatchObject({
    status: 'bot',
    choices: [
      { id: 'technical', name: '技术支持' },
      { id: 'presale', name: '售前' },
    ],
  });
  const choose = (skill: string) => asked.customer.call('conversation', 'choose', { ...asked, skill });
  expect(await choose('secret')).toMatchObject({ code: 'NOT_FOUND' });
  expect(await choose('technical')).toMatchObject({ ok: true });
  expect(await choose('technical')).toMatchObject({ ok: true });
  expect(await choose('presale')).toMatchObject({ code: 'TOO_LATE' });
  expect(await on.conversation(asked.conversationId)).toMatchObject({
    status: 'active',
    agentId: 'agent-2',
    skill: 'technical',
    skillBy: 'choice',
  });
  const stranger = await person(cloud.url, 'stranger');
  expect(await stranger.call('conversation', 'choose', { ...asked, skill: 'technical' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  await on.leave(asked);
});

test('who waits for one thing can still choose another', async () => {
  await on.setRules({ asksFirst: true, skills });
  await online(presale);
  const asked = await on.arrive('undecided');
  await asked.customer.ask('conversation', 'choose', { ...asked, skill: 'technical' });
  expect(await on.agentOf(asked)).toBeUndefined();
  await asked.customer.ask('conversation', 'choose', { ...asked, skill: 'presale' });
  expect(await on.agentOf(asked)).toBe('agent-1');
  await on.leave(asked);
});

test.each([
  ['with a word of a skill', '我的椅子坏了', { agentId: 'agent-2', skill: 'technical', skillBy: 'words' }],
  ['without', '你好', { agentId: 'agent-1' }],
])('who writes instead of choosing is served too: %s', async (_, text, want) => {
  await on.setRules({ asksFirst: true, skills });
  if (want.agentId === 'agent-1') await online(presale);
  else for (const agent of [presale, technical]) await online(agent);
  const asked = await on.arrive(`writing-${want.agentId}`);
  await say(asked, text);
  expect(await on.conversation(asked.conversationId)).toMatchObject({ status: 'active', ...want });
  await on.leave(asked);
});

test('the first words of somebody who waits for anybody find who knows about it, and only those', async () => {
  await on.setRules({ skills });
  const waiting = await on.arrive('explaining');
  await say(waiting, '你好');
  await say(waiting, '尺码怎么选？', 'm2');
  expect(await on.conversation(waiting.conversationId)).toMatchObject({ status: 'queued', skill: 'presale' });
  await online(technical);
  expect(await on.agentOf(waiting)).toBeUndefined();
  await online(presale);
  expect(await on.agentOf(waiting)).toBe('agent-1');
  await on.leave(waiting);
});

test('whose first words were cut off before they were heard is served at the next sweep', async () => {
  await on.setRules({ asksFirst: true, skills });
  await online(technical);
  const asked = await on.arrive('cut-off');
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1, count: 1 });
  await asked.customer.call('message', 'send', {
    conversationId: asked.conversationId,
    clientId: 'm1',
    kind: 'text',
    body: { text: '坏了' },
  });
  await cloud.clearFaults();
  expect(await on.conversation(asked.conversationId)).toMatchObject({ status: 'bot', lastSeq: 1 });
  await cloud.moveClock(MINUTE);
  await on.sweep();
  expect(await on.conversation(asked.conversationId)).toMatchObject({ status: 'active', agentId: 'agent-2' });
  await on.leave(asked);
});

/** Periods of every day that begin in some hours, by the clocks in Beijing. */
function hoursFrom(now: number, begin: number, end: number) {
  const at = (hours: number) => localTime(now + hours * HOUR, 480).slice(-5);
  return { week: Array.from({ length: 7 }, () => [{ from: at(begin), to: at(end) }]), utcOffsetMinutes: 480 };
}

test('a skill has hours of its own: who comes outside them is told, and flows over at once', async () => {
  const { leaseUntil } = await presale.ask('assignment', 'status', { status: 'offline' });
  const now = Number(leaseUntil) - LEASE_MS;
  const closed = { ...skills[0], hours: hoursFrom(now, 2, 3), overflow: [{ afterSeconds: 3600, to: 'presale' }] };
  await on.setRules({ skills: [closed, { ...skills[1], hours: hoursFrom(now, -2, 3) }] });
  await online(presale);
  const late = await on.arrive('late', { skill: 'technical' });
  expect(late.opened['service']).toMatchObject({ isOpen: false, opensAt: expect.any(Number) });
  expect(await on.agentOf(late)).toBe('agent-1');
  const inTime = await on.arrive('in-time', { skill: 'presale' });
  expect(inTime.opened['service']).toEqual({ isOpen: true });
  await on.leave(late);
  await on.leave(inTime);
});

test('what nobody takes from a pool is given away once it flows over', async () => {
  await on.setRules({ skills: [{ id: 'presale', isPool: true, overflow: [{ afterSeconds: 600, to: '*' }] }] });
  await online(technical);
  const pooled = await on.arrive('left-over', { skill: 'presale' });
  await on.sweep();
  expect(await on.agentOf(pooled)).toBeUndefined();
  await cloud.moveClock(10 * MINUTE);
  await online(technical);
  expect(await on.agentOf(pooled)).toBe('agent-2');
  await on.leave(pooled);
  expect((await records(cloud.url).conversation(pooled.conversationId)).status).toBe('closed');
});

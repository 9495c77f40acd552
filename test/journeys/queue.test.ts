import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

const MINUTE = 60_000;

let cloud: TestCloud;
let presale: Person;
let on: ReturnType<typeof assigning>;
let visitors = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  on = assigning(cloud);
  presale = await person(cloud.url, 'agent-1');
  await records(cloud.url).change('agents', { _id: 'agent-1' }, { capacity: 1 });
});
afterAll(() => cloud.close());
beforeEach(() => presale.ask('assignment', 'status', { status: 'offline' }));

const goOnDuty = () => presale.ask('assignment', 'status', { status: 'online' });
const arrive = (params: object = {}) => on.arrive(`waiting-${++visitors}`, params);
const tag = (openid: string, tags: string[]) => records(cloud.url).change('customers', { _id: openid }, { tags });

/** Somebody known to the shop before they come. */
async function known(tags: string[], params: object = {}) {
  const openid = `waiting-${++visitors}`;
  await (await person(cloud.url, openid)).ask('customer', 'profile', {});
  await tag(openid, tags);
  return on.arrive(openid, params);
}

test('the place in the queue counts down, and so does the time, as the ones before are served', async () => {
  const waiting = [await arrive(), await arrive(), await arrive()];
  expect(waiting.map(({ opened }) => opened['position'])).toEqual([1, 2, 3]);
  expect(waiting.map(({ opened }) => opened['waitMs'])).toEqual([undefined, undefined, undefined]);
  const [first, second, third] = waiting;
  if (!first || !second || !third) throw new Error('Nobody came.');

  await cloud.moveClock(MINUTE);
  await goOnDuty();
  expect(await on.agentOf(first)).toBe('agent-1');
  expect(await on.lastState(second)).toMatchObject({ status: 'queued', position: 1 });
  expect(await on.lastState(third)).toMatchObject({ status: 'queued', position: 2 });

  await cloud.moveClock(MINUTE);
  await goOnDuty();
  await on.leave(first);
  expect(await on.agentOf(second)).toBe('agent-1');
  const { position, waitMs } = (await on.lastState(third)) as { position: number; waitMs: number };
  expect(position).toBe(1);
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(MINUTE);
  await on.leave(second);
  expect(await on.lastState(third)).toMatchObject({ status: 'active', agent: { id: 'agent-1' } });
  await on.leave(third);
});

test('who gives up lets the others move on at once', async () => {
  const [first, second] = [await arrive(), await arrive()];
  await on.leave(first);
  expect(await on.lastState(second)).toMatchObject({ status: 'queued', position: 1 });
  await on.leave(second);
});

test('a VIP goes first, but not before those who have waited long', async () => {
  await on.setRules({ priorities: [{ tag: 'vip', level: 3 }], minutesPerPriority: 5 });
  const patient = await arrive();
  await cloud.moveClock(16 * MINUTE);
  const newcomer = await arrive();
  const vip = await known(['vip']);
  expect(vip.opened['position']).toBe(2);
  await goOnDuty();
  expect(await on.agentOf(patient)).toBe('agent-1');
  await on.leave(patient);
  expect(await on.agentOf(vip)).toBe('agent-1');
  await on.leave(vip);
  expect(await on.agentOf(newcomer)).toBe('agent-1');
  await on.leave(newcomer);
});

test('who waits longer than anybody should is told so', async () => {
  await on.setRules({ timers: { maxWaitSeconds: 300 } });
  const waiting = await arrive();
  await on.sweep();
  expect(await on.lastState(waiting)).not.toHaveProperty('isLong');
  await cloud.moveClock(5 * MINUTE);
  await on.sweep();
  expect(await on.lastState(waiting)).toMatchObject({ status: 'queued', position: 1, isLong: true });
  await on.leave(waiting);
});

test('places are counted among those who wait for the same skill', async () => {
  const [one, other] = [await arrive({ skill: 'technical' }), await arrive({ skill: 'presale' })];
  expect([one.opened['position'], other.opened['position']]).toEqual([1, 1]);
  await on.leave(one);
  await on.leave(other);
});

test('who is blocked cannot begin', async () => {
  const before = await arrive();
  await on.leave(before);
  await records(cloud.url).change('customers', { _id: before.openid }, { blockedAt: 1 });
  expect(await before.customer.call('conversation', 'open')).toMatchObject({ ok: false, code: 'BLOCKED' });
});

test('a place that was reserved in vain long ago is given back, and whoever waits gets it', async () => {
  const lost = await arrive();
  await on.leave(lost);
  const place = { holding: [lost.conversationId], [`places.${lost.conversationId}`]: { turn: 1, at: 1 } };
  await records(cloud.url).change('agents', { _id: 'agent-1' }, place);
  const waiting = await arrive();
  await goOnDuty();
  expect(await on.agentOf(waiting)).toBeUndefined();
  await records(cloud.url).change('conversations', { _id: lost.conversationId }, { checkAt: 1 });
  await on.sweep();
  expect(await on.agentOf(waiting)).toBe('agent-1');
  await on.leave(waiting);
});

test('an owner whose place was lost gets it again', async () => {
  await goOnDuty();
  const served = await arrive();
  expect(await on.agentOf(served)).toBe('agent-1');
  await records(cloud.url).change('agents', { _id: 'agent-1' }, { holding: [] });
  await records(cloud.url).change('conversations', { _id: served.conversationId }, { checkAt: 1 });
  await on.sweep();
  const [agent] = (await records(cloud.url).find('agents', { _id: 'agent-1' })) as { holding: string[] }[];
  expect(agent?.holding).toEqual([served.conversationId]);
  await on.leave(served);
});

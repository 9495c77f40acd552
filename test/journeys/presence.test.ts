import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AgentDocument, DutyDocument } from '../../cloudfunctions/common/protocol/documents';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, post, records, type Person } from '../support/people';

const TEMPLATE = 'demo-template-agent';
const MINUTE = 60_000;

let cloud: TestCloud;
let agent: Person;
let colleague: Person;
let on: ReturnType<typeof assigning>;
let taps = 0;
let visitors = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  on = assigning(cloud);
  agent = await person(cloud.url, 'agent-1');
  colleague = await person(cloud.url, 'agent-2');
});
afterAll(() => cloud.close());

const say = (who: Person, status: string) => who.ask('assignment', 'status', { status });
const putAway = () => agent.ask('assignment', 'status', { status: 'online', isHidden: true });
const arrive = () => on.arrive(`visitor-${++visitors}`);

/** The agent allows one alert. */
async function allowAlert(): Promise<void> {
  await post(`${cloud.url}/local/subscriptions`, { openid: 'agent-1', templateIds: [TEMPLATE] });
  await agent.ask('alert', 'credit', { tapId: `tap-${++taps}`, templates: { [TEMPLATE]: 'accept' } });
}

async function seen(): Promise<unknown> {
  const { agents } = (await colleague.ask('team', 'agents')) as { agents: { id: string; presence: string }[] };
  return agents.find(({ id }) => id === 'agent-1')?.presence;
}

async function alerts(): Promise<unknown[]> {
  const { messages } = (await (await fetch(`${cloud.url}/local/outbox`)).json()) as {
    messages: { openid: string; page: string }[];
  };
  return messages.filter(({ openid }) => openid === 'agent-1').map(({ page }) => page);
}

const record = async (): Promise<AgentDocument> =>
  (await records(cloud.url).find('agents', { _id: 'agent-1' }))[0] as AgentDocument;

test('a phone that is put away without credit for an alert gets nobody, and looked at again, at once', async () => {
  await say(agent, 'online');
  expect(await seen()).toBe('online');
  await putAway();
  expect(await seen()).toBe('away');
  const waiting = await arrive();
  expect(waiting.opened['status']).toBe('queued');
  await say(agent, 'online');
  expect(await on.agentOf(waiting)).toBe('agent-1');
  await on.leave(waiting);
});

test('with credit it is reachable: the agent is called to the conversation, and after the last credit no more', async () => {
  await say(agent, 'online');
  await allowAlert();
  await putAway();
  expect(await seen()).toBe('reachable');
  const called = await arrive();
  expect(await on.agentOf(called)).toBe('agent-1');
  expect(await alerts()).toEqual([`pages/chat/chat?id=${called.conversationId}`]);
  expect((await record()).canBeAlerted).toBe(false);
  expect(await seen()).toBe('away');
  const next = await arrive();
  expect(next.opened['status']).toBe('queued');
  await on.leave(next);
  await on.leave(called);
});

test('who is there goes before who has to be called', async () => {
  await say(agent, 'online');
  await allowAlert();
  await putAway();
  await say(colleague, 'online');
  const served = [await arrive(), await arrive()];
  expect(await Promise.all(served.map((one) => on.agentOf(one)))).toEqual(['agent-2', 'agent-2']);
  const { decision } = await colleague.ask('assignment', 'explain', served[0]);
  expect(decision).toMatchObject({
    standings: [
      { agentId: 'agent-2', parts: { reachable: 0 } },
      { agentId: 'agent-1', parts: { reachable: 1 } },
    ],
  });
  for (const one of served) await on.leave(one);
  await say(colleague, 'offline');
});

test('an app that was killed is reachable until the rules give it up', async () => {
  await on.setRules({ timers: { reachableSeconds: 300 } });
  await say(agent, 'online');
  await cloud.moveClock(LEASE_MS);
  expect(await seen()).toBe('reachable');
  await cloud.moveClock(5 * MINUTE);
  expect(await seen()).toBe('away');
  expect((await arrive()).opened['status']).toBe('queued');
});

test('at quiet hours no phone is rung', async () => {
  const admin = await person(cloud.url, 'admin-1');
  const { settings, privateSettings } = await admin.ask('team', 'settings');
  const alertsThen = (privateSettings as { alerts: object }).alerts;
  const quiet = { from: '00:00', to: '24:00' };
  await admin.ask('team', 'saveSettings', {
    settings,
    privateSettings: { ...(privateSettings as object), alerts: { ...alertsThen, quiet } },
  });
  await cloud.moveClock(MINUTE + 1000);
  await say(agent, 'online');
  await allowAlert();
  await putAway();
  expect(await seen()).toBe('away');
});

test('a second phone that is looked at keeps the agent there', async () => {
  await say(agent, 'online');
  await putAway();
  await say(await person(cloud.url, 'agent-1'), 'online');
  expect(await seen()).toBe('online');
});

test('every change of where somebody is stands in the record of duty, also that they fell silent, from when it was', async () => {
  const dutyOf = async () =>
    ((await records(cloud.url).find('duty', { agentId: 'agent-3' }, 'at')) as DutyDocument[]).map(
      ({ presence, at }) => ({ presence, at }),
    );
  const third = await person(cloud.url, 'agent-3');
  for (const status of ['online', 'online', 'busy', 'online']) await say(third, status);
  const { leaseUntil } = (await records(cloud.url).find('agents', { _id: 'agent-3' }))[0] as AgentDocument;
  expect((await dutyOf()).map(({ presence }) => presence)).toEqual(['online', 'busy', 'online']);
  await cloud.moveClock(LEASE_MS + 10 * MINUTE);
  await arrive();
  await on.sweep();
  expect((await dutyOf()).at(-1)).toEqual({ presence: 'away', at: leaseUntil });
  await say(third, 'offline');
  expect((await dutyOf()).map(({ presence }) => presence)).toEqual(['online', 'busy', 'online', 'away', 'offline']);
});

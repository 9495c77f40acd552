import tcb from '@cloudbase/node-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Decision } from '../../cloudfunctions/common/protocol/assignment-rules';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let presale: Person;
let technical: Person;
let lead: Person;

const MINUTE = 60_000;

beforeAll(async () => {
  cloud = await startTestCloud();
  [presale, technical, lead] = (await Promise.all(
    ['agent-1', 'agent-2', 'lead-1'].map((id) => person(cloud.url, id)),
  )) as [Person, Person, Person];
});
afterAll(() => cloud.close());
beforeEach(async () => {
  for (const agent of [presale, technical]) await agent.ask('assignment', 'status', { status: 'offline' });
});

/** Writes the rules as an admin does in the console. Instances look again after a minute. */
async function setRules(rules: object): Promise<void> {
  await tcb
    .init({ env: 'local', secretId: 'test', secretKey: 'test', serviceUrl: `${cloud.url}/admin` })
    .database()
    .collection('settings_private')
    .doc('assignment')
    .set(rules);
  await cloud.moveClock(MINUTE + 1);
}

const open = async (openid: string, params: object = {}) => {
  const customer = await person(cloud.url, openid);
  const opened = await customer.ask('conversation', 'open', params);
  return { customer, status: opened['status'], conversationId: String(opened['conversationId']) };
};

const online = (agent: Person) => agent.ask('assignment', 'status', { status: 'online' });
const agentOf = async (conversationId: string) => (await records(cloud.url).conversation(conversationId)).agentId;
const decisionOf = async (who: Person, conversationId: string) =>
  (await who.ask('assignment', 'explain', { conversationId }))['decision'] as Decision | undefined;

test('a page calls for a skill, and the decision says why the others were passed over', async () => {
  await setRules({ skills: [{ id: 'technical', pages: ['manual'] }] });
  await online(presale);
  await online(technical);
  const { customer, conversationId } = await open('manual-reader', { source: { page: 'manual' } });
  const decision = await decisionOf(technical, conversationId);
  expect(decision).toMatchObject({ agentId: 'agent-2', skills: ['technical'], lookedAt: 2 });
  expect(decision?.standings.map(({ agentId, obstacles }) => [agentId, obstacles])).toEqual([
    ['agent-2', []],
    ['agent-1', ['noSkill']],
  ]);
  expect(await decisionOf(lead, conversationId)).toEqual(decision);
  for (const stranger of [presale, customer])
    expect(await stranger.call('assignment', 'explain', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  await customer.ask('conversation', 'close', { conversationId });
});

test('who has waited long enough flows over to others', async () => {
  await setRules({ skills: [{ id: 'technical', overflow: [{ afterSeconds: 120, to: 'presale' }] }] });
  const { customer, conversationId, status } = await open('patient', { skill: 'technical' });
  expect(status).toBe('queued');
  await online(presale);
  expect(await agentOf(conversationId)).toBeUndefined();
  await cloud.moveClock(2 * MINUTE);
  await online(presale);
  expect(await agentOf(conversationId)).toBe('agent-1');
  await customer.ask('conversation', 'close', { conversationId });
});

test('nobody is assigned from a pool', async () => {
  await setRules({ skills: [{ id: 'presale', isPool: true }] });
  await online(presale);
  const { customer, conversationId, status } = await open('pooled', { skill: 'presale' });
  expect(status).toBe('queued');
  await online(presale);
  expect(await agentOf(conversationId)).toBeUndefined();
  expect(await decisionOf(lead, conversationId)).toBeUndefined();
  await customer.ask('conversation', 'close', { conversationId });
});

test('who comes back gets the agent they had, if that one is there', async () => {
  await setRules({ skills: [] });
  await online(presale);
  const first = await open('regular');
  await first.customer.ask('conversation', 'close', { conversationId: first.conversationId });
  await online(technical);
  const second = await open('regular');
  expect(await agentOf(second.conversationId)).toBe('agent-1');
  await second.customer.ask('conversation', 'close', { conversationId: second.conversationId });
  await presale.ask('assignment', 'status', { status: 'offline' });
  const third = await open('regular');
  expect(await agentOf(third.conversationId)).toBe('agent-2');
  await third.customer.ask('conversation', 'close', { conversationId: third.conversationId });
});

test('rules that make no sense are named, and the rest of them holds', async () => {
  await setRules({
    strategy: 'fairest',
    skills: [{ id: 'technical', pages: ['manual'], overflow: [{ to: 'nobody' }] }],
  });
  const admin = await person(cloud.url, 'admin-1');
  const { problems } = await admin.ask('team', 'checkConfiguration');
  const ours = (problems as { id: string; path: string; code: string }[]).filter(({ id }) => id === 'assignment');
  expect(ours.map(({ path, code }) => `${path} ${code}`)).toEqual([
    'strategy notChoice',
    'skills[0].overflow[0].afterSeconds notNumber',
  ]);
  await online(technical);
  const { customer, conversationId } = await open('undeterred', { source: { page: 'manual' } });
  expect(await agentOf(conversationId)).toBe('agent-2');
  await customer.ask('conversation', 'close', { conversationId });
});

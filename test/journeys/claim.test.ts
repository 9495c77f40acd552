import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Waiting } from '../../cloudfunctions/common/protocol/assignment';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { assigning, type Arrived } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let people: Record<'presale' | 'technical' | 'lead' | 'analyst', Person>;
let waiting: Arrived;
let arrivals = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = (openid: string) => person(cloud.url, openid);
  people = {
    presale: await sign('agent-1'),
    technical: await sign('agent-2'),
    lead: await sign('lead-1'),
    analyst: await sign('analyst-1'),
  };
  await assigning(cloud).setRules({ skills: [{ id: 'technical', name: '技术', isPool: true }] });
  for (const who of [people.presale, people.technical]) await who.ask('assignment', 'status', { status: 'online' });
});
afterAll(() => cloud.close());

beforeEach(async () => {
  waiting = await assigning(cloud).arrive(`claimant-${++arrivals}`, { skill: 'technical' });
});
afterEach(async () => {
  await cloud.clearFaults();
  await people.lead.ask('conversation', 'close', { conversationId: waiting.conversationId });
});

const current = () => records(cloud.url).conversation(waiting.conversationId);
const claim = (who: Person) => who.call('assignment', 'claim', { conversationId: waiting.conversationId });
const holders = async () =>
  ((await records(cloud.url).find('agents', { holding: waiting.conversationId })) as { _id: string }[]).map(
    ({ _id }) => _id,
  );
const queueOf = async (who: Person) => (await who.ask('assignment', 'queue')) as { waiting: Waiting[]; count: number };

describe('what waits', () => {
  test('is shown to those who may take it, with what was said last', async () => {
    const { customer, conversationId } = waiting;
    await customer.ask('message', 'send', { conversationId, clientId: 'a', kind: 'text', body: { text: '连不上网' } });
    for (const who of [people.technical, people.lead]) {
      const { waiting: shown, count } = await queueOf(who);
      expect(count).toBe(1);
      expect(shown).toMatchObject([{ conversationId, skill: 'technical', isPool: true, last: { text: '连不上网' } }]);
    }
    expect(await queueOf(people.presale)).toEqual({ waiting: [], count: 0 });
  });

  test('says nothing of what was taken back', async () => {
    const { customer, conversationId } = waiting;
    const said = { conversationId, clientId: 'b', kind: 'text', body: { text: '说错了' } };
    const { messageId } = await customer.ask('message', 'send', said);
    await customer.ask('message', 'recall', { conversationId, messageId });
    expect((await queueOf(people.technical)).waiting[0]).not.toHaveProperty('last');
  });

  test.each([
    ['a customer', () => waiting.customer],
    ['an analyst', () => people.analyst],
  ])('is not for %s', async (_, who) =>
    expect(await who().call('assignment', 'queue')).toMatchObject({ code: 'FORBIDDEN' }),
  );
});

test('whoever has the skill takes it, once', async () => {
  expect(await claim(people.technical)).toMatchObject({ ok: true });
  expect(await claim(people.technical)).toMatchObject({ ok: true });
  expect(await current()).toMatchObject({ status: 'active', agentId: 'agent-2' });
  expect(await holders()).toEqual(['agent-2']);
  expect(await claim(people.lead)).toMatchObject({ code: 'TAKEN' });
});

test('of many who take it at once, one gets it', async () => {
  const answers = await Promise.all([people.technical, people.lead, people.technical, people.lead].map(claim));
  const { agentId = '' } = await current();
  expect(['agent-2', 'lead-1']).toContain(agentId);
  expect(answers.some(({ ok }) => ok)).toBe(true);
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  expect(await holders()).toEqual([agentId]);
});

test('of a customer who leaves and an agent who comes, nobody keeps a place for nothing', async () => {
  await Promise.all([claim(people.technical), assigning(cloud).leave(waiting)]);
  expect((await current()).status).toBe('closed');
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  expect(await holders()).toEqual([]);
});

test.each(
  ['agents', 'conversations', 'feed'].flatMap((match) => (['drop', 'kill'] as const).map((kind) => ({ match, kind }))),
)('cut at $match ($kind), it is taken or waits, and no place is lost', async ({ match, kind }) => {
  await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
  await claim(people.technical).catch(() => undefined);
  await cloud.clearFaults();
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  const { agentId, status } = await current();
  expect(status).toBe(agentId === undefined ? 'queued' : 'active');
  expect(await holders()).toEqual(agentId === undefined ? [] : [agentId]);
});

describe('refused', () => {
  test.each<[string, () => Person]>([
    ['without the skill', () => people.presale],
    ['to the customer', () => waiting.customer],
    ['to an analyst', () => people.analyst],
  ])('%s', async (_, who) => {
    expect(await claim(who())).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect((await current()).status).toBe('queued');
  });

  test('without room', async () => {
    await records(cloud.url).change('agents', { _id: 'agent-2' }, { capacity: 1, holding: ['x'] });
    expect(await claim(people.technical)).toMatchObject({ code: 'FULL' });
    await records(cloud.url).change('agents', { _id: 'agent-2' }, { capacity: 5, holding: [] });
  });
});

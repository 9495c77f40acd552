import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  agent = await person(cloud.url, 'agent-1');
});
afterAll(() => cloud.close());
afterEach(() => cloud.clearFaults());

const conversationsOf = (customerId: string) => records(cloud.url).find('conversations', { customerId });
const agentRecord = async () =>
  (await records(cloud.url).find('agents', { _id: 'agent-1' }))[0] as { holding: string[] };

/** Sweeps until there is nothing left to look at. */
async function sweepAll(): Promise<void> {
  const { data } = (await cloud.runTimer('sweep')) as { data: { lookedAt: number } };
  if (data.lookedAt > 0) await sweepAll();
}

test('ten phones that open at once are in one conversation', async () => {
  const customer = await person(cloud.url, 'racer');
  const opened = await Promise.all(Array.from({ length: 10 }, () => customer.ask('conversation', 'open')));
  expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
  expect(await conversationsOf('racer')).toHaveLength(1);
  await customer.ask('conversation', 'close', { conversationId: opened[0]?.['conversationId'] });
});

test('whichever database call is the last before a crash, the next opening finds or makes the one conversation', async () => {
  const customer = await person(cloud.url, 'unlucky');
  for (const match of ['customers', 'conversations', 'agents', 'messages', 'feed']) {
    for (const kind of ['error', 'drop'] as const) {
      await agent.ask('assignment', 'status', { status: 'online' });
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await customer.call('conversation', 'open');
      await cloud.clearFaults();
      const { conversationId } = await customer.ask('conversation', 'open');
      const open = (await conversationsOf('unlucky')) as { _id: string; status: string }[];
      expect(open.filter(({ status }) => status !== 'closed').map(({ _id }) => _id)).toEqual([conversationId]);
      await customer.ask('conversation', 'close', { conversationId });
    }
  }
  expect((await agentRecord()).holding).toEqual([]);
});

test('who waits is served, the first first, as soon as somebody goes on duty, and never above capacity', async () => {
  await agent.ask('assignment', 'status', { status: 'offline' });
  const waiting: { customer: Person; conversationId: unknown }[] = [];
  for (let index = 0; index < 7; index += 1) {
    const customer = await person(cloud.url, `waiting-${index}`);
    const { conversationId, status, position } = await customer.ask('conversation', 'open');
    expect({ status, position }).toEqual({ status: 'queued', position: index + 1 });
    waiting.push({ customer, conversationId });
  }
  await agent.ask('assignment', 'status', { status: 'online' });
  const ids = waiting.map(({ conversationId }) => conversationId);
  expect(new Set((await agentRecord()).holding)).toEqual(new Set(ids.slice(0, 5)));

  await agent.ask('conversation', 'close', { conversationId: ids[0] });
  expect((await agentRecord()).holding).toContain(ids[5]);
  expect((await agentRecord()).holding).toHaveLength(5);
  for (const conversationId of ids)
    await person(cloud.url, 'lead-1').then((lead) => lead.ask('conversation', 'close', { conversationId }));
  expect((await agentRecord()).holding).toEqual([]);
});

test('nobody waits behind a customer whose skill is not there', async () => {
  await agent.ask('assignment', 'status', { status: 'offline' });
  const lead = await person(cloud.url, 'lead-1');
  const picky: unknown[] = [];
  for (let index = 0; index < 21; index += 1) {
    const customer = await person(cloud.url, `picky-${index}`);
    picky.push((await customer.ask('conversation', 'open', { skill: 'technical' }))['conversationId']);
  }
  const easy = await person(cloud.url, 'easy');
  const { conversationId } = await easy.ask('conversation', 'open', { skill: 'presale' });
  await agent.ask('assignment', 'status', { status: 'online' });
  expect((await agentRecord()).holding).toEqual([conversationId]);
  for (const id of [...picky, conversationId]) await lead.ask('conversation', 'close', { conversationId: id });
});

test('twenty customers at once overload nobody', async () => {
  await agent.ask('assignment', 'status', { status: 'online' });
  const customers = await Promise.all(Array.from({ length: 20 }, (_, index) => person(cloud.url, `crowd-${index}`)));
  const opened = await Promise.all(customers.map((customer) => customer.ask('conversation', 'open')));
  expect(opened.filter(({ status }) => status === 'active')).toHaveLength(5);
  expect((await agentRecord()).holding).toHaveLength(5);
  for (const [index, { conversationId }] of opened.entries()) {
    await customers[index]?.ask('conversation', 'close', { conversationId });
  }
  expect((await agentRecord()).holding).toEqual([]);
});

test('however openings race, every place held is a conversation owned, and nobody has too many', async () => {
  await agent.ask('assignment', 'status', { status: 'online' });
  await cloud.addFault({ target: 'database', match: 'conversations', kind: 'delay', rate: 0.5, ms: 40 });
  const customers = await Promise.all(Array.from({ length: 6 }, (_, index) => person(cloud.url, `racing-${index}`)));
  const opened = await Promise.all(
    customers.flatMap((customer) => [1, 2, 3].map(() => customer.ask('conversation', 'open'))),
  );
  const ids = [...new Set(opened.map(({ conversationId }) => String(conversationId)))];
  const owned = await Promise.all(ids.map((id) => records(cloud.url).conversation(id)));
  const active = owned.filter(({ agentId }) => agentId === 'agent-1').map(({ _id }) => _id);
  expect(active).toHaveLength(5);
  expect(new Set((await agentRecord()).holding)).toEqual(new Set(active));
  await cloud.clearFaults();
  const lead = await person(cloud.url, 'lead-1');
  for (const conversationId of ids) await lead.ask('conversation', 'close', { conversationId });
});

test('a customer who was assigned while the telling failed learns of it from the sweep', async () => {
  await agent.ask('assignment', 'status', { status: 'online' });
  await cloud.addFault({ target: 'database', match: 'feed', kind: 'error', rate: 1, count: 1 });
  const customer = await person(cloud.url, 'untold');
  await customer.call('conversation', 'open');
  await cloud.moveClock(CHECK_AFTER_MS);
  await sweepAll();
  const [conversation] = (await conversationsOf('untold')) as { _id: string }[];
  const told = await records(cloud.url).find('feed', { conversationId: conversation?._id, type: 'state' });
  expect(told).toContainEqual(
    expect.objectContaining({ to: 'untold', state: expect.objectContaining({ status: 'active' }) }),
  );
  await customer.ask('conversation', 'close', { conversationId: conversation?._id });
});

test('coming from another page replaces where the customer came from', async () => {
  const customer = await person(cloud.url, 'browsing');
  const source = { page: 'pages/product', productId: 'p1', productName: '冲锋衣' };
  const { conversationId } = await customer.ask('conversation', 'open', { source });
  await customer.ask('conversation', 'open', { source: { page: 'pages/home' } });
  expect((await records(cloud.url).conversation(String(conversationId))).source).toEqual({ page: 'pages/home' });
  await customer.ask('conversation', 'close', { conversationId });
});

test('an agent who has not been heard of for a lease gets no customer', async () => {
  await agent.ask('assignment', 'status', { status: 'online' });
  await cloud.moveClock(LEASE_MS + 1000);
  const customer = await person(cloud.url, 'late');
  expect(await customer.ask('conversation', 'open')).toMatchObject({ status: 'queued', position: 1 });
});

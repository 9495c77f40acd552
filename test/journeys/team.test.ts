import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { products } from '../../miniprogram/customer/shop/products';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  agent = await person(cloud.url, 'agent-1');
});
afterAll(() => cloud.close());

const presenceOf = async (id: string): Promise<unknown> => {
  const { agents } = (await agent.ask('team', 'agents')) as { agents: { id: string; presence: string }[] };
  return agents.find((each) => each.id === id)?.presence;
};

test('colleagues know who is on the team, and nothing of their addresses', async () => {
  const { agents } = (await agent.ask('team', 'agents')) as { agents: object[] };
  expect(agents).toContainEqual({
    id: 'lead-1',
    name: '周岚',
    role: 'lead',
    presence: 'offline',
    load: 0,
    capacity: 3,
  });
  expect(agents).toHaveLength(6);
});

test('who has not been heard of for a while is not there', async () => {
  await (await person(cloud.url, 'agent-2')).ask('assignment', 'status', { status: 'online' });
  expect(await presenceOf('agent-2')).toBe('online');
  await cloud.moveClock(LEASE_MS + 1000);
  expect(await presenceOf('agent-2')).toBe('away');
});

test('agents can send what the shop sells, in its order', async () => {
  const { products: cards } = (await agent.ask('team', 'products')) as { products: { productId: string }[] };
  expect(cards.map(({ productId }) => productId)).toEqual(products.map(({ id }) => id));
  const opened = await (await person(cloud.url, 'customer-1')).ask('conversation', 'open');
  const conversationId = String(opened['conversationId']);
  await agent.ask('assignment', 'status', { status: 'online' });
  for (const [index, body] of cards.entries())
    await agent.ask('message', 'send', { conversationId, clientId: `card-${index}`, kind: 'product', body });
});

test.each(['agents', 'products'])('customers do not see %s', async (action) => {
  const customer = await person(cloud.url, 'customer-1');
  expect(await customer.call('team', action)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Found, Hit } from '../../cloudfunctions/common/protocol/search';
import { settle, startTestCloud, type TestCloud } from '../support/cloud';
import { persons, type Person } from '../support/people';

let cloud: TestCloud;
let lead: Person;
let agent: Person;
let customer: Person;
let conversationId: string;
let sent = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  [lead, agent, customer] = await persons(cloud.url, 'lead-1', 'agent-1', 'shopper');
  await agent.ask('assignment', 'status', { status: 'online' });
  conversationId = String((await customer.ask('conversation', 'open'))['conversationId']);
});
afterAll(() => cloud.close());

const say = (who: Person, text: string, to = conversationId) =>
  who.ask('message', 'send', { conversationId: to, clientId: `c${++sent}`, kind: 'text', body: { text } });

const search = async (who: Person, conditions: object): Promise<Found> =>
  (await who.ask('search', 'messages', conditions)) as unknown as Found;

/** All pages, put together. */
async function all(who: Person, conditions: object): Promise<Hit[]> {
  const hits: Hit[] = [];
  let cursor: string | undefined;
  do {
    const page = await search(who, { ...conditions, ...(cursor !== undefined && { cursor }) });
    hits.push(...page.hits);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return hits;
}

const textsOf = (hits: Hit[]) => hits.map(({ text }) => text);

test('a lead finds what holds a phrase, the newest first, and goes on from page to page while more is said', async () => {
  const texts = Array.from({ length: 7 }, (_, index) => `第 ${index + 1} 次问运费险`);
  for (const text of [...texts, '运费 险']) await say(customer, text);
  await settle(cloud);

  const first = await search(lead, { text: '运费险', limit: 3 });
  expect(textsOf(first.hits)).toEqual(texts.slice(4).toReversed());
  expect(first.hits[0]).toMatchObject({ conversationId, kind: 'text', customer: { id: 'shopper' }, marks: [[6, 9]] });
  await say(customer, '又问运费险');
  const { cursor, ...others } = await search(lead, { text: '运费险', limit: 10, cursor: first.cursor });
  expect(textsOf(others.hits)).toEqual(texts.slice(0, 4).toReversed());
  expect(cursor).toBeUndefined();
});

test('all pages together hold every message once, in order, also by one common character', async () => {
  for (let count = 1; count <= 5; count += 1) await say(customer, `好的 ${count}`);
  await settle(cloud);
  const forward = await all(lead, { text: '好的', order: 'oldest', limit: 2 });
  expect(textsOf(forward)).toEqual(['好的 1', '好的 2', '好的 3', '好的 4', '好的 5']);
  expect(await all(lead, { text: '的', limit: 2 })).toEqual(
    forward.toReversed().map((hit) => ({ ...hit, marks: [[1, 2]] })),
  );
});

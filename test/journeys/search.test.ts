import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MessageDocument } from '../../cloudfunctions/common/protocol/documents';
import type { Found, Hit } from '../../cloudfunctions/common/protocol/search';
import { settle, startTestCloud, type TestCloud } from '../support/cloud';
import { persons, records, type Person } from '../support/people';
import { spoilt } from '../support/spoilt';

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

/** A customer with a conversation of their own, in which they have said these texts. */
async function visitor(
  name: string,
  texts: string[],
  source: object = {},
): Promise<{ who: Person; conversationId: string }> {
  const [who] = await persons(cloud.url, name);
  const { conversationId } = await who.ask('conversation', 'open', { source });
  for (const text of texts) await say(who, text, String(conversationId));
  return { who, conversationId: String(conversationId) };
}

test('conversation by conversation: that with the newest match first, each from its beginning, however small the pages', async () => {
  const first = await visitor('first', ['红茶一', '绿茶', '红茶二']);
  const second = await visitor('second', ['红茶三', '红茶四', '红茶五']);
  await say(first.who, '红茶六', first.conversationId);
  await say(second.who, '绿茶', second.conversationId);
  await settle(cloud);
  const texts = ['红茶一', '红茶二', '红茶六', '红茶三', '红茶四', '红茶五'];
  for (const limit of [1, 2, 50]) {
    expect(textsOf(await all(lead, { text: '红茶', order: 'conversation', limit }))).toEqual(texts);
  }
});

test.each([
  [{ text: '茉莉' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', role: 'agent' }, ['茉莉奶茶']],
  [{ text: '茉莉', also: ['奶'] }, ['茉莉奶茶']],
  [{ text: '茉莉', product: '茶叶' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', product: '茶壶' }, []],
  [{ text: '茉莉', customer: 'tea-drinker' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', customer: '微信用户nker' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', customer: '没有这个人' }, []],
  [{ text: '茉莉', tag: '送礼' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', tag: '投诉' }, []],
  [{ text: '茉莉', agent: 'agent-1' }, ['茉莉花茶', '茉莉奶茶']],
  [{ text: '茉莉', agent: 'agent-3' }, []],
  [{ text: '茉莉', kind: 'file' }, []],
  [{ text: '茉莉', to: 1 }, []],
  [{ customer: 'tea-drinker', role: 'customer' }, ['茉莉花茶', '龍井茶']],
  [{ text: '龙井' }, []],
  [{ text: '龙井', anyScript: true }, ['龍井茶']],
])('%j finds %j', async (conditions, texts) => {
  if (!teaTalk) {
    teaTalk = await visitor('tea-drinker', ['茉莉花茶', '龍井茶'], { productId: 'tea', productName: '茶叶礼盒' });
    await say(agent, '茉莉奶茶', teaTalk.conversationId);
    await agent.ask('conversation', 'tag', { conversationId: teaTalk.conversationId, tags: ['送礼'] });
    await settle(cloud);
  }
  expect(textsOf(await all(lead, { ...conditions, order: 'oldest' }))).toEqual(texts);
  expect(textsOf(await all(lead, { ...conditions, limit: 1 }))).toEqual(texts.toReversed());
});

let teaTalk: { who: Person; conversationId: string } | undefined;

const greenTea = async (who: Person) => textsOf(await all(who, { text: '碧螺春', order: 'oldest' }));

test('agents find what they may look into; what was taken back, only those who look after everything', async () => {
  const mine = await visitor('guest-of-one', ['碧螺春一', '碧螺春二', '碧螺春三']);
  const [other] = await persons(cloud.url, 'agent-2');
  const { hits } = await search(lead, { text: '碧螺春二' });
  await mine.who.ask('message', 'recall', { conversationId: mine.conversationId, messageId: hits[0]?.messageId });
  const notes = await agent.ask('conversation', 'notes', { conversationId: mine.conversationId });
  await say(agent, '这位要碧螺春', String(notes['conversationId']));
  await settle(cloud);
  expect(await greenTea(agent)).toEqual(['碧螺春一', '碧螺春三', '这位要碧螺春']);
  expect(await greenTea(other)).toEqual([]);
  expect(await greenTea(lead)).toEqual(['碧螺春一', '碧螺春二', '碧螺春三', '这位要碧螺春']);
  expect(await search(lead, { text: '这位要' })).toMatchObject({
    hits: [{ isNote: true, customer: { id: 'guest-of-one' } }],
  });
  expect((await mine.who.call('search', 'messages', { text: '碧螺春' })).ok).toBe(false);
});

test('a conversation that one may not look into is not searched, and whether it is there is not told', async () => {
  const theirs = await visitor('guest-of-another', ['铁观音']);
  const [other] = await persons(cloud.url, 'agent-2');
  for (const action of ['messages', 'insight'])
    for (const conversationId of [theirs.conversationId, 'no-such']) {
      expect(await other.call('search', action, { conversationId })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      expect(await lead.call('search', action, { conversationId: theirs.conversationId })).toMatchObject({ ok: true });
    }
  const refused = { action: 'search.messages', outcome: 'FORBIDDEN', 'who.id': 'agent-2' };
  expect(await records(cloud.url).find('audit', refused)).toHaveLength(2);
});

test('numbers are masked where they are found, and a cursor of another search or person is refused', async () => {
  await visitor('caller', ['我的电话 13812345678 记一下', '电话打不通']);
  await settle(cloud);
  const page = await search(lead, { text: '电话', limit: 1 });
  const [hit] = await all(lead, { text: '12345' });
  expect(hit?.text).toBe('我的电话 138****5678 记一下');
  const { cursor } = page;
  for (const [who, conditions] of [
    [lead, { text: '电', cursor }],
    [lead, { text: '电话', order: 'oldest', cursor }],
    [agent, { text: '电话', cursor }],
    [lead, { text: '电话', cursor: `${cursor}=` }],
  ] as const) {
    expect(await who.call('search', 'messages', conditions)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
  }
});

const spoil = async (messageId: string) => {
  const [kept] = (await records(cloud.url).find('messages', { _id: messageId })) as MessageDocument[];
  await records(cloud.url).change('messages', { _id: messageId }, { body: spoilt(kept?.body) });
};

/** All pages' hits, and how many messages all of them could not verify. */
async function doubted(who: Person, conditions: object): Promise<{ hits: Hit[]; unverifiable: number }> {
  const pages: Found[] = [];
  do {
    const cursor = pages.at(-1)?.cursor;
    pages.push(await search(who, { ...conditions, ...(cursor !== undefined && { cursor }) }));
  } while (pages.at(-1)?.cursor !== undefined);
  return {
    hits: pages.flatMap(({ hits }) => hits),
    unverifiable: pages.reduce((sum, page) => sum + page.unverifiable, 0),
  };
}

test('what cannot be verified is counted once in whatever order and pages, and told to those who lead', async () => {
  const talk = await visitor('tampered-tea', ['祁红一', '祁红二', '祁红三', '祁红四']);
  await settle(cloud);
  const { hits } = await search(lead, { text: '祁红', order: 'oldest' });
  const [, second, third] = hits.map(({ messageId }) => messageId);
  for (const id of [second, third]) await spoil(String(id));
  const [other] = await persons(cloud.url, 'agent-2');
  for (const order of ['newest', 'oldest', 'conversation'])
    for (const limit of [1, 20]) {
      const found = await doubted(lead, { text: '祁红', order, limit });
      expect([textsOf(found.hits).toSorted(), found.unverifiable]).toEqual([['祁红一', '祁红四'].toSorted(), 2]);
    }
  expect(await doubted(other, { text: '祁红' })).toEqual({ hits: [], unverifiable: 0 });
  expect(await lead.ask('search', 'insight', { text: '祁红' })).toMatchObject({ hits: 2, unverifiable: 2 });
  const { unverifiable } = await lead.ask('team', 'audits');
  const told = [second, third].map((messageId) => ({ conversationId: talk.conversationId, messageId }));
  expect(unverifiable).toEqual([{ day: expect.any(String), messages: expect.arrayContaining(told) }]);

  const all = await doubted(lead, { customer: 'tampered-tea', role: 'customer', order: 'oldest', limit: 3 });
  expect(all.unverifiable).toBe(2);
  expect(all.hits.map(({ text, isUnverifiable }) => isUnverifiable ?? text)).toEqual(['祁红一', true, true, '祁红四']);
});

test('insight adds up what the messages found have in common', async () => {
  const insight = await lead.ask('search', 'insight', { text: '茉莉' });
  expect(insight).toMatchObject({ hits: 2, products: [{ name: '茶叶礼盒', hits: 2 }] });
  expect(insight['terms']).toContainEqual({ term: '奶茶', hits: 1 });
});

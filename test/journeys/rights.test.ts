import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import path from 'node:path';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { CustomerDocument, EraseJob, Message } from '../../cloudfunctions/common/protocol/documents';
import { COOLING_MS } from '../../cloudfunctions/common/protocol/limits';
import type { ErasurePlan, Held, OwnMessage, Portion, Rights } from '../../cloudfunctions/common/protocol/rights';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { foundIn } from '../support/data-scan';
import { upload } from '../support/files';
import { person, persons, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let lead: Person;
let admin: Person;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  await assigning(cloud).setRules({ timers: { idleReminderMinutes: 0, idleCloseMinutes: 0, absentSeconds: 0 } });
});
afterAll(() => cloud.close());

/** Time goes by: everybody signs in again. */
beforeEach(async () => {
  [agent, lead, admin] = await persons(cloud.url, 'agent-1', 'lead-1', 'admin-1');
});
afterEach(() => cloud.clearFaults());

/** Which of some texts stand anywhere in the database. */
async function inDatabase(...texts: string[]): Promise<string[]> {
  const names = [
    'feed',
    'messages',
    'archive',
    'conversations',
    'checks',
    'customers',
    'credits',
    'reports',
    'audit',
    'jobs',
    'invite_tries',
    'agents',
  ];
  const all = JSON.stringify(await Promise.all(names.map((name) => records(cloud.url).find(name, {}))));
  return texts.filter((text) => all.includes(text));
}

const say = (who: Person, conversationId: string, text: string, more: object = {}) =>
  who.ask('message', 'send', { conversationId, clientId: `m${++clientIds}`, kind: 'text', body: { text }, ...more });

type Visit = { customer: Person; openid: string; conversationId: string; texts: string[]; files: string[] };

/** A customer who told their name and picture, and left traces wherever one can. */
async function visit(openid: string): Promise<Visit> {
  await agent.ask('assignment', 'status', { status: 'online' });
  const customer = await person(cloud.url, openid);
  const avatar = await upload(cloud.url, customer, `kefu/avatars/${openid}/me.png`, `face of ${openid}`);
  await customer.ask('customer', 'profile', { name: `欧阳${openid}`, avatar });
  await customer.ask('customer', 'consent', { version: 3 });
  const source = { page: '/pages/product?phone=13912345678', productId: 'p-1', productName: '外套' };
  const conversationId = String((await customer.ask('conversation', 'open', { source }))['conversationId']);
  const texts = [`${openid}的秘密是喜欢下雨`, `${openid}要退掉这件衣服`];
  for (const text of texts) await say(customer, conversationId, text);
  const picture = await upload(cloud.url, customer, `kefu/${conversationId}/cat.png`, `cat of ${openid}`);
  await say(customer, conversationId, '', {
    kind: 'image',
    body: { fileId: picture, width: 1, height: 1, size: 1 },
  });
  await say(agent, conversationId, `好的，${openid}您稍等`);
  const { conversationId: notesId } = await agent.ask('conversation', 'notes', { conversationId });
  await say(agent, String(notesId), `${openid}很着急`);
  await customer.ask('conversation', 'here', { here: true });
  await customer.ask('message', 'read', { conversationId, seq: 3 });
  await customer.ask('message', 'delivered', { marks: [{ conversationId, seq: 3 }] });
  await customer.ask('message', 'typing', { conversationId });
  await customer.ask('conversation', 'mark', { conversationId, pinned: true });
  await customer.ask('alert', 'credit', { tapId: 'tap', templates: { 'demo-template-customer': 'accept' } });
  await customer.ask('message', 'audited', { reportId: 'r', checked: 4, gaps: 0, duplicates: 0 });
  return {
    customer,
    openid,
    conversationId,
    texts: [...texts, `${openid}很着急`, `欧阳${openid}`],
    files: [avatar, picture],
  };
}

const close = (conversationId: string) =>
  lead.ask('conversation', 'close', { conversationId, reason: '已经解决', tags: ['退换货'] });

/** Lets the jobs go on until none of them is due; what was cut off begins again a minute later. */
async function work(): Promise<void> {
  const done = (await cloud.runTimer('jobs').catch(() => undefined)) as { data: { slices: number } } | undefined;
  if (!done) await cloud.moveClock(60_000);
  if (!done || done.data.slices > 0) await work();
}

async function pass(ms: number): Promise<void> {
  await cloud.moveClock(ms);
  await work();
}

const stateOf = async ({ customer }: Visit, receipt?: string): Promise<Rights> =>
  (await customer.ask('customer', 'rights', receipt === undefined ? {} : { receipt })) as Rights;

test('a customer takes everything with them, in portions, and nothing of anybody else', async () => {
  const one = await visit('taker');
  for (let ten = 0; ten < 11; ten += 1)
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => say(one.customer, one.conversationId, `第${10 * ten + index}句`)),
    );
  await close(one.conversationId);
  const second = String((await one.customer.ask('conversation', 'open'))['conversationId']);
  await say(one.customer, second, '又来了');
  const portions: Portion[] = [];
  let after: Portion['next'];
  do {
    portions.push((await one.customer.ask('customer', 'ownData', after ? { after } : {})) as Portion);
    after = portions.at(-1)?.next;
  } while (after);
  expect(portions[0]?.profile).toMatchObject({ id: 'taker', name: '欧阳taker', consent: { version: 3 } });
  expect(portions.flatMap(({ conversation }) => conversation?.conversationId ?? [])).toEqual([
    one.conversationId,
    second,
  ]);
  const said = portions
    .flatMap(({ messages }) => messages)
    .flatMap((message: OwnMessage) => message.said?.['text'] ?? []);
  expect(said).toEqual(expect.arrayContaining([...one.texts.slice(0, 2), '第0句', '第104句', '又来了']));
  expect(said).not.toContain('taker很着急');
  const picture = portions.flatMap(({ messages }) => messages).find(({ kind }) => kind === 'image');
  expect(await (await fetch(picture?.links?.[0] ?? '')).text()).toBe('cat of taker');
  const other = await person(cloud.url, 'stranger');
  const forged = { after: { lastAt: 0, conversationId: one.conversationId, seq: 0 } };
  expect(await other.ask('customer', 'ownData', forged)).toEqual({ messages: [] });
  await close(second);
}, 180_000);

test('consent can be taken back, and what was consented to is kept', async () => {
  const { customer } = await visit('wavering');
  await customer.ask('customer', 'withdraw');
  await customer.ask('customer', 'withdraw');
  const rights = (await customer.ask('customer', 'rights')) as Rights;
  expect(rights.consent).toBeUndefined();
  expect(rights.withdrawn).toEqual({ version: 3, at: expect.any(Number) });
  expect((await customer.ask('customer', 'profile'))['consent']).toBeUndefined();
});

test('asked twice it is deleted once, and until it begins one may think better of it', async () => {
  const one = await visit('doubter');
  const asked = (await one.customer.ask('customer', 'erase')) as ErasurePlan;
  expect(await one.customer.ask('customer', 'erase')).toEqual(asked);
  expect(asked.dueAt - asked.askedAt).toBe(COOLING_MS);
  await pass(COOLING_MS / 2);
  expect((await stateOf(one)).erasure).toEqual(asked);
  await one.customer.ask('customer', 'keepData');
  await pass(COOLING_MS);
  expect(await stateOf(one)).toMatchObject({ conversations: 1 });
  expect(await records(cloud.url).find('messages', { conversationId: one.conversationId })).not.toEqual([]);
  const [job] = (await records(cloud.url).find('jobs', { _id: asked.receipt })) as EraseJob[];
  expect(JSON.stringify(job)).not.toContain('doubter');
});

test('of a deleted customer nothing is left in any file but numbers, and the customer comes back as somebody new', async () => {
  const one = await visit('oLeaver');
  await close(one.conversationId);
  const second = String((await one.customer.ask('conversation', 'open'))['conversationId']);
  await say(one.customer, second, 'oLeaver又来了');
  await cloud.moveClock(CHECK_AFTER_MS + 1000);
  await cloud.runTimer('sweep');
  const before = await records(cloud.url).conversation(one.conversationId);
  const { receipt } = (await one.customer.ask('customer', 'erase')) as ErasurePlan;
  await pass(COOLING_MS + 1000);
  expect((await stateOf(one, receipt)).erased).toEqual({ doneAt: expect.any(Number) });
  expect(await inDatabase('oLeaver', ...one.texts)).toEqual([]);
  const after = await records(cloud.url).conversation(one.conversationId);
  const { openedAt, closedAt, tags, lastSeq, agentId, status } = before;
  expect(after).toMatchObject({ openedAt, closedAt, tags, lastSeq, agentId, status: 'closed', recent: [] });
  expect(status).toBe('closed');
  expect(after.source).toEqual({ page: '/pages/product', productId: 'p-1', productName: '外套' });
  expect(after.customerId).toBe((await records(cloud.url).conversation(second)).customerId);
  expect(await agent.ask('assignment', 'status', { status: 'online' })).toBeDefined();
  expect(await records(cloud.url).holding()).not.toContain(second);

  await cloud.kill();
  expect(await foundIn(cloud.dataFolder, ['oLeaver', ...one.texts])).toEqual([]);
  await cloud.restart();

  const again = await one.customer.ask('conversation', 'open');
  expect(again).toMatchObject({ profile: { name: '微信用户aver' } });
  expect(again['previousId']).toBeUndefined();
  expect((await stateOf(one)).conversations).toBe(1);

  await cloud.kill();
  const documents = path.join('database', 'documents.mdb');
  expect(await foundIn(cloud.dataFolder, ['oLeaver'])).toContainEqual([documents, 'oLeaver']);
  await cloud.restart();
});

test('killed at any step, deleting goes on and ends', async () => {
  const one = await visit('oKilled');
  await close(one.conversationId);
  const { receipt } = (await one.customer.ask('customer', 'erase')) as ErasurePlan;
  await cloud.moveClock(COOLING_MS + 1000);
  for (let kills = 0; kills < 4; kills += 1) {
    await cloud.addFault({ target: 'function', match: 'jobs', kind: 'kill', rate: 1, count: 1 });
    await cloud.runTimer('jobs').catch(() => undefined);
    await cloud.moveClock(10 * 60_000);
  }
  await cloud.clearFaults();
  await pass(3_600_000);
  expect((await stateOf(one, receipt)).erased?.doneAt).toBeDefined();
  expect(await inDatabase('oKilled', ...one.texts)).toEqual([]);
}, 180_000);

test('whoever comes again while they are deleted keeps what they say then', async () => {
  const one = await visit('oAgain');
  await close(one.conversationId);
  await one.customer.ask('customer', 'erase');
  await cloud.moveClock(COOLING_MS + 1000);
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1 });
  await cloud.runTimer('jobs');
  await cloud.clearFaults();
  expect(await records(cloud.url).find('customers', { _id: 'oAgain' })).toEqual([]);
  const fresh = String((await one.customer.ask('conversation', 'open'))['conversationId']);
  await say(one.customer, fresh, '我是新来的');
  await pass(3_600_000);
  expect(await records(cloud.url).find('messages', { conversationId: one.conversationId })).toEqual([]);
  expect(await inDatabase(fresh)).toEqual([fresh]);
  const { messages } = await one.customer.ask('message', 'history', { conversationId: fresh });
  expect((messages as Message[]).some(({ from }) => from.id === 'oAgain')).toBe(true);
  await close(fresh);
});

test('what is held is neither deleted nor archived, until it is let go', async () => {
  const one = await visit('oHeld');
  await close(one.conversationId);
  const { conversationId } = one;
  expect(
    await agent.call('customer', 'hold', { conversationId, of: 'conversation', isHeld: true, reason: '纠纷' }),
  ).toMatchObject({ code: 'FORBIDDEN' });
  await lead.ask('customer', 'hold', { conversationId, of: 'conversation', isHeld: true, reason: '纠纷 42' });
  const { held } = (await lead.ask('customer', 'held')) as { held: Held[] };
  expect(held).toEqual([
    expect.objectContaining({
      conversationId,
      of: 'conversation',
      reason: '纠纷 42',
      customer: { id: 'oHeld', name: '欧阳oHeld' },
    }),
  ]);
  await one.customer.ask('customer', 'erase');
  expect((await stateOf(one)).erasure?.isHeld).toBe(true);
  await pass(COOLING_MS + 1000);
  expect(await records(cloud.url).messages(conversationId)).not.toEqual([]);
  expect((await records(cloud.url).find('customers', { _id: 'oHeld' })) as CustomerDocument[]).toHaveLength(1);
  await lead.ask('customer', 'hold', { conversationId, of: 'conversation', isHeld: false, reason: '已经解决' });
  await pass(25 * 3_600_000);
  expect(await records(cloud.url).messages(conversationId)).toEqual([]);
  expect(await inDatabase('oHeld')).toEqual([]);
});

test('an admin can have a customer deleted, and says why', async () => {
  const one = await visit('oAsked');
  const { conversationId } = one;
  expect(await lead.call('customer', 'erase', { conversationId, reason: '来电要求' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await admin.call('customer', 'erase', { conversationId })).toMatchObject({ code: 'INVALID_INPUT' });
  await admin.ask('customer', 'erase', { conversationId, reason: '来电要求' });
  expect((await stateOf(one)).erasure?.isByStaff).toBe(true);
  await pass(COOLING_MS + 1000);
  expect(await inDatabase('oAsked')).toEqual([]);
});

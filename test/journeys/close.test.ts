import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf } from '../support/meeting';
import { person, persons, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1');
});
afterAll(() => cloud.close());
beforeEach(async () => {
  for (const who of [agent, other]) await who.ask('assignment', 'status', { status: 'offline' });
});
afterEach(() => cloud.clearFaults());

const conversation = (conversationId: string) => records(cloud.url).conversation(conversationId);
const holding = () => records(cloud.url).holding();

/** Instances look again after a minute. */
async function requireTags(areRequired: boolean): Promise<void> {
  const admin = await person(cloud.url, 'admin-1');
  const { rules } = await admin.ask('team', 'rules');
  await admin.ask('team', 'saveRules', { rules: { ...(rules as object), requireTags: areRequired } });
  await cloud.moveClock(61_000);
}

test('who ends it stands in the record, and what it was about', async () => {
  const { conversationId, customer } = await meet(cloud.url, agent);
  await agent.ask('conversation', 'close', { conversationId, tags: ['退款', '催单'], reason: '客户已满意' });
  expect(await conversation(conversationId)).toMatchObject({
    status: 'closed',
    closedBy: 'agent',
    tags: ['退款', '催单'],
  });
  expect(JSON.stringify(await conversation(conversationId))).not.toContain('满意');
  await customer.ask('conversation', 'close', { conversationId });
  expect(await conversation(conversationId)).toMatchObject({ closedBy: 'agent' });
});

test('staff have to say what it was about when the rules want it, and the customer never', async () => {
  await requireTags(true);
  const first = await meet(cloud.url, agent);
  const close = (params: object) =>
    agent.call('conversation', 'close', { conversationId: first.conversationId, ...params });
  expect(await close({})).toMatchObject({ code: 'TAGS_REQUIRED' });
  expect((await conversation(first.conversationId)).status).toBe('active');
  expect(await close({ tags: ['咨询'] })).toMatchObject({ ok: true });
  expect(await close({})).toMatchObject({ ok: true });
  const second = await meet(cloud.url, agent);
  expect(await second.customer.call('conversation', 'close', second)).toMatchObject({ ok: true });
  await requireTags(false);
});

test('who leaves the queue unserved has given up', async () => {
  const customer = await person(cloud.url, 'impatient');
  const { conversationId } = await customer.ask('conversation', 'open');
  await customer.ask('conversation', 'close', { conversationId });
  expect(await conversation(String(conversationId))).toMatchObject({
    status: 'closed',
    closedBy: 'customer',
    isAbandoned: true,
  });
  const served = await meet(cloud.url, agent);
  await served.customer.ask('conversation', 'close', served);
  expect((await conversation(served.conversationId)).isAbandoned).toBeUndefined();
});

test('nobody ends what is somebody else’s', async () => {
  const { conversationId } = await meet(cloud.url, agent);
  expect(await other.call('conversation', 'close', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  await lead.ask('conversation', 'close', { conversationId });
  expect(await conversation(conversationId)).toMatchObject({ status: 'closed' });
});

test('ten who end it at once end it once', async () => {
  const { conversationId, customer } = await meet(cloud.url, agent);
  await Promise.all(
    [agent, customer, lead, agent, customer].map((who) => who.ask('conversation', 'close', { conversationId })),
  );
  const { all, kept, told } = await seqsOf(cloud.url, conversationId);
  expect([all.length, kept, ...told]).toEqual([2, all, all, all]);
  expect(await holding()).toEqual([]);
});

test.each(['conversations', 'agents', 'messages', 'feed'])(
  'cut off at %s, ending it again finishes it',
  async (match) => {
    for (const kind of ['error', 'drop'] as const) {
      const { conversationId } = await meet(cloud.url, agent);
      await cloud.addFault({ target: 'database', match, kind, rate: 1, count: 1 });
      await agent.call('conversation', 'close', { conversationId });
      await cloud.clearFaults();
      await agent.ask('conversation', 'close', { conversationId });
      const { all, kept, told } = await seqsOf(cloud.url, conversationId);
      expect([all.length, kept, ...told]).toEqual([2, all, all, all]);
      expect(await holding()).toEqual([]);
    }
  },
);

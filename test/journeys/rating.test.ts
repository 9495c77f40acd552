import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { RATING_MS } from '../../cloudfunctions/common/protocol/limits';
import { settle, startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { persons, records, type Person } from '../support/people';

let cloud: TestCloud;
let agent: Person;
let stranger: Person;
let meeting: Meeting;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, stranger] = await persons(cloud.url, 'agent-1', 'customer-2');
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, agent);
});

const rate = (who: Person, params: object) =>
  who.call('conversation', 'rate', { conversationId: meeting.conversationId, ...params });
const close = () => agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
const stored = async () => records(cloud.url).conversation(meeting.conversationId);
const rowFor = async (who: Person) => {
  const { conversations } = await who.ask('conversation', 'list', { conversationId: meeting.conversationId });
  return (conversations as object[])[0];
};

test.each([false, true])(
  'a customer rates a conversation, also after its end (%j), and both sides know',
  async (isOver) => {
    if (isOver) await close();
    expect(await rate(meeting.customer, { score: 4, comment: '还不错哦', answers: ['回复快'] })).toMatchObject({
      ok: true,
    });
    for (const who of [agent, meeting.customer]) expect(await rowFor(who)).toMatchObject({ rating: { score: 4 } });
    await settle(cloud);
    const { all, kept } = await seqsOf(cloud.url, meeting.conversationId);
    expect(kept).toEqual(all);
    const { conversations } = await agent.ask('customer', 'file', { customerId: meeting.openid });
    expect(conversations).toMatchObject([{ rating: { score: 4, comment: '还不错哦', answers: ['回复快'] } }]);
    expect(JSON.stringify(await stored())).not.toMatch(/还不错|回复快/);
    if (!isOver) await close();
  },
);

test('rated again the same way nothing changes, another way the last one counts, for a day', async () => {
  await close();
  await rate(meeting.customer, { score: 2 });
  const { lastSeq } = await stored();
  await Promise.all([1, 2, 3].map(() => rate(meeting.customer, { score: 2 })));
  expect(await rate(meeting.customer, { score: 2, comment: '等了很久' })).toMatchObject({ ok: true });
  expect((await stored()).lastSeq).toBe(lastSeq);
  expect(await rate(meeting.customer, { score: 5 })).toMatchObject({ ok: true });
  expect(await rowFor(agent)).toMatchObject({ rating: { score: 5 } });
  await cloud.moveClock(RATING_MS + 1000);
  expect(await rate(meeting.customer, { score: 1 })).toMatchObject({ code: 'TOO_LATE' });
  expect(await rowFor(agent)).toMatchObject({ rating: { score: 5 } });
});

test.each(['drop', 'kill'] as const)('cut off (%s) and said again, it is said once', async (kind) => {
  await cloud.addFault({ target: 'database', match: 'conversations', kind, rate: 1, count: 1 });
  await rate(meeting.customer, { score: 3 }).catch(() => undefined);
  await cloud.clearFaults();
  expect(await rate(meeting.customer, { score: 3 })).toMatchObject({ ok: true });
  expect((await stored()).rating).toMatchObject({ score: 3, times: 1 });
  await close();
});

test('nobody else rates it', async () => {
  for (const who of [agent, stranger]) expect(await rate(who, { score: 1 })).toMatchObject({ code: 'FORBIDDEN' });
  for (const score of [0, 6, 2.5, '5', { $ne: null }])
    expect(await rate(meeting.customer, { score })).toMatchObject({ code: 'INVALID_INPUT' });
  await close();
});

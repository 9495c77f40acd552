import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AgentDocument, FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seqsOf, type Meeting } from '../support/meeting';
import { person, persons, records, type Person } from '../support/people';

const MINUTE = 60_000;

let cloud: TestCloud;
let agent: Person;
let other: Person;
let lead: Person;

beforeAll(async () => {
  cloud = await startTestCloud();
  [agent, other, lead] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1');
});
afterAll(() => cloud.close());

const online = (who: Person) => who.ask('assignment', 'status', { status: 'online' });
const offline = (who: Person) => who.ask('assignment', 'status', { status: 'offline' });

const FIRST = ['agent-1'];
const SECOND = ['agent-2'];
const BOTH = [...FIRST, ...SECOND];
const STAFF = ['agent-1', 'agent-2', 'lead-1'];

/** Who is there, and until when: the cloud runs its timers as soon as its clock moves, before any phone can call. */
const attend = (id: string, presence: 'online' | 'offline', leaseUntil: number) =>
  records(cloud.url).change('agents', { _id: id }, { presence, leaseUntil });

beforeEach(async () => {
  for (const id of STAFF) await attend(id, 'offline', 0);
});
afterEach(async () => {
  await cloud.clearFaults();
  const all = (await records(cloud.url).find('conversations', {})) as { _id: string; status: string }[];
  for (const { _id, status } of all)
    if (status !== 'closed' && status !== 'staff') await lead.ask('conversation', 'close', { conversationId: _id });
});

const conversationOf = ({ conversationId }: Meeting) => records(cloud.url).conversation(conversationId);
const statusOf = async (meeting: Meeting) => {
  const { status, agentId } = await conversationOf(meeting);
  return [status, agentId];
};

let asked = 0;
const say = (who: Person, { conversationId }: Meeting) =>
  who.ask('message', 'send', { conversationId, clientId: `words-${++asked}`, kind: 'text', body: { text: '在吗' } });

async function look(who: Person, meeting: Meeting): Promise<void> {
  const { conversationId } = meeting;
  await who.ask('message', 'read', { conversationId, seq: (await conversationOf(meeting)).lastSeq });
}

/** The customer asks, the agent looks and says nothing. */
async function ask(given: { isSeen?: boolean } = {}): Promise<Meeting> {
  const meeting = await meet(cloud.url, agent);
  await say(meeting.customer, meeting);
  if (given.isSeen !== false) await look(agent, meeting);
  await pass(MINUTE);
  return meeting;
}

/** Time passes, with or without a sign of life of an agent, and the sweep comes by, twice at once. */
async function pass(ms: number, present: string[] = []): Promise<void> {
  for (const id of present) await attend(id, 'online', Number.MAX_SAFE_INTEGER);
  await cloud.moveClock(ms);
  await Promise.all([cloud.runTimer('sweep'), cloud.runTimer('sweep')]);
}

/** The cloud's time. */
const clock = async () => Number((await offline(lead))['leaseUntil']) - LEASE_MS;

async function notices(to: string, { conversationId }: Meeting): Promise<string[]> {
  const told = (await records(cloud.url).find('feed', { to, conversationId, type: 'notice' })) as FeedDocument[];
  return told.flatMap((one) => (one.type === 'notice' ? [one.notice.kind] : []));
}

/** A record without holes, of whose end every reader was told, and no place that is held for nothing. */
async function expectWhole(meeting: Meeting): Promise<void> {
  const { all, kept, told } = await seqsOf(cloud.url, meeting.conversationId);
  expect(kept).toEqual(all);
  for (const seqs of told) expect(seqs).toContain(all.length);
  const holders = (await records(cloud.url).find('agents', { holding: meeting.conversationId })) as AgentDocument[];
  const { status, agentId } = await conversationOf(meeting);
  expect(holders.map(({ _id }) => _id)).toEqual(status === 'active' ? [agentId] : []);
}

describe('a customer whom nobody answers', () => {
  test('the agent is reminded, the leads are told, somebody else takes over; each once', async () => {
    const meeting = await ask();
    await pass(3 * MINUTE, FIRST);
    expect(await notices('agent-1', meeting)).toEqual([]);
    await pass(2 * MINUTE, FIRST);
    expect(await notices('agent-1', meeting)).toEqual(['reply']);
    await pass(5 * MINUTE, BOTH);
    expect(await notices('lead-1', meeting)).toEqual(['lead']);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    await pass(5 * MINUTE, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
    expect((await conversationOf(meeting)).readers).not.toContain('agent-1');
    expect([await notices('agent-1', meeting), await notices('lead-1', meeting)]).toEqual([['reply'], ['lead']]);
    await pass(MINUTE, BOTH);
    await expectWhole(meeting);
  });

  test('an answer ends it, and the next question begins anew', async () => {
    const meeting = await ask();
    await pass(5 * MINUTE, FIRST);
    await say(agent, meeting);
    await pass(MINUTE, FIRST);
    expect((await conversationOf(meeting)).waitingSince).toBeUndefined();
    await pass(20 * MINUTE, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    await say(meeting.customer, meeting);
    await look(agent, meeting);
    await pass(MINUTE, FIRST);
    await pass(4 * MINUTE + 1000, FIRST);
    expect(await notices('agent-1', meeting)).toEqual(['reply', 'reply']);
  });

  test('is not taken from the only one who is there', async () => {
    const meeting = await ask();
    for (let minutes = 0; minutes < 30; minutes += 5) await pass(5 * MINUTE, FIRST);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    expect(await notices('lead-1', meeting)).toEqual(['lead']);
  });

  test('goes to somebody else as soon as that one comes', async () => {
    const meeting = await ask();
    await pass(20 * MINUTE, FIRST);
    await pass(2 * MINUTE, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
  });

  test('does not go to and fro between those who let it lie', async () => {
    const meeting = await ask();
    await pass(15 * MINUTE, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
    await look(other, meeting);
    for (let minutes = 0; minutes < 40; minutes += 10) await pass(10 * MINUTE, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
  });

  test('goes to somebody else sooner when the agent has not even looked', async () => {
    const meeting = await ask({ isSeen: false });
    await pass(4 * MINUTE + 1000, BOTH);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
  });
});

describe('an agent who is gone', () => {
  test('whose phone is dead leaves nobody waiting: the customer is in the queue, and with the next agent', async () => {
    const meeting = await ask();
    await pass(4 * MINUTE + 1000);
    expect(await statusOf(meeting)).toEqual(['queued', undefined]);
    await online(other);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
    await pass(MINUTE, SECOND);
    await expectWhole(meeting);
  });

  test('who goes off duty with answered customers keeps them until they write again', async () => {
    const meeting = await ask();
    await say(agent, meeting);
    await offline(agent);
    await pass(30 * MINUTE, SECOND);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    await say(meeting.customer, meeting);
    await pass(MINUTE, SECOND);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    await pass(4 * MINUTE + 1000, SECOND);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-2']);
  });

  test('whose phone is locked keeps the customer while an alert can bring them back', async () => {
    const meeting = await ask();
    await agent.ask('assignment', 'status', { status: 'online', isHidden: true });
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { canBeAlerted: true });
    await pass(5 * MINUTE);
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
    await pass(31 * MINUTE);
    expect(await statusOf(meeting)).toEqual(['queued', undefined]);
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { canBeAlerted: false });
  });

  test('is not gone while a second phone of theirs is in use', async () => {
    const meeting = await ask();
    const secondPhone = await person(cloud.url, 'agent-1');
    for (let minutes = 1; minutes < 10; minutes += 1) {
      await agent.ask('assignment', 'status', { status: 'online', isHidden: true });
      await online(secondPhone);
      await pass(MINUTE);
    }
    expect(await statusOf(meeting)).toEqual(['active', 'agent-1']);
  });
});

describe('a conversation that rests', () => {
  test('the owner is reminded when they wanted to be, once', async () => {
    const meeting = await ask();
    await say(agent, meeting);
    const at = (await conversationOf(meeting)).lastAt + 30 * MINUTE;
    await agent.ask('assignment', 'remind', { conversationId: meeting.conversationId, at });
    await pass(29 * MINUTE, FIRST);
    expect(await notices('agent-1', meeting)).toEqual([]);
    await pass(2 * MINUTE, FIRST);
    await pass(MINUTE, FIRST);
    expect(await notices('agent-1', meeting)).toEqual(['followUp']);
  });

  test('a silent customer is asked, and then it ends', async () => {
    const meeting = await ask();
    await say(agent, meeting);
    await pass(MINUTE, FIRST);
    const before = (await conversationOf(meeting)).lastSeq;
    await pass(60 * MINUTE, FIRST);
    await pass(MINUTE, FIRST);
    expect((await conversationOf(meeting)).lastSeq).toBe(before + 1);
    await pass(23 * 60 * MINUTE);
    expect(await conversationOf(meeting)).toMatchObject({ status: 'closed', closedBy: 'system' });
    await pass(MINUTE);
    await expectWhole(meeting);
  });

  test('while nothing is due, a minute costs one read', async () => {
    const meeting = await ask();
    await say(agent, meeting);
    await pass(2 * MINUTE, FIRST);
    const now = await clock();
    await pass(((13 - (Math.floor(now / MINUTE) % 10)) % 10) * MINUTE, FIRST);
    await cloud.resetUsage();
    await cloud.runTimer('sweep');
    const { sweep } = (await cloud.usage()).functions;
    expect(sweep).toMatchObject({ reads: sweep?.calls, writes: 0 });
  });
});

test('the leads hear of somebody who waits in the queue for too long, once', async () => {
  const customer = await person(cloud.url, 'long-waiting');
  const { conversationId } = await customer.ask('conversation', 'open');
  const meeting = { customer, openid: 'long-waiting', agent, conversationId: String(conversationId) };
  await pass(9 * MINUTE);
  expect(await notices('lead-1', meeting)).toEqual([]);
  for (let minutes = 0; minutes < 3; minutes += 1) await pass(MINUTE);
  expect(await notices('lead-1', meeting)).toEqual(['longWait']);
});

test.each(['reminding', 'telling', 'reassigning', 'asking', 'ending'])(
  'wherever the sweep is cut off while %s, the next ones finish it',
  async (what) => {
    const minutes = { reminding: 5, telling: 9, reassigning: 15, asking: 61, ending: 24 * 60 }[what] ?? 0;
    const isIdle = what === 'asking' || what === 'ending';
    for (let round = 0; round < 2; round += 1) {
      await attend('agent-2', 'offline', 0);
      const meeting = await ask();
      if (isIdle) await say(agent, meeting);
      await pass(what === 'ending' ? 61 * MINUTE : MINUTE, BOTH);
      await cloud.addFault({ target: 'function', match: 'sweep', kind: 'kill', rate: 1, count: 1 });
      await cloud.moveClock(minutes * MINUTE);
      await cloud.runTimer('sweep').catch(() => undefined);
      await cloud.clearFaults();
      for (let later = 0; later < 3; later += 1) await pass(MINUTE, BOTH);
      const { lastSeq, ...after } = await conversationOf(meeting);
      if (what === 'reminding') expect(await notices('agent-1', meeting)).toEqual(['reply']);
      if (what === 'telling') expect(await notices('lead-1', meeting)).toEqual(['lead']);
      if (what === 'reassigning') expect(after).toMatchObject({ status: 'active', agentId: 'agent-2' });
      if (what === 'asking') expect(after).toMatchObject({ status: 'active', agentId: 'agent-1' });
      if (what === 'ending') expect(after).toMatchObject({ status: 'closed' });
      if (isIdle) expect(lastSeq).toBe(what === 'asking' ? 4 : 5);
      await expectWhole(meeting);
      if (after.status !== 'closed') await lead.ask('conversation', 'close', meeting);
    }
  },
);

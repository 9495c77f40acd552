import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CreditDocument } from '../../cloudfunctions/common/protocol/documents';
import { SILENT_MS } from '../../cloudfunctions/common/domain/alerts';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { databaseCalls, settle, startTestCloud, type TestCloud } from '../support/cloud';
import { person, post, records, type Person } from '../support/people';

const FOR_CUSTOMER = 'template-customer';
const FOR_AGENT = 'template-agent';
const SECRET = '绝密的订单内容';

let cloud: TestCloud;
let admin: Person;
let agent: Person;
let robot: Server;
let heard: string[] = [];
let newcomers = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = await person(cloud.url, 'admin-1');
  agent = await person(cloud.url, 'agent-1');
  robot = createServer((request, response) => {
    request.setEncoding('utf8');
    let body = '';
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      heard.push(body);
      response.end('{"errcode":0,"errmsg":"ok"}');
    });
  });
  await new Promise<void>((resolve) => robot.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  robot.close();
  await cloud.close();
});

const robotUrl = () => `http://127.0.0.1:${(robot.address() as AddressInfo).port}/send?key=secret`;

/** What functions go by from now on: the clock moves past what they remember. */
async function setUp(alerts: object = {}, settings: object = {}): Promise<void> {
  const saved = await admin.ask('team', 'saveSettings', {
    settings: { templates: { customer: [FOR_CUSTOMER], agent: [FOR_AGENT] }, ...settings },
    privateSettings: { alerts: { urgentWords: ['紧急'], onCall: ['lead-1'], ...alerts } },
  });
  expect(saved).toMatchObject({ isSaved: true });
  await cloud.moveClock(61_000);
}

beforeEach(() => {
  heard = [];
  return setUp();
});
afterEach(async () => {
  await cloud.clearFaults();
  const lead = await person(cloud.url, 'lead-1');
  const open = (await records(cloud.url).find('conversations', {})) as { _id: string; status: string }[];
  for (const { _id, status } of open)
    if (status !== 'closed') await lead.ask('conversation', 'close', { conversationId: _id });
});

type Meeting = { customer: Person; openid: string; conversationId: string };

/** A newcomer in a conversation; with the agent unless nobody is on duty. */
async function meet(presence: 'online' | 'offline' = 'online'): Promise<Meeting> {
  await agent.ask('assignment', 'status', { status: presence });
  const openid = `alerted-${++newcomers}`;
  const customer = await person(cloud.url, openid);
  const { conversationId } = await customer.ask('conversation', 'open');
  return { customer, openid, conversationId: String(conversationId) };
}

/** Who is there: a time of leaving is negative. */
const stand = ({ conversationId }: Meeting, here: Record<string, number>) =>
  records(cloud.url).change(
    'conversations',
    { _id: conversationId },
    Object.fromEntries(Object.entries(here).map(([to, at]) => [`here.${to}`, at])),
  );

/** Somebody allows alerts: in WeChat, and then in our own ledger. */
async function allow(who: Person, openid: string, templateId: string, times = 1): Promise<void> {
  for (let tap = 0; tap < times; tap += 1) {
    await post(`${cloud.url}/local/subscriptions`, { openid, templateIds: [templateId] });
    await who.ask('alert', 'credit', {
      tapId: `tap-${openid}-${newcomers}-${tap}`,
      templates: { [templateId]: 'accept' },
    });
  }
}

type Sent = { openid: string; templateId: string; page: string; data: object };

async function outbox(openid: string): Promise<Sent[]> {
  const { messages } = (await (await fetch(`${cloud.url}/local/outbox`)).json()) as { messages: Sent[] };
  return messages.filter((message) => message.openid === openid);
}

let drafts = 0;
const say = (who: Person, { conversationId }: Meeting, text = SECRET) =>
  who.ask('message', 'send', { conversationId, clientId: `m${++drafts}`, kind: 'text', body: { text } });

const left = async (openid: string, templateId = FOR_CUSTOMER) =>
  ((await records(cloud.url).find('credits', { to: openid, templateId }))[0] as CreditDocument | undefined)?.left;

const alertedSeq = async ({ conversationId, openid }: Meeting) =>
  (await records(cloud.url).conversation(conversationId)).alerted?.[openid];

async function sweepAll(): Promise<void> {
  const { data } = (await cloud.runTimer('sweep')) as { data: { lookedAt: number } };
  if (data.lookedAt > 0) await sweepAll();
}

test('who is away is alerted of what was withheld as soon as it is released, and not before', async () => {
  const moderation = { isOn: true, words: ['假货'], onFailure: 'deliver' };
  await admin.ask('team', 'saveSettings', { privateSettings: { alerts: { urgentWords: [], onCall: [] }, moderation } });
  await cloud.moveClock(61_000);
  const meeting = await meet();
  await allow(agent, 'agent-1', FOR_AGENT);
  await stand(meeting, { 'agent-1': -1 });
  const before = (await outbox('agent-1')).length;
  const { messageId } = await say(meeting.customer, meeting, '有假货吗');
  expect(await outbox('agent-1')).toHaveLength(before);
  const lead = await person(cloud.url, 'lead-1');
  const release = { conversationId: meeting.conversationId, messageId };
  await lead.ask('message', 'release', release);
  expect(await outbox('agent-1')).toHaveLength(before + 1);
  await lead.ask('message', 'release', release);
  expect(await outbox('agent-1')).toHaveLength(before + 1);
});

describe('a customer who has left', () => {
  test('is alerted once until they have read, without a word of the message', async () => {
    const meeting = await meet();
    const { customer, openid } = meeting;
    await allow(customer, openid, FOR_CUSTOMER, 2);
    await customer.ask('conversation', 'here', { here: false });
    const { seq } = await say(agent, meeting);
    await say(agent, meeting);
    const sent = await outbox(openid);
    expect(sent).toMatchObject([
      { templateId: FOR_CUSTOMER, page: 'kefu/chat/chat', data: { thing1: { value: '您有新的客服消息' } } },
    ]);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect([await left(openid), await alertedSeq(meeting)]).toEqual([1, seq]);

    await customer.ask('message', 'read', { conversationId: meeting.conversationId, seq });
    await say(agent, meeting);
    expect(await outbox(openid)).toHaveLength(2);
    expect(await left(openid)).toBe(0);
  });

  test('is alerted once of messages that are sent all at once', async () => {
    const meeting = await meet();
    await allow(meeting.customer, meeting.openid, FOR_CUSTOMER, 3);
    const sayMany = () => Promise.all(Array.from({ length: 6 }, () => say(agent, meeting)));
    await sayMany();
    await stand(meeting, { [meeting.openid]: -1 });
    await cloud.addFault({ target: 'database', match: 'credits', kind: 'delay', rate: 0.5, ms: 30 });
    await sayMany();
    expect(await outbox(meeting.openid)).toHaveLength(1);
    expect(await left(meeting.openid)).toBe(2);
  });

  test('without a credit costs one request, and is alerted as soon as there is one', async () => {
    const meeting = await meet();
    const { customer, openid } = meeting;
    await stand(meeting, { [openid]: -1 });
    await settle(cloud);
    await say(agent, meeting);
    await cloud.resetUsage();
    await say(agent, meeting);
    const { message } = (await cloud.usage()).functions;
    expect(databaseCalls(message)).toBe(4);
    expect(await alertedSeq(meeting)).toBeUndefined();
    await allow(customer, openid, FOR_CUSTOMER);
    await say(agent, meeting);
    expect(await outbox(openid)).toHaveLength(1);
  });

  test('who has withdrawn permission in WeChat has no credit left, and the alert is not used up', async () => {
    const meeting = await meet();
    const { customer, openid } = meeting;
    const templates = { [FOR_CUSTOMER]: 'accept' };
    for (const tapId of ['one', 'two', 'three']) await customer.ask('alert', 'credit', { tapId, templates });
    await stand(meeting, { [openid]: -1 });
    await say(agent, meeting);
    expect([await left(openid), await alertedSeq(meeting)]).toEqual([0, undefined]);
    const { credits } = await customer.ask('alert', 'credits');
    expect(credits).toEqual([{ templateId: FOR_CUSTOMER, left: 0, refusedAt: expect.any(Number) }]);
  });

  test('who does not want to be disturbed by this conversation is not', async () => {
    const meeting = await meet();
    await allow(meeting.customer, meeting.openid, FOR_CUSTOMER);
    await stand(meeting, { [meeting.openid]: -1 });
    const muted = { [`marks.${meeting.openid}`]: { muted: true } };
    await records(cloud.url).change('conversations', { _id: meeting.conversationId }, muted);
    await say(agent, meeting);
    expect(await outbox(meeting.openid)).toEqual([]);
  });

  test.each(['error', 'drop', 'kill'] as const)(
    'a message is sent although the alert fails (%s), and alerts at most once',
    async (kind) => {
      const meeting = await meet();
      await allow(meeting.customer, meeting.openid, FOR_CUSTOMER, 2);
      await stand(meeting, { [meeting.openid]: -1 });
      await cloud.addFault({ target: 'openapi', match: 'subscribeMessage.send', kind, rate: 1, count: 1 });
      const text = {
        conversationId: meeting.conversationId,
        clientId: `failing-${kind}`,
        kind: 'text',
        body: { text: SECRET },
      };
      await agent.call('message', 'send', text).catch(() => undefined);
      await cloud.clearFaults();
      expect(await agent.ask('message', 'send', { ...text, attempt: 2 })).toMatchObject({ seq: expect.any(Number) });
      await cloud.moveClock(CHECK_AFTER_MS + 1000);
      await sweepAll();
      expect((await outbox(meeting.openid)).length).toBeLessThanOrEqual(1);
    },
  );

  test('a template that WeChat refuses is tried once, and its credit is kept', async () => {
    await setUp({ texts: { [FOR_CUSTOMER]: { time1: '不是时间' } } });
    const meeting = await meet();
    await allow(meeting.customer, meeting.openid, FOR_CUSTOMER);
    await stand(meeting, { [meeting.openid]: -1 });
    const { seq } = await say(agent, meeting);
    await say(agent, meeting);
    expect([await outbox(meeting.openid), await left(meeting.openid), await alertedSeq(meeting)]).toEqual([[], 1, seq]);
  });

  test('what the template says is the business’s', async () => {
    await setUp({ texts: { [FOR_CUSTOMER]: { thing1: '{agent} 回复了您', time3: '{time}' } } });
    const meeting = await meet();
    await allow(meeting.customer, meeting.openid, FOR_CUSTOMER);
    await stand(meeting, { [meeting.openid]: -1 });
    await say(agent, meeting);
    const data = {
      thing1: { value: '苏晴 回复了您' },
      time3: { value: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) },
    };
    expect(await outbox(meeting.openid)).toMatchObject([{ data }]);
  });
});

test('a message between two who are there costs one function call and three of the database', async () => {
  const meeting = await meet();
  await allow(meeting.customer, meeting.openid, FOR_CUSTOMER);
  for (const who of [agent, meeting.customer]) await who.ask('conversation', 'here', { here: true });
  await settle(cloud);
  await say(agent, meeting);
  await cloud.resetUsage();
  await say(agent, meeting);
  await say(meeting.customer, meeting);
  const { message } = (await cloud.usage()).functions;
  expect(message?.calls).toBe(2);
  expect(databaseCalls(message)).toBe(6);
  expect(await outbox(meeting.openid)).toEqual([]);
});

describe('the sweep', () => {
  test('alerts whoever’s phone has gone silent, and nobody who received the message', async () => {
    const [silent, receiving] = [await meet(), await meet()];
    for (const meeting of [silent, receiving]) {
      await allow(meeting.customer, meeting.openid, FOR_CUSTOMER, 2);
      await stand(meeting, { [meeting.openid]: 1 });
      const { seq } = await say(agent, meeting);
      const delivered = { [`delivered.${meeting.openid}`]: meeting === receiving ? seq : 0 };
      await records(cloud.url).change('conversations', { _id: meeting.conversationId }, delivered);
    }
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await sweepAll();
    expect(await outbox(silent.openid)).toEqual([]);
    await cloud.moveClock(SILENT_MS);
    await sweepAll();
    expect(await outbox(silent.openid)).toHaveLength(1);
    await cloud.moveClock(24 * 3_600_000);
    await sweepAll();
    expect(await outbox(silent.openid)).toHaveLength(1);
    expect(await outbox(receiving.openid)).toEqual([]);
  });

  test('says nothing of what is withheld', async () => {
    const meeting = await meet();
    await allow(meeting.customer, meeting.openid, FOR_CUSTOMER);
    const { messageId } = await say(agent, meeting);
    await records(cloud.url).change('messages', { _id: messageId }, { withheld: 'risky' });
    const { recent } = await records(cloud.url).conversation(meeting.conversationId);
    await records(cloud.url).change(
      'conversations',
      { _id: meeting.conversationId },
      { recent: recent.map((entry) => ({ ...entry, judged: true })) },
    );
    await cloud.moveClock(CHECK_AFTER_MS + SILENT_MS);
    await sweepAll();
    expect(await outbox(meeting.openid)).toEqual([]);
  });
});

/** A quiet time of four hours, about the cloud's present or far from it. */
async function quietTime(holdsNow: boolean): Promise<object> {
  const { leaseUntil } = await agent.ask('assignment', 'status', { status: 'online' });
  const middle = Number(leaseUntil) - LEASE_MS + (8 + (holdsNow ? 0 : 12)) * 3_600_000;
  const clock = (hours: number) => new Date(middle + hours * 3_600_000).toISOString().slice(11, 16);
  return { from: clock(-2), to: clock(2) };
}

describe('an agent who has left', () => {
  test.each([
    ['outside quiet hours is alerted', false, 1],
    ['at quiet hours is not', true, 0],
  ])('%s', async (_, isQuiet, count) => {
    await setUp({ quiet: await quietTime(isQuiet) });
    const meeting = await meet();
    const before = (await outbox('agent-1')).length;
    await allow(agent, 'agent-1', FOR_AGENT);
    await stand(meeting, { 'agent-1': -1 });
    await say(meeting.customer, meeting);
    const sent = (await outbox('agent-1')).slice(before);
    expect(sent).toHaveLength(count);
    if (count) expect(sent).toMatchObject([{ page: `pages/chat/chat?id=${meeting.conversationId}` }]);
  });
});

describe('an urgent question', () => {
  const closed = { hours: { week: [[], [], [], [], [], [], []], holidays: [], utcOffsetMinutes: 480 } };
  const urgent = `${SECRET}，紧急！`;

  test('that nobody is there for reaches those on call by all ways, once, at any hour', async () => {
    await setUp({ robotUrl: robotUrl(), quiet: { from: '00:00', to: '24:00' } });
    const lead = await person(cloud.url, 'lead-1');
    await allow(lead, 'lead-1', FOR_AGENT, 2);
    const meeting = await meet('offline');
    const before = (await outbox('lead-1')).length;
    await say(meeting.customer, meeting, '你好');
    expect(heard).toEqual([]);
    await say(meeting.customer, meeting, urgent);
    await say(meeting.customer, meeting, urgent);
    expect((await outbox('lead-1')).slice(before)).toMatchObject([{ page: 'pages/conversations/conversations' }]);
    expect(heard.map((body) => JSON.parse(body) as unknown)).toEqual([
      { msgtype: 'text', text: { content: expect.stringContaining('紧急咨询') } },
    ]);
    expect(heard.join()).not.toContain(SECRET);
  });

  test('out of hours, though somebody is on duty but has left', async () => {
    await setUp({ robotUrl: robotUrl() }, closed);
    const meeting = await meet();
    await say(meeting.customer, meeting, urgent);
    expect(heard).toEqual([]);
    await stand(meeting, { 'agent-1': -1 });
    await say(meeting.customer, meeting, urgent);
    expect(heard).toHaveLength(1);
  });

  test('in hours, with somebody on duty, is theirs', async () => {
    await setUp({ robotUrl: robotUrl() });
    const meeting = await meet();
    await stand(meeting, { 'agent-1': -1 });
    await say(meeting.customer, meeting, urgent);
    expect(heard).toEqual([]);
  });

  test('is sent though the robot never answers', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await setUp({ robotUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, onCall: [] });
    const meeting = await meet('offline');
    expect(await say(meeting.customer, meeting, urgent)).toMatchObject({ seq: expect.any(Number) });
    silent.closeAllConnections();
    silent.close();
  });

  test('that no way was found for may try again', async () => {
    await setUp({ robotUrl: 'http://127.0.0.1:9/none', onCall: [] });
    const meeting = await meet('offline');
    await say(meeting.customer, meeting, urgent);
    await setUp({ robotUrl: robotUrl(), onCall: [] });
    await say(meeting.customer, meeting, urgent);
    expect(heard).toHaveLength(1);
  });
});

/** Everybody's sweeps at once: the cloud's own, and two of ours. */
async function pass(ms: number): Promise<void> {
  await cloud.moveClock(ms);
  await Promise.all([cloud.runTimer('sweep'), cloud.runTimer('sweep')]);
}

describe('what staff should know besides messages', () => {
  const MINUTE = 60_000;

  /** How often an agent who has put the phone away is alerted when it is time to come back to a customer. */
  async function alertsToFollowUp(status: 'online' | 'offline'): Promise<number> {
    const { conversationId } = await meet();
    await allow(agent, 'agent-1', FOR_AGENT, 3);
    const { leaseUntil } = await agent.ask('assignment', 'status', { status });
    await agent.ask('assignment', 'remind', { conversationId, at: Number(leaseUntil) + MINUTE });
    await agent.ask('assignment', 'status', { status, isHidden: true });
    const before = (await outbox('agent-1')).length;
    await pass(4 * MINUTE);
    await pass(MINUTE);
    return (await outbox('agent-1')).length - before;
  }

  test('alerts once whoever has put the phone away', async () => {
    expect(await alertsToFollowUp('online')).toBe(1);
  });

  test('leaves in peace who is off duty', async () => {
    expect(await alertsToFollowUp('offline')).toBe(0);
  });

  test('alerts nobody at quiet hours', async () => {
    await setUp({ quiet: { from: '00:00', to: '23:59' } });
    expect(await alertsToFollowUp('online')).toBe(0);
  });

  test('the group hears once of a customer whom nobody answers', async () => {
    await setUp({ robotUrl: robotUrl() });
    const meeting = await meet();
    await say(meeting.customer, meeting);
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { leaseUntil: Number.MAX_SAFE_INTEGER });
    for (let minutes = 0; minutes < 12; minutes += 4) await pass(4 * MINUTE);
    await records(cloud.url).change('agents', { _id: 'agent-1' }, { leaseUntil: 0 });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('无人回复');
    expect(heard[0]).not.toContain(SECRET);
  });
});

describe('the ledger', () => {
  test('counts a tap once, however often it is reported, and taps that race', async () => {
    const customer = await person(cloud.url, 'tapping');
    const tap = (tapId: string) =>
      customer.ask('alert', 'credit', { tapId, templates: { [FOR_CUSTOMER]: 'acceptWithAudio' } });
    await Promise.all(['a', 'b', 'a', 'b', 'c', 'a'].map(tap));
    expect(await left('tapping')).toBe(3);
    await cloud.addFault({ target: 'function', match: 'alert', kind: 'drop', rate: 1, count: 1 });
    await tap('d').catch(() => undefined);
    await cloud.clearFaults();
    expect(await tap('d')).toEqual({ credits: [{ templateId: FOR_CUSTOMER, left: 4 }] });
  });

  test('counts no refusal, and no template of others', async () => {
    const customer = await person(cloud.url, 'refusing');
    const templates = { [FOR_CUSTOMER]: 'reject', [FOR_AGENT]: 'accept', unknown: 'accept' };
    const { credits } = await customer.ask('alert', 'credit', { tapId: 'a', templates });
    expect(credits).toEqual([{ templateId: FOR_CUSTOMER, left: 0, refusedAt: expect.any(Number) }]);
  });

  test('tells the agent how the customer can be reached', async () => {
    const meeting = await meet();
    const { conversationId, customer, openid } = meeting;
    const reach = () => agent.ask('alert', 'reach', { conversationId });
    expect(await reach()).toEqual({ isHere: false, credits: 0 });
    await allow(customer, openid, FOR_CUSTOMER, 3);
    await customer.ask('conversation', 'here', { here: true });
    expect(await reach()).toEqual({ isHere: true, credits: 3 });
    await stand(meeting, { [openid]: -7 });
    expect(await reach()).toEqual({ isHere: false, leftAt: 7, credits: 3 });
    await customer.ask('conversation', 'here', { here: true });
    await say(agent, meeting);
    await cloud.moveClock(SILENT_MS);
    expect(await reach()).toMatchObject({ isHere: false });
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { Message } from '../../cloudfunctions/common/protocol/documents';
import { databaseCalls, settle, startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seenBy, seqsOf, toldTo, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

const RISKY = '这里有赌博网站';
const DOUBTFUL = '兼职刷单日结';
const LISTED = '卖假 - 货的';
const GOOD = '这件有货吗';

let cloud: TestCloud;
let admin: Person;
let agent: Person;
let lead: Person;
let meeting: Meeting;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = await person(cloud.url, 'admin-1');
  agent = await person(cloud.url, 'agent-1');
  lead = await person(cloud.url, 'lead-1');
});
afterAll(() => cloud.close());

/** What functions go by from now on: the clock moves past what they remember. */
async function moderate(given: object = {}): Promise<void> {
  const moderation = { isOn: true, words: ['假货'], onFailure: 'deliver', ...given };
  await admin.ask('team', 'saveSettings', { privateSettings: { moderation } });
  await cloud.moveClock(61_000);
}

beforeEach(async () => {
  await moderate();
  meeting = await meet(cloud.url, agent);
});
afterEach(async () => {
  await cloud.clearFaults();
  await lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const draft = (text: string, clientId = `m${++clientIds}`) => ({
  conversationId: meeting.conversationId,
  clientId,
  kind: 'text',
  body: { text },
});

const say = async (who: Person, text: string): Promise<unknown> =>
  (await who.ask('message', 'send', draft(text)))['messageId'];

const lastOf = async (who: Person): Promise<Message | undefined> => {
  const { conversationId } = meeting;
  const { conversations } = await who.ask('conversation', 'list', { conversationId });
  return (conversations as { last?: Message }[])[0]?.last;
};

/** What a person is told by each of the ways there are. */
const waysTo: [string, (who: Person, openid: string, messageId: unknown) => Promise<Message | undefined>][] = [
  ['the history', (who, _, messageId) => seenBy(who, meeting.conversationId, messageId)],
  ['the feed', (_, openid, messageId) => toldTo(cloud.url, openid, messageId)],
  ['the list', (who) => lastOf(who)],
  [
    'a sync',
    async (who, _, messageId) => {
      const { documents } = (await who.ask('message', 'sync', { after: 0 })) as { documents: { message?: Message }[] };
      return documents.flatMap(({ message }) => (message?.messageId === messageId ? [message] : []))[0];
    },
  ],
];

describe('a risky text', () => {
  test.each(waysTo)('keeps its words from the agent on the way of %s, and tells its author why', async (_, look) => {
    const messageId = await say(meeting.customer, RISKY);
    const told = { messageId, withheld: 'risky' };
    expect(await look(agent, 'agent-1', messageId)).toMatchObject({ ...told, body: '' });
    const own = await look(meeting.customer, meeting.openid, messageId);
    expect(own).toMatchObject({ ...told, body: expect.stringMatching(/^1\./) });
  });

  test('is read by who looks after everything', async () => {
    const messageId = await say(meeting.customer, RISKY);
    const body = expect.stringMatching(/^1\./);
    expect(await seenBy(lead, meeting.conversationId, messageId)).toMatchObject({ withheld: 'risky', body });
    expect(await lastOf(lead)).toMatchObject({ withheld: 'risky', body });
  });

  test('leaves no trace of how it was judged in the conversation that others are given', async () => {
    const messageId = await say(meeting.customer, GOOD);
    const message = await seenBy(agent, meeting.conversationId, messageId);
    expect(message).not.toHaveProperty('judged');
    expect(message).not.toHaveProperty('withheld');
  });
});

test.each([
  ['a good text', () => meeting.customer, GOOD, undefined],
  ['a doubtful text', () => meeting.customer, DOUBTFUL, 'unchecked'],
  ['a listed word', () => meeting.customer, LISTED, 'risky'],
  ['a listed word of an agent', () => agent, LISTED, 'risky'],
  ['what the platform would not like, of an agent', () => agent, RISKY, undefined],
  ['a risky end of a long text', () => meeting.customer, `${'😀'.repeat(1990)}赌博`, 'risky'],
  ['a risky word in the middle of a long text', () => meeting.customer, `${'😀'.repeat(1249)}赌博`, 'risky'],
])('%s', async (_, who, text, withheld) => {
  const messageId = await say(who(), text);
  const [stored] = (await records(cloud.url).find('messages', { _id: messageId })) as Message[];
  expect(stored?.withheld).toBe(withheld);
});

test.each([
  ['a card', 'order', { orderId: 'o1', title: RISKY, status: '已发货', amount: '¥1' }],
  ['the name of a file', 'file', { name: `${RISKY}.pdf`, size: 1 }],
])('%s is judged by its words', async (_, kind, body) => {
  const { conversationId, customer } = meeting;
  const fileId = `cloud://local.6c6f-local-1250000000/kefu/${conversationId}/a-file.pdf`;
  const sent = {
    conversationId,
    clientId: `m${++clientIds}`,
    kind,
    body: kind === 'file' ? { ...body, fileId } : body,
  };
  const { messageId } = await customer.ask('message', 'send', sent);
  expect(await seenBy(agent, conversationId, messageId)).toMatchObject({ body: '', withheld: 'risky' });
});

test('while moderation is off nothing is judged', async () => {
  await moderate({ isOn: false });
  await cloud.resetUsage();
  for (const text of [RISKY, LISTED]) {
    const messageId = await say(meeting.customer, text);
    expect(await seenBy(agent, meeting.conversationId, messageId)).not.toHaveProperty('withheld');
  }
  expect((await cloud.usage()).openApi).toBe(0);
});

test('a judged text costs one function call, three database calls and one call of the open API', async () => {
  await settle(cloud);
  await say(meeting.customer, GOOD);
  await say(agent, GOOD);
  await cloud.resetUsage();
  for (let index = 0; index < 10; index += 1) await say(index % 2 ? agent : meeting.customer, GOOD);
  const { functions, openApi } = await cloud.usage();
  const { message } = functions;
  expect({ calls: message?.calls, database: databaseCalls(message), openApi }).toEqual({
    calls: 10,
    database: 30,
    openApi: 5,
  });
});

const failures = [
  ['fails', { target: 'openapi', kind: 'error', rate: 1 }],
  ['answers too late', { target: 'openapi', kind: 'delay', rate: 1, ms: 2000 }],
  ['says nothing', { target: 'openapi', kind: 'drop', rate: 1 }],
] as const;

describe.each(failures)('when the platform %s', (_, fault) => {
  test.each([
    ['deliver', undefined],
    ['withhold', 'unchecked'],
  ])('what the business chose happens: %s', async (onFailure, withheld) => {
    await moderate({ onFailure });
    await cloud.addFault(fault);
    const messageId = await say(meeting.customer, RISKY);
    expect((await seenBy(agent, meeting.conversationId, messageId))?.withheld).toBe(withheld);
  });

  test('the business’s own words are still withheld', async () => {
    await cloud.addFault(fault);
    const messageId = await say(meeting.customer, LISTED);
    expect((await seenBy(agent, meeting.conversationId, messageId))?.withheld).toBe('risky');
  });
});

test('who was not in the app for two hours cannot be judged', async () => {
  await moderate({ onFailure: 'withhold' });
  const { conversationId } = meeting;
  await cloud.addFault({ target: 'database', match: 'messages', kind: 'error', rate: 1 });
  await meeting.customer.call('message', 'send', draft(GOOD, 'left'));
  await cloud.clearFaults();
  await cloud.moveClock(3 * 3_600_000);
  await cloud.runTimer('sweep');
  const { messages } = (await lead.ask('message', 'history', { conversationId })) as { messages: Message[] };
  expect(messages.find(({ clientId }) => clientId === 'left')).toMatchObject({ withheld: 'unchecked' });
});

/** Every way in which a step on a judged text may end halfway. */
const cuts = ['conversations', 'messages', 'feed'].flatMap((match) =>
  (['error', 'drop', 'kill'] as const).map((kind) => ({ target: 'database' as const, match, kind })),
);

/** The function may also end while it waits for the platform. */
const killed = { target: 'openapi' as const, match: 'security.msgSecCheck', kind: 'kill' as const };

/** Who comes by next. */
const sequels: [string, (clientId: string) => Promise<unknown>][] = [
  ['it is sent again', (id) => meeting.customer.ask('message', 'send', { ...draft(RISKY, id), attempt: 2 })],
  ['the agent looks', () => agent.ask('message', 'history', { conversationId: meeting.conversationId })],
  ['the agent closes', () => agent.ask('conversation', 'close', { conversationId: meeting.conversationId })],
  ['nobody comes by', () => Promise.resolve()],
];

const courses = [...cuts, killed].flatMap((cut) =>
  sequels
    .filter(([name]) => cut.kind !== 'kill' || name === 'nobody comes by')
    .map(([name, goOn]) => ({ ...cut, name, goOn })),
);

test.each(courses)(
  'cut at $match ($kind), then $name: the agent never reads it, and nothing is missing',
  async ({ target, match, kind, goOn }) => {
    const { conversationId, customer } = meeting;
    const clientId = `cut-${++clientIds}`;
    await cloud.addFault({ target, match, kind, rate: 1, count: 1 });
    await customer.call('message', 'send', draft(RISKY, clientId)).catch(() => undefined);
    await cloud.clearFaults();
    await goOn(clientId);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    const { all, kept, told } = await seqsOf(cloud.url, conversationId);
    expect({ kept, told }).toEqual({ kept: all, told: told.map(() => all) });
    const { messages } = (await agent.ask('message', 'history', { conversationId })) as { messages: Message[] };
    const judged = messages.filter((message) => message.clientId === clientId);
    for (const { body, withheld, messageId } of judged) {
      expect({ body, withheld }).toEqual({ body: '', withheld: 'risky' });
      expect(await toldTo(cloud.url, 'agent-1', messageId)).toMatchObject({ body: '', withheld: 'risky' });
    }
    expect(judged.length).toBeLessThanOrEqual(1);
  },
);

const release = (who: Person, messageId: unknown, conversationId = meeting.conversationId) =>
  who.call('message', 'release', { conversationId, messageId });

async function expectReleased(messageId: unknown): Promise<void> {
  const { conversationId } = meeting;
  const seen = await seenBy(agent, conversationId, messageId);
  expect(seen).toMatchObject({ body: expect.stringMatching(/^1\./) });
  expect(seen).not.toHaveProperty('withheld');
  for (const to of ['agent-1', meeting.openid]) expect(await toldTo(cloud.url, to, messageId)).toEqual(seen);
  const { all, kept, told } = await seqsOf(cloud.url, conversationId);
  expect({ kept, told }).toEqual({ kept: all, told: told.map(() => all) });
  expect(await records(cloud.url).find('messages', { _id: `${String(messageId)}:released` })).toHaveLength(1);
}

describe('releasing', () => {
  test('shows a message to everybody, in its place, once, and is written down', async () => {
    const messageId = await say(meeting.customer, RISKY);
    expect(await release(lead, messageId)).toEqual({ ok: true, data: null });
    await release(lead, messageId);
    await expectReleased(messageId);
    const looks = await records(cloud.url).find('audit', { action: 'message.release' });
    expect(looks).toContainEqual(
      expect.objectContaining({ target: { conversationId: meeting.conversationId, messageId } }),
    );
  });

  test('works after the conversation has ended', async () => {
    const messageId = await say(meeting.customer, RISKY);
    await agent.ask('conversation', 'close', { conversationId: meeting.conversationId });
    expect(await release(lead, messageId)).toMatchObject({ ok: true });
    await expectReleased(messageId);
    expect((await records(cloud.url).conversation(meeting.conversationId)).status).toBe('closed');
  });

  test('two leads at once release once', async () => {
    const messageId = await say(meeting.customer, RISKY);
    await Promise.all([release(lead, messageId), release(admin, messageId)]);
    await expectReleased(messageId);
  });

  test('what was taken back stays taken back', async () => {
    const messageId = await say(meeting.customer, RISKY);
    await meeting.customer.ask('message', 'recall', { conversationId: meeting.conversationId, messageId });
    expect(await release(lead, messageId)).toMatchObject({ ok: true });
    for (const who of [agent, meeting.customer])
      expect(await seenBy(who, meeting.conversationId, messageId)).toMatchObject({ body: '' });
    expect(await toldTo(cloud.url, 'agent-1', messageId)).toMatchObject({ body: '' });
  });

  test('nothing of another conversation, nothing that is not there', async () => {
    const messageId = await say(meeting.customer, RISKY);
    expect(await release(lead, messageId, 'other')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await release(lead, 'none')).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each(cuts)('cut at $match ($kind) and never tried again: the sweep finishes what was begun', async (cut) => {
    const messageId = await say(meeting.customer, RISKY);
    await cloud.addFault({ ...cut, rate: 1, count: 1 });
    await release(lead, messageId).catch(() => undefined);
    await cloud.clearFaults();
    const { recent } = await records(cloud.url).conversation(meeting.conversationId);
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    if (!recent.some(({ _id }) => _id === `${String(messageId)}:released`)) await release(lead, messageId);
    await expectReleased(messageId);
  });
});

test('leads page through what is withheld, the newest first, and can read it', async () => {
  const ids: unknown[] = [];
  for (let index = 0; index < 5; index += 1) ids.push(await say(meeting.customer, RISKY));
  const pages: unknown[] = [];
  let before: unknown;
  do {
    const page = await lead.ask('message', 'withheld', { limit: 2, ...(before !== undefined && { before }) });
    const listed = page['messages'] as { message: Message; customer: { name: string }; keys: unknown[] }[];
    for (const { message, keys, customer } of listed) {
      expect(message.body).toMatch(/^1\./);
      expect(keys).toHaveLength(1);
      expect(customer.name).toContain('微信用户');
    }
    pages.push(...listed.map(({ message }) => message.messageId));
    before = page['next'];
  } while (before !== undefined && pages.length < 100);
  expect(pages.slice(0, 5)).toEqual(ids.reverse());
  expect(new Set(pages).size).toBe(pages.length);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHECK_AFTER_MS } from '../../cloudfunctions/common/domain/checks';
import type { FeedDocument, Message } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet, seenBy, seqsOf, type Meeting } from '../support/meeting';
import { person, records, type Person } from '../support/people';

let cloud: TestCloud;
let people: Record<'agent' | 'colleague' | 'other' | 'lead' | 'analyst' | 'stranger', Person>;
let meeting: Meeting;
let notesId: string;
let clientIds = 0;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = (openid: string) => person(cloud.url, openid);
  people = {
    agent: await sign('agent-1'),
    colleague: await sign('agent-2'),
    other: await sign('agent-3'),
    lead: await sign('lead-1'),
    analyst: await sign('analyst-1'),
    stranger: await sign('customer-2'),
  };
});
afterAll(() => cloud.close());

beforeEach(async () => {
  meeting = await meet(cloud.url, people.agent);
  notesId = String((await open(people.agent))['conversationId']);
});
afterEach(async () => {
  await cloud.clearFaults();
  await people.lead.ask('conversation', 'close', { conversationId: meeting.conversationId });
});

const open = (who: Person, conversationId = meeting.conversationId) =>
  who.ask('conversation', 'notes', { conversationId });

const note = (text: string, mentions?: string[]) => ({
  conversationId: notesId,
  clientId: `n${++clientIds}`,
  kind: 'text',
  body: { text, ...(mentions && { mentions }) },
});

const write = async (who: Person, text: string, mentions?: string[]): Promise<unknown> =>
  (await who.ask('message', 'send', note(text, mentions)))['messageId'];

const feedOf = async (to: string, conversationId: string) =>
  (await records(cloud.url).find('feed', { to, conversationId, type: 'message' })) as Extract<
    FeedDocument,
    { type: 'message' }
  >[];

async function expectWhole(): Promise<void> {
  const { all, kept, told } = await seqsOf(cloud.url, notesId);
  expect({ kept, told }).toEqual({ kept: all, told: told.map(() => all) });
}

test('notes are a stream of their own: its own seq and keys, and nothing of them in the conversation', async () => {
  const { conversationId, customer } = meeting;
  await write(people.agent, '这位客户很着急');
  const opened = await open(people.agent);
  expect(opened).toMatchObject({ conversationId: `${conversationId}:staff`, lastSeq: 1, readSeq: 0 });
  const keys = await people.agent.ask('conversation', 'keys', { conversationId });
  expect(opened['keys']).not.toEqual(keys);
  const { messages } = (await customer.ask('message', 'history', { conversationId })) as { messages: Message[] };
  expect(messages.map(({ kind }) => kind)).toEqual(['system']);
  expect(await feedOf(meeting.openid, notesId)).toEqual([]);
});

test('all who opened them read, write, recall and are told', async () => {
  await open(people.lead);
  const messageId = await write(people.lead, '请优先处理');
  expect(await seenBy(people.agent, notesId, messageId)).toMatchObject({ from: { role: 'agent', id: 'lead-1' } });
  await people.agent.ask('message', 'read', { conversationId: notesId, seq: 1 });
  await people.agent.ask('message', 'typing', { conversationId: notesId });
  expect(await records(cloud.url).find('feed', { conversationId: notesId, type: 'read', to: 'lead-1' })).toHaveLength(
    1,
  );
  await people.lead.ask('message', 'recall', { conversationId: notesId, messageId });
  expect(await seenBy(people.agent, notesId, messageId)).toMatchObject({ body: '' });
  await expectWhole();
});

test('ten openings at once make one stream', async () => {
  const other = await meet(cloud.url, people.agent);
  const opened = await Promise.all(
    Array.from({ length: 10 }, (_, index) => open(index % 2 ? people.agent : people.lead, other.conversationId)),
  );
  expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
  const { readers, people: there } = await records(cloud.url).conversation(`${other.conversationId}:staff`);
  expect([...readers].sort()).toEqual(['agent-1', 'lead-1']);
  expect(there).toHaveLength(2);
  await people.lead.ask('conversation', 'close', { conversationId: other.conversationId });
});

describe('a colleague who is called', () => {
  test('is told, reads the notes and the conversation, answers, and takes no part in the conversation', async () => {
    const { conversationId } = meeting;
    const { colleague } = people;
    expect(await colleague.call('message', 'history', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
    const messageId = await write(people.agent, '@林 看一下', ['agent-2', 'nobody']);
    expect(await feedOf('agent-2', notesId)).toMatchObject([{ isMention: true, message: { messageId } }]);
    expect(await feedOf('agent-1', notesId)).toMatchObject([{ message: { messageId } }]);
    expect((await feedOf('agent-1', notesId))[0]).not.toHaveProperty('isMention');
    for (const action of ['keys', 'list', 'notes'] as const)
      expect(await colleague.call('conversation', action, { conversationId })).toMatchObject({ ok: true });
    expect(await colleague.call('message', 'history', { conversationId })).toMatchObject({ ok: true });
    await write(colleague, '我来回答');
    const draft = { ...note('我混进来'), conversationId };
    expect(await colleague.call('message', 'send', draft)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await colleague.call('conversation', 'close', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await records(cloud.url).conversation(conversationId)).readers).not.toContain('agent-2');
    await expectWhole();
  });

  test('by an excerpt, which may go nowhere else', async () => {
    const { conversationId } = meeting;
    const lines = [{ name: '林小满', kind: 'text', text: '在吗', sentAt: 1 }];
    const excerpt = { ...note(''), kind: 'excerpt', body: { conversationId, lines, mentions: ['agent-2'] } };
    await people.agent.ask('message', 'send', excerpt);
    expect(await feedOf('agent-2', notesId)).toMatchObject([{ isMention: true }]);
    for (const sent of [excerpt, note('@', ['agent-2'])]) {
      const answer = await people.agent.call('message', 'send', { ...sent, conversationId });
      expect(answer).toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  test.each(
    ['conversations', 'messages', 'feed'].flatMap((match) =>
      (['error', 'drop', 'kill'] as const).map((kind) => ({ match, kind })),
    ),
  )('in a note cut at $match ($kind) is told by the sweep, if the note was saved', async (cut) => {
    await cloud.addFault({ target: 'database', ...cut, rate: 1, count: 1 });
    await people.agent.call('message', 'send', note('@', ['agent-2'])).catch(() => undefined);
    await cloud.clearFaults();
    await cloud.moveClock(CHECK_AFTER_MS + 1000);
    await cloud.runTimer('sweep');
    await expectWhole();
    const { lastSeq, readers } = await records(cloud.url).conversation(notesId);
    expect(readers.includes('agent-2')).toBe(lastSeq > 0);
    expect(await feedOf('agent-2', notesId)).toHaveLength(lastSeq);
  });
});

const cardOf = (customerId: string) => ({
  ...note(''),
  kind: 'customer',
  body: { customerId, name: '林', tags: [] },
});

const show = (who: Person, shown: object) => who.call('message', 'send', shown);

describe('what is shown to colleagues', () => {
  const lines = [{ name: '林小满', kind: 'text', text: '在吗', sentAt: 1 }];
  const excerptOf = (conversationId: string) => ({ ...note(''), kind: 'excerpt', body: { conversationId, lines } });

  test('is what their author may look into, whether they take part or were called', async () => {
    await write(people.agent, '@', ['agent-2']);
    const { conversationId, openid } = meeting;
    for (const who of [people.agent, people.colleague])
      for (const shown of [excerptOf(conversationId), excerptOf(notesId), cardOf(openid)])
        expect(await show(who, shown)).toMatchObject({ ok: true });
  });

  test('is nothing that their author may not look into, and that they tried is in the log', async () => {
    const another = await meet(cloud.url, people.agent);
    await write(people.agent, '@', ['agent-2']);
    await open(people.lead);
    const { lastSeq } = await records(cloud.url).conversation(notesId);
    const foreign = [excerptOf(another.conversationId), excerptOf(`${another.conversationId}:staff`)];
    for (const shown of [...foreign, cardOf(another.openid), excerptOf('no-such'), cardOf('no-such')])
      expect(await show(people.colleague, shown)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect((await records(cloud.url).conversation(notesId)).lastSeq).toBe(lastSeq);
    const refused = { action: 'message.send', outcome: 'FORBIDDEN', 'who.id': 'agent-2' };
    expect((await records(cloud.url).find('audit', refused)).length).toBeGreaterThanOrEqual(5);
    for (const shown of [excerptOf(another.conversationId), cardOf(another.openid)])
      expect(await show(people.lead, shown)).toMatchObject({ ok: true });
    await people.lead.ask('conversation', 'close', { conversationId: another.conversationId });
  });
});

describe('nobody else gets in', () => {
  const attempts: [string, string, (messageId: unknown) => object][] = [
    ['message', 'history', () => ({})],
    ['message', 'send', () => ({ clientId: 'x', kind: 'text', body: { text: '嗨' } })],
    ['message', 'read', () => ({ seq: 1 })],
    ['message', 'typing', () => ({})],
    ['message', 'recall', (messageId) => ({ messageId })],
    ['message', 'links', (messageId) => ({ messageIds: [messageId] })],
    ['conversation', 'keys', () => ({})],
    ['conversation', 'list', () => ({})],
    ['conversation', 'mark', () => ({ pinned: true })],
    ['conversation', 'close', () => ({})],
    ['alert', 'reach', () => ({})],
  ];
  const intruders: [string, () => Person][] = [
    ['the customer', () => meeting.customer],
    ['another customer', () => people.stranger],
    ['an agent who was not called', () => people.other],
  ];
  const cases = intruders.flatMap(([name, who]) =>
    attempts.map(([fn, action, more]) => ({ name, who, fn, action, more })),
  );

  test.each(cases)('$name asks for $fn.$action', async ({ who, fn, action, more }) => {
    const messageId = await write(people.agent, '内部消息');
    const answer = await who().call(fn, action, { conversationId: notesId, ...more(messageId) });
    expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
  });

  test.each(intruders)('%s cannot open them, by either id', async (_, who) => {
    for (const conversationId of [meeting.conversationId, notesId])
      expect(await who().call('conversation', 'notes', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each(['delivered', 'here'])('the customer’s %s leaves them as they are', async (action) => {
    await write(people.agent, '内部消息');
    const before = await records(cloud.url).conversation(notesId);
    if (action === 'here') await meeting.customer.ask('conversation', 'here', { here: true });
    else await meeting.customer.ask('message', 'delivered', { marks: [{ conversationId: notesId, seq: 1 }] });
    expect(await records(cloud.url).conversation(notesId)).toEqual(before);
  });

  test('a sync brings the customer nothing of them, and neither does calling the customer', async () => {
    await write(people.agent, '@', [meeting.openid]);
    const { documents } = (await meeting.customer.ask('message', 'sync', { after: 0 })) as {
      documents: FeedDocument<number>[];
    };
    expect(documents.filter(({ conversationId }) => conversationId === notesId)).toEqual([]);
    expect((await records(cloud.url).conversation(notesId)).readers).toEqual(['agent-1']);
  });

  test('leads and analysts read them, nobody ends them', async () => {
    const messageId = await write(people.agent, '内部消息');
    for (const who of [people.lead, people.analyst])
      expect(await seenBy(who, notesId, messageId)).toMatchObject({ messageId });
    expect(await people.lead.call('conversation', 'close', { conversationId: notesId })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await records(cloud.url).conversation(notesId)).status).toBe('staff');
  });
});

test('staff who ask as customers never read or are called into the notes about themselves', async () => {
  const asking = people.other;
  const opened = await asking.ask('conversation', 'open');
  const conversationId = String(opened['conversationId']);
  const about = String((await open(people.lead, conversationId))['conversationId']);
  expect(await asking.call('conversation', 'notes', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  await people.lead.ask('message', 'send', { ...note('@', ['agent-3', 'agent-2']), conversationId: about });
  expect((await records(cloud.url).conversation(about)).readers.sort()).toEqual(['agent-2', 'lead-1']);
  expect(await asking.call('message', 'history', { conversationId: about })).toMatchObject({ code: 'FORBIDDEN' });
  await people.lead.ask('conversation', 'close', { conversationId });
});

test('who has left the team keeps out, and is put out by the next who comes in', async () => {
  await write(people.agent, '@', ['agent-2']);
  await records(cloud.url).change('agents', { _id: 'agent-2' }, { to: 'gone' });
  const { colleague } = people;
  const messageId = await write(people.agent, '他走了');
  for (const [fn, action, more] of [
    ['message', 'history', {}],
    ['conversation', 'keys', {}],
    ['conversation', 'list', {}],
    ['message', 'read', { seq: 1 }],
    ['message', 'typing', {}],
    ['message', 'recall', { messageId }],
    ['message', 'links', { messageIds: [messageId] }],
    ['message', 'send', note('我还在')],
  ] as const)
    expect(await colleague.call(fn, action, { conversationId: notesId, ...more })).toMatchObject({ code: 'FORBIDDEN' });
  const { conversationId } = meeting;
  expect(await colleague.call('conversation', 'notes', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await colleague.call('message', 'history', { conversationId })).toMatchObject({ code: 'FORBIDDEN' });
  await open(people.lead);
  expect((await records(cloud.url).conversation(notesId)).readers).not.toContain('agent-2');
  await records(cloud.url).change('agents', { _id: 'agent-2' }, { to: 'agent-2' });
});

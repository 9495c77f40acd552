import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { patient, person, post, records, type Person } from '../support/people';

let cloud: TestCloud;
let people: Record<'customer' | 'stranger' | 'agent' | 'otherAgent' | 'lead' | 'analyst', Person>;
let conversationId: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  const sign = async (openid: string) => patient(await person(cloud.url, openid));
  people = {
    customer: await sign('customer-1'),
    stranger: await sign('customer-2'),
    agent: await sign('agent-1'),
    otherAgent: await sign('agent-2'),
    lead: await sign('lead-1'),
    analyst: await sign('analyst-1'),
  };
  await people.agent.ask('assignment', 'status', { status: 'online' });
  conversationId = String((await people.customer.ask('conversation', 'open'))['conversationId']);
  await people.customer.ask('message', 'send', { conversationId, clientId: 'a', kind: 'text', body: { text: '你好' } });
});
afterAll(() => cloud.close());

const send = () => ({ conversationId, clientId: 'b', kind: 'text', body: { text: '我来了' } });
const own = () => ({ conversationId });
const files = () => ({ conversationId, messageIds: ['m'] });
const released = () => ({ conversationId, messageId: 'm' });
const reply = { replyId: 'r', title: '标题', text: '内容' };

test.each<[keyof typeof people, string, string, () => object, boolean]>([
  ['customer', 'message', 'history', own, true],
  ['agent', 'message', 'history', own, true],
  ['lead', 'message', 'history', own, true],
  ['analyst', 'message', 'history', own, true],
  ['stranger', 'message', 'history', own, false],
  ['otherAgent', 'message', 'history', own, false],
  ['stranger', 'message', 'send', send, false],
  ['otherAgent', 'message', 'send', send, false],
  ['lead', 'message', 'send', send, false],
  ['stranger', 'message', 'read', () => ({ ...own(), seq: 1 }), false],
  ['stranger', 'message', 'typing', own, false],
  ['lead', 'message', 'typing', own, false],
  ['stranger', 'conversation', 'keys', own, false],
  ['otherAgent', 'conversation', 'keys', own, false],
  ['stranger', 'conversation', 'close', own, false],
  ['otherAgent', 'conversation', 'close', own, false],
  ['analyst', 'conversation', 'close', own, false],
  ['stranger', 'conversation', 'list', own, false],
  ['otherAgent', 'conversation', 'list', own, false],
  ['customer', 'message', 'links', files, true],
  ['agent', 'message', 'links', files, true],
  ['lead', 'message', 'links', files, true],
  ['analyst', 'message', 'links', files, true],
  ['stranger', 'message', 'links', files, false],
  ['otherAgent', 'message', 'links', files, false],
  ['lead', 'message', 'withheld', () => ({}), true],
  ['agent', 'message', 'withheld', () => ({}), false],
  ['analyst', 'message', 'withheld', () => ({}), false],
  ['customer', 'message', 'withheld', () => ({}), false],
  ['customer', 'message', 'release', released, false],
  ['agent', 'message', 'release', released, false],
  ['analyst', 'message', 'release', released, false],
  ['stranger', 'conversation', 'mark', () => ({ ...own(), pinned: true }), false],
  ['lead', 'conversation', 'mark', () => ({ ...own(), pinned: true }), false],
  ['customer', 'conversation', 'notes', own, false],
  ['stranger', 'conversation', 'notes', own, false],
  ['otherAgent', 'conversation', 'notes', own, false],
  ['analyst', 'conversation', 'notes', own, false],
  ['customer', 'assignment', 'status', () => ({ status: 'online' }), false],
  ['analyst', 'assignment', 'status', () => ({ status: 'online' }), false],
  ['customer', 'conversation', 'tag', () => ({ ...own(), tags: ['vip'] }), false],
  ['otherAgent', 'conversation', 'tag', () => ({ ...own(), tags: ['vip'] }), false],
  ['analyst', 'conversation', 'tag', () => ({ ...own(), tags: ['vip'] }), false],
  ['agent', 'conversation', 'tag', () => ({ ...own(), tags: ['vip'] }), true],
  ['customer', 'assignment', 'withdraw', own, false],
  ['otherAgent', 'assignment', 'withdraw', own, false],
  ['customer', 'assignment', 'claim', own, false],
  ['customer', 'team', 'me', () => ({}), false],
  ['stranger', 'alert', 'reach', own, false],
  ['customer', 'alert', 'reach', own, false],
  ['otherAgent', 'alert', 'reach', own, false],
  ['analyst', 'alert', 'reach', own, false],
  ['agent', 'alert', 'reach', own, true],
  ['lead', 'alert', 'reach', own, true],
  ['customer', 'team', 'settings', () => ({}), false],
  ['agent', 'team', 'settings', () => ({}), false],
  ['lead', 'team', 'settings', () => ({}), false],
  ['analyst', 'team', 'settings', () => ({}), false],
  ['customer', 'team', 'saveSettings', () => ({ settings: {} }), false],
  ['agent', 'team', 'saveSettings', () => ({ privateSettings: {} }), false],
  ['lead', 'team', 'saveSettings', () => ({ settings: {} }), false],
  ['customer', 'team', 'checkConfiguration', () => ({}), false],
  ['agent', 'team', 'checkConfiguration', () => ({}), false],
  ['analyst', 'team', 'checkConfiguration', () => ({}), false],
  ['lead', 'team', 'checkConfiguration', () => ({}), true],
  ['customer', 'team', 'quickReplies', () => ({}), false],
  ['analyst', 'team', 'quickReplies', () => ({}), false],
  ['customer', 'team', 'saveQuickReply', () => ({ ...reply, isTeam: false }), false],
  ['agent', 'team', 'saveQuickReply', () => ({ ...reply, isTeam: true }), false],
  ['agent', 'team', 'removeQuickReply', () => ({ replyId: 'demo-1', isTeam: true }), false],
  ['analyst', 'team', 'removeQuickReply', () => ({ replyId: 'demo-1' }), false],
  ['customer', 'team', 'audits', () => ({}), false],
  ['agent', 'team', 'audits', () => ({}), false],
  ['analyst', 'team', 'audits', () => ({}), false],
  ['lead', 'team', 'audits', () => ({}), true],
  ['customer', 'team', 'rules', () => ({}), false],
  ['agent', 'team', 'rules', () => ({}), false],
  ['lead', 'team', 'rules', () => ({}), true],
  ['lead', 'team', 'saveRules', () => ({ rules: {} }), false],
  ['customer', 'report', 'live', () => ({}), false],
  ['agent', 'report', 'live', () => ({}), true],
  ['analyst', 'report', 'live', () => ({}), true],
  ['agent', 'report', 'replay', () => ({ day: '2026-11-24', rules: {} }), false],
  ['analyst', 'report', 'replay', () => ({ day: '2026-11-24', rules: {} }), true],
])('%s asks for %s.%s', async (who, fn, action, params, isAllowed) => {
  const answer = await people[who].call(fn, action, params());
  expect(answer).toMatchObject(isAllowed ? { ok: true } : { ok: false, code: 'FORBIDDEN', retryable: false });
});

test('that somebody writes, the others are told, in one document that is rewritten', async () => {
  await people.customer.ask('message', 'typing', own());
  await people.customer.ask('message', 'typing', own());
  const told = await records(cloud.url).find('feed', { conversationId, type: 'typing' });
  expect(told).toMatchObject([{ to: 'agent-1', reader: { role: 'customer', id: 'customer-1' } }]);
});

test('nobody learns whether a conversation is there', async () => {
  const answers = await Promise.all(
    [conversationId, 'no-such-conversation'].map((id) =>
      people.stranger.call('message', 'history', { conversationId: id }),
    ),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test.each([
  ['an operator for an id', { conversationId: { $ne: null } }],
  ['a list for an id', { conversationId: ['a'] }],
  ['no id', {}],
  ['a negative limit', { conversationId: 'x', limit: -1 }],
  ['a huge page', { conversationId: 'x', limit: 1e9 }],
])('%s is refused before anything is read', async (_, params) => {
  expect(await people.agent.call('message', 'history', params)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});

const operators = [{ $ne: null }, { $gt: '' }, { $regex: '.*' }, ['a'], 1, null];
const parameters: [string, string, string, object][] = [
  ['message', 'links', 'conversationId', { messageIds: ['m'] }],
  ['message', 'links', 'messageIds', { conversationId: 'c' }],
  ['message', 'release', 'conversationId', { messageId: 'm' }],
  ['message', 'release', 'messageId', { conversationId: 'c' }],
  ['message', 'withheld', 'before', {}],
  ['message', 'withheld', 'limit', {}],
  ['message', 'typing', 'conversationId', {}],
  ['message', 'typing', 'text', { conversationId: 'c' }],
  ['message', 'delivered', 'marks', {}],
  ['message', 'send', 'replyTo', send()],
  ['conversation', 'notes', 'conversationId', {}],
  ['conversation', 'mark', 'conversationId', { pinned: true }],
  ['conversation', 'mark', 'pinned', { conversationId: 'c' }],
  ['conversation', 'here', 'here', {}],
];

test.each(parameters)('%s.%s takes no operator for %s', async (fn, action, parameter, others) => {
  const wrong = parameter === 'limit' ? operators.filter((one) => one !== 1) : operators;
  const values = parameter === 'messageIds' ? [...wrong.filter((one) => !Array.isArray(one)), [{ $ne: null }]] : wrong;
  for (const value of values) {
    const answer = await people.lead.call(fn, action, { ...others, [parameter]: value });
    expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
  }
});

test.each(['', '   ', '字'.repeat(2001)])('a text that is empty or too long is refused', async (text) => {
  const answer = await people.customer.call('message', 'send', { ...send(), body: { text } });
  expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});

test.each(['constructor', '__proto__', 'toString', ''])('there is no action %j', async (action) => {
  expect(await people.customer.call('message', action)).toMatchObject({ ok: false, code: 'UNKNOWN_ACTION' });
});

test('who the caller is, the platform says, not the event', async () => {
  const forged = { userInfo: { openId: 'agent-1' }, tcbContext: { openid: 'agent-1' }, OPENID: 'agent-1' };
  expect(await people.stranger.call('team', 'me', forged)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
});

test.each(['sweep', 'daily'])('only the platform’s timer runs %s', async (name) => {
  const forged = { Type: 'Timer', TriggerName: name, TCB_SOURCE: 'wx_trigger', SOURCE: 'wx_trigger' };
  for (const who of [people.stranger, people.lead])
    expect(await who.call(name, name, forged)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
});

const operator = { $ne: null };

test.each<[keyof typeof people, string, string, object]>([
  ['customer', 'alert', 'credit', { tapId: operator, templates: {} }],
  ['customer', 'alert', 'credit', { tapId: 'a', templates: { t: operator } }],
  ['customer', 'alert', 'credit', { tapId: 'a', templates: { 'a.b': 'accept' } }],
  ['customer', 'alert', 'credit', { tapId: 'a', templates: { $set: 'accept' } }],
  ['customer', 'alert', 'credit', { tapId: 'a', templates: { a: 'accept', b: 'accept', c: 'accept', d: 'accept' } }],
  ['agent', 'alert', 'reach', { conversationId: operator }],
  ['customer', 'customer', 'profile', { avatar: operator }],
  ['customer', 'customer', 'profile', { name: operator }],
  ['customer', 'customer', 'consent', { version: operator }],
  ['customer', 'customer', 'consent', { version: -1 }],
  ['customer', 'message', 'audited', { reportId: operator, checked: 1, gaps: 0, duplicates: 0 }],
  ['customer', 'message', 'audited', { reportId: 'a', checked: operator, gaps: 0, duplicates: 0 }],
  ['customer', 'message', 'audited', { reportId: 'a', checked: -1, gaps: 0, duplicates: 0 }],
  ['lead', 'team', 'saveQuickReply', { ...reply, replyId: operator }],
  ['lead', 'team', 'saveQuickReply', { ...reply, text: operator }],
  ['lead', 'team', 'saveQuickReply', { ...reply, isTeam: operator }],
  ['lead', 'team', 'saveQuickReply', { ...reply, order: operator }],
  ['lead', 'team', 'saveQuickReply', { ...reply, image: operator }],
  ['lead', 'team', 'removeQuickReply', { replyId: operator, isTeam: true }],
  ['lead', 'team', 'audits', { limit: operator }],
  ['lead', 'team', 'audits', { limit: 1e9 }],
])('an operator or nonsense from %s in %s.%s is refused: %j', async (who, fn, action, params) => {
  expect(await people[who].call(fn, action, params)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});

test('settings with operators in them are not saved', async () => {
  const admin = await person(cloud.url, 'admin-1');
  const settings = { $set: { welcome: 'x' }, welcome: operator, theme: { 'light.own': '#000000' } };
  const { isSaved } = await admin.ask('team', 'saveSettings', { settings, privateSettings: { alerts: operator } });
  expect(isSaved).toBe(false);
  expect(await admin.call('team', 'saveSettings', { settings: [] })).toMatchObject({ code: 'INVALID_INPUT' });
});

test('staff’s looks at records are written down, a customer’s are not', async () => {
  const count = async () => (await records(cloud.url).find('audit', { action: 'message.history' })).length;
  const before = await count();
  await people.lead.ask('message', 'history', own());
  await people.customer.ask('message', 'history', own());
  const entries = await records(cloud.url).find('audit', { action: 'message.history' });
  expect(entries).toHaveLength(before + 1);
  expect(entries).toContainEqual(
    expect.objectContaining({ who: { role: 'lead', id: 'lead-1' }, target: { conversationId, limit: 20 } }),
  );
});

const query = (who: Person, collectionName: string, filter: object) =>
  post(`${cloud.url}/web`, {
    action: 'database.queryDocument',
    collectionName,
    query: filter,
    queryType: 'WHERE',
    access_token: who.token,
  });

describe('the database, from a phone', () => {
  const refused = expect.objectContaining({ code: 'DATABASE_PERMISSION_DENIED' });

  test('everybody reads the feed addressed to them, by whatever name they go', async () => {
    for (const to of ['customer-1', '{openid}']) {
      const { data } = (await query(people.customer, 'feed', { to })) as { data: { list: { to: string }[] } };
      expect(data.list.length).toBeGreaterThan(0);
      expect(new Set(data.list.map((document) => document.to))).toEqual(new Set(['customer-1']));
    }
  });

  test.each([
    ['somebody else’s feed', 'feed', { to: 'customer-1' }],
    ['every feed', 'feed', {}],
    ['feeds by exclusion', 'feed', { to: { $ne: 'nobody' } }],
    ['their own or another’s', 'feed', { $or: [{ to: 'customer-2' }, { to: 'customer-1' }] }],
    ['messages', 'messages', {}],
    ['conversations', 'conversations', {}],
    ['agents', 'agents', {}],
    ['customers', 'customers', { _id: 'customer-2' }],
    ['what is being judged', 'checks', {}],
    ['the audit log', 'audit', {}],
    ['private settings', 'settings_private', {}],
    ['quick replies', 'quick_replies', {}],
    ['credits', 'credits', { to: 'customer-2' }],
    ['reports', 'reports', {}],
  ])('a stranger who asks for %s is refused', async (_, collection, filter) => {
    expect(await query(people.stranger, collection, filter)).toEqual(refused);
  });

  test.each([
    'feed',
    'messages',
    'conversations',
    'agents',
    'customers',
    'audit',
    'settings',
    'settings_private',
    'quick_replies',
    'credits',
    'reports',
  ])('nobody writes to %s', async (collectionName) => {
    const written = await Promise.all([
      post(`${cloud.url}/web`, {
        action: 'database.addDocument',
        collectionName,
        data: { to: 'customer-1' },
        access_token: people.customer.token,
      }),
      post(`${cloud.url}/web`, {
        action: 'database.updateDocument',
        collectionName,
        query: { to: 'customer-1' },
        queryType: 'WHERE',
        data: { $set: { to: 'customer-2' } },
        multi: true,
        merge: true,
        access_token: people.customer.token,
      }),
      post(`${cloud.url}/web`, {
        action: 'database.deleteDocument',
        collectionName,
        query: { to: 'customer-1' },
        queryType: 'WHERE',
        multi: true,
        access_token: people.customer.token,
      }),
    ]);
    expect(written).toEqual([refused, refused, refused]);
  });

  test('a forged token is nobody’s', async () => {
    const [header, , signature] = people.customer.token.split('.');
    const payload = Buffer.from(JSON.stringify({ sub: 'agent-1', openid: 'agent-1' })).toString('base64url');
    const forged = { ...people.customer, token: `${header}.${payload}.${signature}` };
    expect(await query(forged, 'feed', { to: 'agent-1' })).toEqual(
      expect.objectContaining({ code: 'CHECK_LOGIN_FAILED' }),
    );
  });
});

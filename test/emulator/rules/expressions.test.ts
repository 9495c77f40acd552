import { expect, test } from '@jest/globals';
import type { Caller, Document, Plain } from '../../../scripts/emulator/contract';
import { compileRules } from '../../../scripts/emulator/rules/guard';

const clock = { now: () => 1000 };
type Client = Extract<Caller, { kind: 'client' }>;

const client: Client = { kind: 'client', openid: 'me', appid: 'app', custom: { to: 'agent-1', level: 3 } };
const stranger: Client = { kind: 'client', openid: '', appid: 'app' };
const stored: Record<string, Document[]> = {
  users: [
    { _id: 'me', role: 'admin', room: 'r1', blocked: false },
    { _id: 'you', role: 'guest' },
  ],
  rooms: [{ _id: 'r1', owner: 'me' }],
};
const find = (collection: string, { filter }: { filter: Plain }) => ({
  documents: (stored[collection] ?? []).filter(({ _id }) => _id === filter['_id']),
});
const guardOf = (rules: Plain) => compileRules(JSON.stringify({ things: rules }), clock, find);
const reads =
  (rule: string, query: Plain, caller = client) =>
  () =>
    guardOf({ read: rule }).filter(caller, 'read', 'things', query);

test.each<[string, Plain]>([
  ['true', {}],
  ['doc.to == auth.openid || doc.to == auth.custom.to', { to: 'agent-1' }],
  ['doc.to == auth.openid || doc.to == auth.custom.to', { to: 'me' }],
  ['auth.openid == doc.to', { to: 'me' }],
  ["doc['to'] == auth['openid']", { to: 'me' }],
  ['doc.who.openid == auth.openid', { 'who.openid': 'me' }],
  ['doc.list[0] == 1', { 'list.0': 1 }],
  ['doc.to in [auth.openid, "all"]', { to: { $in: ['me', 'all'] } }],
  ['doc.to in [auth.openid, auth.custom.nothing]', { to: 'me' }],
  ['auth.openid in doc.members', { members: 'me' }],
  ["!('hidden' in doc.tags)", { tags: { $ne: 'hidden' } }],
  ["!(doc.state in ['draft', 'deleted'])", { state: { $nin: ['deleted', 'draft', 'x'] } }],
  ["doc.state != 'draft'", { state: 'done' }],
  ['doc.public', { public: true }],
  ['!doc.hidden', { hidden: false }],
  ['doc.until > now', { until: { $gt: 2000 } }],
  ['doc.until > now', { until: { $gt: new Date(2000) } }],
  ['doc.level <= auth.custom.level && doc.level >= 1', { level: { $gte: 1, $lt: 3 } }],
  ['doc.score > -1.5', { score: { $gte: -1 } }],
  ['auth.openid != null', {}],
  ["auth.openid == 'me' && (doc.a == 1 || doc.b == 1)", { $or: [{ a: 1 }, { b: 1, c: 2 }] }],
  ['doc.a == doc.b', { a: 5, b: 5 }],
  ["get('database.users.me').role == 'admin'", {}],
  ["get(`database.users.${auth.openid}`).role == 'admin'", {}],
  ["get(`database.users.${doc.user}`).role != 'admin'", { user: { $in: ['you'] } }],
  ['get(`database.rooms.${get(`database.users.me`).room}`).owner == auth.openid', {}],
  ['get("database.users.nobody") == null', {}],
])('%s lets %j through', (rule, query) => {
  expect(reads(rule, query)).not.toThrow();
});

test.each<[string, Plain, Client]>([
  ['false', {}, client],
  ['doc.to == auth.openid || doc.to == auth.custom.to', { to: 'agent-2' }, client],
  ['doc.to == auth.openid', { to: null }, stranger],
  ['doc.to != auth.openid', { to: 'x' }, stranger],
  ['doc.to in [auth.openid, auth.custom.to]', { to: null }, stranger],
  ['!(doc.to in [auth.openid])', { to: 'x' }, stranger],
  ['auth.openid != null', {}, stranger],
  ["!('hidden' in doc.tags)", { tags: 'open' }, client],
  ['doc.until > now', { until: { $gt: 1 } }, client],
  ['doc.level <= 3', { level: { $lte: 4 } }, client],
  ['doc.level < 3', { level: { $lte: 3 } }, client],
  ['doc.public', { public: false }, client],
  ['doc.public', { public: { $exists: true } }, client],
  ["get('database.users.you').role == 'admin'", {}, client],
  ["get('database.users.nobody').role == doc.role", { role: null }, client],
  ["get(`database.users.${doc.user}`).role == 'admin'", { user: { $in: ['me', 'you'] } }, client],
  ["get(`database.users.${doc.user}`).role == 'admin'", {}, client],
  ["get('somewhere.users.me').role == 'admin'", {}, client],
])('%s refuses %j', (rule, query, caller) => {
  expect(reads(rule, query, caller)).toThrow(expect.objectContaining({ code: 'DATABASE_PERMISSION_DENIED' }));
});

test.each([
  ['doc.to = auth.openid', /unexpected "=" at character 8/],
  ['doc.to ==', /unexpected the end/],
  ['(doc.to == 1', /unexpected the end/],
  ['doc.to == 1 doc', /unexpected doc at character 13/],
  ['user.openid == 1', /unexpected user/],
  ['(doc.a == 1) == true', /only values can be compared/],
  ['doc[doc.a] == 1', /unexpected doc/],
  ['doc.a in [1, 2', /unexpected the end/],
  [`doc.a == '${'x'.repeat(1024)}'`, /longer than 1024/],
  ["get('a') && get('b') && get('c') && get('d')", /at most 3 times/],
  ['get(doc.a)', /unexpected doc/],
  ['get(`database.users.${doc.a && doc.b}`)', /only values/],
  ['get(`database.users.${doc.a', /unexpected|does not end/],
  ['get(`a${get(`b${get(`c`)}`)}`)', /at most 2 deep/],
])('%s is not a rule', (rule, cause) => {
  expect(() => guardOf({ read: rule })).toThrow(cause);
});

test('a mistake is reported with its line', () => {
  const text = '{\n  "feed": { "read": true },\n  "things": {\n    "read": true,\n    "write": "doc.a =="\n  }\n}';
  expect(() => compileRules(text, clock)).toThrow('security rules, line 5: unexpected the end at character 9');
  expect(() => compileRules('{\n  "feed": {,}\n}', clock)).toThrow(/line 2/);
  expect(() => compileRules('{"feed": "OPEN"}', clock)).toThrow(/"OPEN" is none of READONLY/);
  expect(() => compileRules('{"feed": {"reed": true}}', clock)).toThrow(/"reed" is none of/);
  expect(() => compileRules('{"feed": {"read": 1}}', clock)).toThrow(/an expression, true or false/);
  expect(() => compileRules('[]', clock)).toThrow(/must hold an object/);
});

function outcome(run: () => Plain): boolean | 'own' {
  try {
    return JSON.stringify(run()).includes('_openid') ? 'own' : true;
  } catch {
    return false;
  }
}

test.each<['READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY', boolean | 'own', 'own' | false]>([
  ['READONLY', true, 'own'],
  ['PRIVATE', 'own', 'own'],
  ['ADMINWRITE', true, false],
  ['ADMINONLY', false, false],
])('%s: read %s, write %s', (mode, read, write) => {
  const guard = compileRules(JSON.stringify({ things: mode }), clock);
  expect(outcome(() => guard.filter(client, 'read', 'things', { a: 1 }))).toBe(read);
  expect(outcome(() => guard.filter(client, 'update', 'things', { a: 1 }, { $inc: { a: 1 } }))).toBe(write);
  expect(outcome(() => guard.filter(client, 'delete', 'things', { a: 1 }))).toBe(write);
  expect(outcome(() => guard.create(client, 'things', { a: 1 }))).toBe(write);
});

const writing = guardOf({
  create: "doc.owner == auth.openid && doc.role != 'admin'",
  update: "doc.owner == auth.openid && request.data.role != 'admin'",
});
const update =
  (data: Plain, filter: Plain = { owner: 'me' }) =>
  () =>
    writing.filter(client, 'update', 'things', filter, data);

test('created documents are judged and stamped', () => {
  expect(writing.create(client, 'things', { owner: 'me' })).toEqual({ owner: 'me', _openid: 'me' });
  for (const document of [{ owner: 'you' }, { owner: ['me'] }, { owner: 'me', role: 'admin' }, {}]) {
    expect(() => writing.create(client, 'things', document)).toThrow(/breaks the rule/);
  }
});

test('updates are judged by their query and their data', () => {
  expect(update({ $set: { text: 'x' } })).not.toThrow();
  expect(update({ text: 'x' })).not.toThrow();
  expect(update({ $set: { text: 'x' } }, {})).toThrow(/does not imply/);
  expect(update({ $set: { role: 'admin' } })).toThrow(/does not imply/);
  expect(update({ $rename: { text: 'role' } })).toThrow(/do not allow \$rename/);
});

test('nobody writes the owner of a document', () => {
  expect(update({ $set: { _openid: 'you' } })).toThrow(/may not write _openid/);
  expect(update({ $rename: { text: '_openid' } })).toThrow(/may not write _openid/);
  expect(() => writing.create(client, 'things', { owner: 'me', _openid: 'me' })).toThrow(/may not write _openid/);
});

test('a query with endless alternatives is refused, not expanded', () => {
  const or = { $or: Array.from({ length: 20 }, (_, a) => ({ a })) };
  expect(reads('doc.to == auth.openid', { $and: [or, or, or, { to: 'me' }] })).toThrow(/alternatives/);
});

test('get() finds at most ten documents, and none without a database', () => {
  const query = { $or: Array.from({ length: 11 }, (_, n) => ({ user: `u${n}` })) };
  expect(reads('get(`database.users.${doc.user}`).role == null', query)).toThrow(/more than 10 documents/);
  const guard = compileRules('{"things": {"read": "get(\'database.users.me\') != null"}}', clock);
  expect(() => guard.filter(client, 'read', 'things', {})).toThrow(/no database/);
});

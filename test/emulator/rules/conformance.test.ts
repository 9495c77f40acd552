import { expect, test } from '@jest/globals';
import type { Caller, Document, Plain } from '../../../scripts/emulator/contract';
import { compileRules } from '../../../scripts/emulator/rules/guard';

/** What the documentation says of security rules, page by page. */
const language = 'https://docs.cloudbase.net/database/configuration/permission/security-rules';
const introduction = 'https://docs.cloudbase.net/rule/introduce';
const getFunction = 'https://docs.cloudbase.net/rule/reference/function';
const templates = 'https://docs.cloudbase.net/database/security-rules';
const variables = 'https://cloud.tencent.com/document/product/876/41756';
const miniPrograms = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/security-rules.html';
const sharing = 'https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/resource-sharing/guidance.html';

const client: Caller = { kind: 'client', openid: 'zzz', appid: 'app', custom: { group: 'a' } };
const stored: Record<string, Document[]> = {
  test: [{ _id: '123', zzz: 2 }],
  permissions: [{ _id: 'user_rights', zzz: 1 }],
  B: [
    { _id: 'shop1', owner: ['zzz', 'x'] },
    { _id: 'shop2', owner: ['x'] },
  ],
  chain: [{ _id: 'first', next: 'shop1' }],
};
const find = (collection: string, { filter }: { filter: Plain }) => ({
  documents: (stored[collection] ?? []).filter(({ _id }) => _id === filter['_id']),
});

type Rules = Partial<Record<'read' | 'write' | 'create' | 'update' | 'delete', string | boolean>>;

const guardOf = (rules: Rules | string) => compileRules(JSON.stringify({ things: rules }), { now: () => 1000 }, find);

function isAllowed(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
    return false;
  }
}

test.each<[string, string, string, Plain, boolean]>([
  [templates, 'a query must be part of what the rule allows', 'doc._openid == auth.openid', { _openid: 'zzz' }, true],
  [templates, 'a field of the rule must be in the query', 'doc._openid == auth.openid', { a: 1 }, false],
  [templates, 'more conditions make a query smaller', 'doc._openid == auth.openid', { _openid: 'zzz', a: 1 }, true],
  [templates, '{openid} is the caller', 'doc.author == auth.openid', { author: '{openid}' }, true],
  [
    templates,
    'published or own: published',
    'doc.published == true || doc.author == auth.openid',
    { published: true },
    true,
  ],
  [templates, 'published or own: own', 'doc.published == true || doc.author == auth.openid', { author: 'zzz' }, true],
  [
    templates,
    'published or own: neither',
    'doc.published == true || doc.author == auth.openid',
    { author: 'x' },
    false,
  ],
  [
    templates,
    'auth.uid is for the web only',
    'doc.userId == auth.openid || doc.userId == auth.uid',
    { userId: 'zzz' },
    true,
  ],
  [miniPrograms, 'an id alone does not say whose it is', 'doc._openid == auth.openid', { _id: '1' }, false],
  [miniPrograms, 'an id with its owner does', 'doc._openid == auth.openid', { _id: '1', _openid: '{openid}' }, true],
  [language, '==', "auth.openid == 'zzz'", {}, true],
  [language, '!=', "auth.openid != 'zzz'", {}, false],
  [language, '>', 'doc.age > 10', { age: { $gt: 10 } }, true],
  [language, '> is not >=', 'doc.age > 10', { age: { $gte: 10 } }, false],
  [language, '>=', 'doc.age >= 10', { age: { $gt: 10 } }, true],
  [language, '<', 'doc.age < 10', { age: 9 }, true],
  [language, '<=', 'doc.age <= 10', { age: { $lte: 11 } }, false],
  [language, 'in', "auth.openid in ['zzz', 'aaa']", {}, true],
  [language, 'in, of the query', "doc.state in ['a', 'b']", { state: { $in: ['b'] } }, true],
  [language, '!(in)', "!(auth.openid in ['zzz', 'aaa'])", {}, false],
  [language, '&&', "auth.openid == 'zzz' && doc.age > 10", { age: 11 }, true],
  [language, '||', "auth.openid == 'x' || doc.age > 10", { age: 11 }, true],
  [language, '. and []', "auth['openid'] == 'zzz' && doc.a[0] == 1", { 'a.0': 1 }, true],
  [language, 'now', 'doc.expireTime > now', { expireTime: { $gt: 1000 } }, true],
  [language, 'nothing stated is refused', 'doc.expireTime > now', {}, false],
  [language, 'or in the query: each branch', 'doc.a == 1', { $or: [{ a: 1 }, { a: 1, b: 2 }] }, true],
  [language, 'or in the query: one branch too wide', 'doc.a == 1', { $or: [{ a: 1 }, { b: 2 }] }, false],
  [language, 'and in the query', 'doc.a == 1', { $and: [{ b: 1 }, { a: { $eq: 1 } }] }, true],
  [language, 'nin in the query', "doc.state != 'secret'", { state: { $nin: ['secret', 'draft'] } }, true],
  [language, 'neq in the query', "doc.state != 'secret'", { state: { $ne: 'secret' } }, true],
  [introduction, '!a', '!doc.hidden', { hidden: false }, true],
  [introduction, 'a negative number', 'doc.level >= -1', { level: 0 }, true],
  [introduction, 'regular expressions are not understood', "doc.name == 'a'", { name: /^a$/ }, false],
  [getFunction, 'rights in a document of their own', "get('database.test.123')[auth.openid] in [1,2,3]", {}, true],
  [
    getFunction,
    'rights and the query',
    "get('database.permissions.user_rights')[auth.openid] == 1 && doc.user in ['user1','user2']",
    { user: 'user1' },
    true,
  ],
  [
    getFunction,
    'across collections',
    'auth.openid in get(`database.B.${doc.shopId}`).owner',
    { shopId: 'shop1' },
    true,
  ],
  [getFunction, 'not the owner', 'auth.openid in get(`database.B.${doc.shopId}`).owner', { shopId: 'shop2' }, false],
  [
    getFunction,
    'in with one value',
    'auth.openid in get(`database.B.${doc.shopId}`).owner',
    { shopId: { $in: ['shop1'] } },
    true,
  ],
  [
    getFunction,
    'in with two values',
    'auth.openid in get(`database.B.${doc.shopId}`).owner',
    { shopId: { $in: ['shop1', 'shop1'] } },
    false,
  ],
  [getFunction, 'a document that is not there', "get('database.B.none') == null", {}, true],
  [
    getFunction,
    'get within get',
    'auth.openid in get(`database.B.${get(`database.chain.first`).next}`).owner',
    {},
    true,
  ],
  [sharing, 'what cloudbase_auth said', 'doc.group == auth.custom.group', { group: 'a' }, true],
  [sharing, 'something else', 'doc.group == auth.custom.group', { group: 'b' }, false],
])('%s — %s', (_, __, read, query, want) => {
  expect(isAllowed(() => guardOf({ read }).filter(client, 'read', 'things', query))).toBe(want);
});

test.each<[string, string, Rules, 'create' | 'update' | 'delete', Plain, Plain, boolean]>([
  [language, 'write stands for create', { write: true }, 'create', {}, { a: 1 }, true],
  [language, 'create overrides write', { write: true, create: false }, 'create', {}, { a: 1 }, false],
  [language, 'write still stands for update', { write: true, create: false }, 'update', {}, { $set: { a: 1 } }, true],
  [language, 'what is not stated is refused', { read: true }, 'delete', {}, {}, false],
  [language, 'doc is the new document', { create: 'doc.a > 1' }, 'create', {}, { a: 2 }, true],
  [language, 'request.data is the new document', { create: 'request.data.a > 1' }, 'create', {}, { a: 1 }, false],
  [
    language,
    'request.data is what an update sets',
    { update: 'request.data.a > 1' },
    'update',
    {},
    { $set: { a: 2 } },
    true,
  ],
  [
    variables,
    'a price cannot be changed',
    { update: 'doc.price == request.data.price || request.data.price == undefined' },
    'update',
    { price: 5 },
    { $set: { price: 6 } },
    false,
  ],
  [
    variables,
    'but everything else can',
    { update: 'doc.price == request.data.price || request.data.price == undefined' },
    'update',
    {},
    { $set: { text: 'x' } },
    true,
  ],
  [miniPrograms, 'only set and remove are allowed', { update: true }, 'update', {}, { $inc: { a: 1 } }, false],
  [miniPrograms, 'nobody writes _openid', { write: true }, 'create', {}, { _openid: 'zzz' }, false],
])('%s — %s', (_, __, rules, operation, query, data, want) => {
  const guard = guardOf(rules);
  const run = (): unknown =>
    operation === 'create'
      ? guard.create(client, 'things', data)
      : guard.filter(client, operation, 'things', query, operation === 'update' ? data : undefined);
  expect(isAllowed(run)).toBe(want);
});

test.each<[string, string, string]>([
  [introduction, 'at most 1024 characters', `doc.a == '${'x'.repeat(1024)}'`],
  [getFunction, 'at most three gets', "get('a') || get('b') || get('c') || get('d')"],
  [getFunction, 'at most two deep', 'get(`a${get(`b${get(`c`)}`)}`)'],
])('%s — %s', (_, __, rule) => {
  expect(() => guardOf({ read: rule })).toThrow(SyntaxError);
});

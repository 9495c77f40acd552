import { expect, test } from '@jest/globals';
import type { Caller, Plain } from '../../../scripts/emulator/contract';
import { compileRules } from '../../../scripts/emulator/rules/guard';

const clock = { now: () => 1_000_000 };
const rules = JSON.stringify({
  feed: { read: 'doc.to == auth.openid', write: false },
  settings: { read: "doc._id == 'public'", write: false },
});
const guard = compileRules(rules, clock);
const client: Caller = { kind: 'client', openid: 'me', appid: 'app' };

test.each<[string, Plain]>([
  ['own feed', { to: 'me' }],
  ['own feed by placeholder', { to: '{openid}' }],
  ['own feed from a cursor on', { to: 'me', at: { $gt: new Date(5) } }],
  ['own feed inside $and', { $and: [{ to: { $eq: 'me' } }, { at: { $gt: 5 } }] }],
  ['own feed in every alternative', { $or: [{ to: 'me', kind: 'read' }, { to: { $in: ['me'] } }] }],
])('%s may be read', (_, filter) => {
  expect(() => guard.filter(client, 'read', 'feed', filter)).not.toThrow();
});

test.each<[string, Plain]>([
  ['everything', {}],
  ['another feed', { to: 'you' }],
  ['one document by id', { _id: 'x' }],
  ['two feeds', { to: { $in: ['me', 'you'] } }],
  ['all but another feed', { to: { $ne: 'you' } }],
  ['a second alternative without an owner', { $or: [{ to: 'me' }, { kind: 'read' }] }],
  ['a pattern', { to: /me/ }],
  ['a negation', { to: { $not: { $eq: 'you' } } }],
  ['nested in another field', { 'a.to': 'me' }],
  ['nobody', { to: null }],
])('%s may not be read', (_, filter) => {
  expect(() => guard.filter(client, 'read', 'feed', filter)).toThrow(/does not imply the rule/);
});

test('the placeholder becomes the caller', () => {
  expect(guard.filter(client, 'read', 'feed', { to: '{openid}', at: new Date(5) })).toEqual({
    to: 'me',
    at: new Date(5),
  });
});

test.each<['update' | 'delete']>([['update'], ['delete']])('nobody may %s the feed', (operation) => {
  expect(() => guard.filter(client, operation, 'feed', { to: 'me' }, { $set: { a: 1 } })).toThrow(/rule: false/);
});

test('nobody may add to the feed', () => {
  expect(() => guard.create(client, 'feed', { to: 'me' })).toThrow(/breaks the rule/);
});

test('only the public settings may be read', () => {
  expect(() => guard.filter(client, 'read', 'settings', { _id: 'public' })).not.toThrow();
  expect(() => guard.filter(client, 'read', 'settings', { _id: 'private' })).toThrow(/Permission denied/);
});

test('a collection without rules is closed', () => {
  expect(() => guard.filter(client, 'read', 'messages', { to: 'me' })).toThrow(/has no rules/);
});

test('functions and admins pass untouched', () => {
  const filter = { to: '{openid}' };
  expect(guard.filter({ kind: 'admin' }, 'read', 'messages', filter)).toBe(filter);
  const invocation = { requestId: 'r', functionName: 'f' };
  expect(guard.create({ kind: 'function', invocation }, 'messages', filter)).toBe(filter);
});

import { expect, test } from '@jest/globals';
import type { Caller, Plain } from '../../../scripts/emulator/contract';
import { compileRules } from '../../../scripts/emulator/rules/guard';
import { logRefusals } from '../../../scripts/emulator/rules/refusals';

const client: Caller = { kind: 'client', openid: 'me', appid: 'app' };
const lines: string[] = [];
const rules = JSON.stringify({ feed: { read: 'doc.to == auth.openid', create: 'doc.kind == 1' }, notes: 'ADMINWRITE' });
const guard = logRefusals(compileRules(rules, { now: () => 0 }), { write: (line) => lines.push(line) });

const query = { to: 'SECRET', $or: [{ at: { $gt: 'SECRET' } }, { text: /SECRET/ }] };

test.each<[string, () => Plain, string]>([
  [
    'a query',
    () => guard.filter(client, 'read', 'feed', query),
    '"me" read feed by ["to","$or","at","$gt","text"]: ' +
      'Permission denied: the query for read on "feed" does not imply the rule: doc.to == auth.openid.',
  ],
  [
    'an update',
    () => guard.filter(client, 'update', 'notes', { _id: 'SECRET' }, { $set: { text: 'SECRET' } }),
    '"me" update notes by ["_id"] writing ["$set","text"]: ' +
      'Permission denied: update on "notes" is refused by ADMINWRITE.',
  ],
  [
    'a new document',
    () => guard.create(client, 'feed', { kind: 2, 'a\nb': 'SECRET' }),
    '"me" create feed writing ["kind","a\\nb"]: Permission denied: create on "feed" breaks the rule: doc.kind == 1.',
  ],
])('the refusal of %s is logged with its reason and without a value', (_, run, line) => {
  lines.length = 0;
  expect(run).toThrow(/Permission denied/);
  expect(lines).toEqual([line]);
});

test('what is allowed is not logged', () => {
  lines.length = 0;
  expect(guard.filter(client, 'read', 'feed', { to: 'me' })).toEqual({ to: 'me' });
  expect(guard.create(client, 'feed', { kind: 1 })).toMatchObject({ _openid: 'me' });
  expect(lines).toEqual([]);
});

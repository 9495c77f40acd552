import { describe, expect, test } from '@jest/globals';
import type { Actions, Caller, Plain } from '../../../scripts/emulator/contract';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import type { Database } from '../../../scripts/emulator/database/engine';
import { compileRules } from '../../../scripts/emulator/rules/guard';
import { stoppedClock, withDatabase } from './support/database-folder';

const rules = JSON.stringify({
  notes: { read: 'doc.owner == auth.openid', write: 'doc.owner == auth.openid' },
  open: { read: true, write: true },
  secret: { read: false, write: false },
});
const guard = compileRules(rules, stoppedClock);
const ann: Caller = { kind: 'client', openid: 'ann', appid: 'app' };
const admin: Caller = { kind: 'admin' };

type Ask = (action: string, body: Plain, caller?: Caller) => Promise<Plain>;

function withActions(work: (ask: Ask, database: Database) => Promise<void>): Promise<void> {
  return withDatabase({ notes: [], open: [], secret: [] }, (database) => {
    const actions: Actions = databaseActions({ database, clock: stoppedClock, guard });
    return work(
      async (action, body, caller = ann) => (await actions[`database.${action}`]?.(body, caller)) ?? {},
      database,
    );
  });
}

describe('the older generation', () => {
  test('inserts, queries, counts, updates and deletes in plain JSON', () =>
    withActions(async (ask) => {
      const open = { collectionName: 'open' };
      const at = { $date: 5 };
      expect(await ask('addDocument', { ...open, data: { _id: 'a', n: 1, at } })).toEqual({
        data: { _id: 'a', insertedIds: ['a'] },
      });
      expect(
        await ask('addDocument', {
          ...open,
          data: [
            { _id: 'b', n: 2 },
            { _id: 'c', n: 3 },
          ],
        }),
      ).toEqual({
        data: { ids: ['b', 'c'], insertedIds: ['b', 'c'] },
      });
      const order = [{ field: 'n', direction: 'desc' }];
      const query = { n: { $lt: 3 } };
      expect(await ask('queryDocument', { ...open, query, order, projection: { at: 1 } })).toEqual({
        data: { list: [{ _id: 'b' }, { _id: 'a', at }] },
      });
      expect(await ask('countDocument', { ...open, query })).toEqual({ data: { total: 2 } });
      const update = { query, data: { $set: { seen: { $date: { offset: 1 } } } }, multi: true, merge: true };
      expect(await ask('updateDocument', { ...open, ...update })).toEqual({
        data: { updated: 2, upsert_id: null, upserted_id: null },
      });
      const stages = [{ stageKey: '$match', stageValue: '{"_id":"a"}' }];
      const { data } = await ask('aggregate', { ...open, stages });
      expect(
        (JSON.parse((data as { list: string }).list) as string[]).map((text) => JSON.parse(text) as Plain),
      ).toEqual([
        {
          _id: 'a',
          n: { $numberInt: '1' },
          _openid: 'ann',
          at: { $date: { $numberLong: '5' } },
          seen: { $date: { $numberLong: String(stoppedClock.now() + 1) } },
        },
      ]);
      expect(await ask('deleteDocument', { ...open, query, multi: true })).toEqual({ data: { deleted: 2 } });
    }));

  test('works on one document inside a transaction', () =>
    withActions(async (ask, database) => {
      await database.insert('open', [{ _id: 'a', n: 1 }]);
      const { transactionId } = await ask('startTransaction', {}, admin);
      const inside = (action: string, body: Plain) =>
        ask(action, { collectionName: 'open', transactionId, ...body }, admin);
      expect(await inside('getInTransaction', { _id: 'a' })).toEqual({ data: '{"_id":"a","n":{"$numberInt":"1"}}' });
      expect(await inside('getInTransaction', { _id: 'b' })).toEqual({ data: 'null' });
      expect(await inside('updateDocInTransaction', { _id: 'a', data: '{"$set":{"n":2}}' })).toMatchObject({
        updated: 1,
      });
      expect(await inside('updateDocInTransaction', { _id: 'b', data: '{"n":3}', upsert: true })).toEqual({
        updated: 0,
        upserted: '{"_id":"b"}',
      });
      expect(await inside('insertDocInTransaction', { data: '{"_id":"c"}' })).toEqual({ inserted: 1, ok: 1, _id: 'c' });
      expect(await inside('deleteDocInTransaction', { _id: 'c' })).toEqual({ deleted: 1 });
      await ask('commitTransaction', { transactionId }, admin);
      expect(database.find('open', { filter: {} }).documents).toEqual([
        { _id: 'a', n: 2 },
        { _id: 'b', n: 3 },
      ]);
    }));
});

describe('a client', () => {
  test('gets 20 documents at most', () =>
    withActions(async (ask, database) => {
      const many = Array.from({ length: 30 }, (_, n) => ({ n }));
      await database.insert('open', many);
      for (const limit of [undefined, 0, 20, 100]) {
        const { data } = await ask('queryDocument', { collectionName: 'open', limit });
        expect((data as { list: unknown[] }).list).toHaveLength(20);
      }
    }));

  test('reads and changes only what the rules allow', () =>
    withActions(async (ask, database) => {
      await database.insert('notes', [
        { _id: '1', owner: 'ann' },
        { _id: '2', owner: 'bob' },
      ]);
      const mine = { collectionName: 'notes', query: { owner: '{openid}' } };
      expect(await ask('queryDocument', mine)).toEqual({ data: { list: [{ _id: '1', owner: 'ann' }] } });
      expect(await ask('countDocument', mine)).toEqual({ data: { total: 1 } });
      const theirs = { collectionName: 'notes', query: { owner: 'bob' }, data: { $set: { a: 1 } }, multi: true };
      for (const action of ['queryDocument', 'getDocument', 'countDocument', 'updateDocument', 'deleteDocument']) {
        await expect(ask(action, theirs)).rejects.toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
      }
    }));

  test('sets what it may update, creates what it may create, and overwrites nobody else', () =>
    withActions(async (ask, database) => {
      await database.insert('notes', [{ _id: '2', owner: 'bob' }]);
      const set = (id: string) =>
        ask('updateDocument', {
          collectionName: 'notes',
          query: { _id: id, owner: 'ann' },
          data: { owner: 'ann', text: id },
          merge: false,
          upsert: true,
        });
      expect(await set('1')).toEqual({ data: { updated: 0, upsert_id: '1', upserted_id: '1' } });
      expect(await set('1')).toEqual({ data: { updated: 0, upsert_id: null, upserted_id: null } });
      expect(database.find('notes', { filter: { _id: '1' } }).documents).toEqual([
        { _id: '1', owner: 'ann', text: '1', _openid: 'ann' },
      ]);
      await expect(set('2')).rejects.toThrow(/E11000/);
      expect(database.find('notes', { filter: { _id: '2' } }).documents).toEqual([{ _id: '2', owner: 'bob' }]);
    }));

  test('aggregates only what it may read, with all that is looked up', () =>
    withActions(async (ask, database) => {
      await database.insert('open', [{ _id: 'o', n: 1 }]);
      await database.insert('secret', [{ _id: 's', n: 1 }]);
      const aggregate = (...stages: Plain[]) =>
        ask('aggregateDocuments', {
          collectionName: 'open',
          stages: stages.flatMap((stage) =>
            Object.entries(stage).map(([stageKey, value]) => ({ stageKey, stageValue: JSON.stringify(value) })),
          ),
        });
      expect(await aggregate({ $match: { n: 1 } }, { $count: 'total' })).toEqual({
        data: { list: ['{"total":{"$numberInt":"1"}}'] },
      });
      const lookup = { $lookup: { from: 'secret', localField: 'n', foreignField: 'n', as: 'found' } };
      await expect(aggregate(lookup)).rejects.toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
      await expect(aggregate({ $facet: { a: [lookup] } })).rejects.toMatchObject({
        code: 'DATABASE_PERMISSION_DENIED',
      });
      for (const $unionWith of ['secret', { coll: 'secret' }, { from: 'open', coll: 'secret' }])
        await expect(aggregate({ $unionWith })).rejects.toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
      await expect(aggregate({ $out: 'open' })).rejects.toThrow('$out is not allowed in an aggregation');
    }));

  test.each(['addCollection', 'startTransaction', 'modifyAndReturnDoc'])('may not %s', (action) =>
    withActions(async (ask) => {
      const body = { collectionName: 'open', query: {}, data: { $set: { a: 1 } } };
      await expect(ask(action, body)).rejects.toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
    }),
  );
});

test.each<[string, string, Plain, string]>([
  ['no collection', 'getDocument', {}, 'collectionName must be a non-empty string'],
  ['a query that is no object', 'getDocument', { collectionName: 'open', query: '[1]' }, 'query must be an object'],
  ['a query that is not JSON', 'getDocument', { collectionName: 'open', query: '{' }, 'Not Extended JSON'],
  [
    'a filter that is nothing',
    'getDocument',
    { collectionName: 'open', query: { $or: [null] } },
    'entries need to be full',
  ],
  ['an $and of nothing', 'getDocument', { collectionName: 'open', query: { $and: [] } }, 'must be a nonempty array'],
  ['a negative limit', 'getDocument', { collectionName: 'open', limit: -1 }, 'limit must be a non-negative integer'],
  ['a fractional offset', 'getDocument', { collectionName: 'open', offset: 1.5 }, 'offset must be'],
  ['an unknown order', 'getDocument', { collectionName: 'open', order: '{"a":2}' }, 'order must be asc or desc'],
  ['no data', 'insertDocument', { collectionName: 'open' }, 'data must be an object'],
  ['data that is a list', 'modifyDocument', { collectionName: 'open', data: [] }, 'data must be an object'],
  ['no stages', 'aggregateDocuments', { collectionName: 'open' }, 'stages must be an array'],
  [
    'a stage without a name',
    'aggregateDocuments',
    { collectionName: 'open', stages: [1] },
    'stageKey must be a string',
  ],
  ['an odd transaction', 'getDocument', { collectionName: 'open', transactionId: 1 }, 'transactionId must be a string'],
  ['a bad collection name', 'addCollection', { collectionName: '$x' }, 'Invalid collection name'],
])('%s is refused with a reason', (_, action, body, message) =>
  withActions(async (ask) => {
    await expect(ask(action, body, admin)).rejects.toThrow(message);
  }),
);

test('tells how much work each query was', () =>
  withDatabase({ open: [{ name: 'n', key: { n: 1 } }] }, async (database) => {
    await database.insert('open', [{ n: 1 }, { n: 2 }]);
    const reports: unknown[] = [];
    const onQuery = (report: unknown) => reports.push(report);
    const actions = databaseActions({ database, clock: stoppedClock, guard, onQuery });
    await actions['database.getDocument']?.({ collectionName: 'open', query: '{"n":1}' }, admin);
    const examined = { keys: 1, documents: 1 };
    expect(reports).toEqual([{ caller: admin, collection: 'open', filter: { n: 1 }, examined }]);
  }));

test('an answer of more than 16 MB is refused, a smaller part of it is answered', () =>
  withActions(async (ask) => {
    const open = { collectionName: 'open' };
    const text = 'x'.repeat(6 * 1024 * 1024);
    await ask('addDocument', { ...open, data: [1, 2, 3].map((_id) => ({ _id, text })) });
    const refusal = { code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining('more than the 16777216') };
    await expect(ask('queryDocument', open)).rejects.toMatchObject(refusal);
    await expect(ask('getDocument', open, admin)).rejects.toMatchObject(refusal);
    await expect(ask('aggregateDocuments', { ...open, stages: [] }, admin)).rejects.toMatchObject(refusal);
    const { data } = await ask('queryDocument', { ...open, projection: { _id: 1 } });
    expect(data).toEqual({ list: [{ _id: 1 }, { _id: 2 }, { _id: 3 }] });
  }));

test('ids may be numbers, which are not the texts of the same digits', () =>
  withActions(async (ask, database) => {
    const open = { collectionName: 'open' };
    const byId = (_id: unknown) => ({ ...open, query: JSON.stringify({ _id }), queryType: 'DOC' });
    const seven = { $numberInt: '7' };
    expect(await ask('insertDocument', { ...open, data: ['{"_id":{"$numberInt":"7"},"n":1}'] }, admin)).toEqual({
      data: { insertedIds: [7] },
    });
    await ask('insertDocument', { ...open, data: ['{"_id":"7","n":2}'] }, admin);
    await expect(ask('insertDocument', { ...open, data: ['{"_id":7}'] }, admin)).rejects.toThrow('E11000');
    const update = { ...byId(seven), data: '{"$inc":{"n":10}}', merge: true, multi: false };
    expect(await ask('modifyDocument', update, admin)).toEqual({
      data: { updated: 1, upsert_id: null, upserted_id: null },
    });
    expect(database.find('open', { filter: {} }).documents).toEqual([
      { _id: 7, n: 11 },
      { _id: '7', n: 2 },
    ]);
    const made = { ...byId(8), data: '{"n":0}', merge: false, upsert: true };
    expect(await ask('modifyDocument', made, admin)).toEqual({ data: { updated: 0, upsert_id: 8, upserted_id: 8 } });
    expect(await ask('removeDocument', { ...byId('7'), multi: false }, admin)).toEqual({ data: { deleted: 1 } });
  }));

test('a rule may get a document', () =>
  withDatabase({ notes: [], members: [] }, async (database) => {
    const rule = 'get(`database.members.${auth.openid}`).role == "lead"';
    const guarded = compileRules(JSON.stringify({ notes: { read: rule, write: false } }), stoppedClock, (...query) =>
      database.find(...query),
    );
    const actions = databaseActions({ database, clock: stoppedClock, guard: guarded });
    const read = async () => actions['database.queryDocument']?.({ collectionName: 'notes' }, ann);
    await database.insert('members', [{ _id: 'ann', role: 'member' }]);
    await expect(read()).rejects.toMatchObject({ code: 'DATABASE_PERMISSION_DENIED' });
    await database.update('members', { _id: 'ann' }, { $set: { role: 'lead' } }, { multi: false });
    expect(await read()).toEqual({ data: { list: [] } });
  }));

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import cloud from 'wx-server-sdk';
import { databaseActions } from '../../../scripts/emulator/database/actions';
import { openDatabase, type Database } from '../../../scripts/emulator/database/engine';
import { stoppedClock, temporaryFolder } from './support/database-folder';
import { openGuard } from './support/open-guard';
import { serveSdks } from './support/sdk-endpoint';

const { folder, remove } = temporaryFolder();
let database: Database;
let endpoint: Awaited<ReturnType<typeof serveSdks>>;
let db: ReturnType<typeof cloud.database>;

beforeAll(async () => {
  database = openDatabase({ folder, clock: stoppedClock, indexes: { people: [{ name: 'age', key: { age: 1 } }] } });
  endpoint = await serveSdks(databaseActions({ database, clock: stoppedClock, guard: openGuard }));
  cloud.init({ env: 'local' });
  db = cloud.database();
});

afterAll(async () => {
  await endpoint.close();
  await database.close();
  remove();
});

const ann = { _id: 'ann', name: 'Ann', age: 30, tags: ['a', 'b'], address: { city: 'Bonn' }, born: new Date(1000) };
const bob = { _id: 'bob', name: 'Bob', age: 20, tags: ['b'] };
const cat = { _id: 'cat', name: 'Cat', age: 40 };

beforeEach(async () => {
  await database.remove('people', {}, { multi: true });
  await database.insert('people', [ann, bob, cat]);
});

const people = () => db.collection('people');
const stored = (id: string) => database.find('people', { filter: { _id: id } }).documents[0];
const ids = (result: unknown) => (result as { data: { _id: string }[] }).data.map(({ _id }) => _id);

describe('reading', () => {
  test('doc().get answers the document with its dates', async () => {
    expect(await people().doc('ann').get()).toMatchObject({ data: ann, errMsg: 'document.get:ok' });
  });

  test('doc().get of a missing document fails in the SDK', async () => {
    await expect(people().doc('none').get()).rejects.toMatchObject({ errCode: -1 });
  });

  test('where, orderBy, skip and limit', async () => {
    const query = people().where({ age: db.command.gte(20) });
    expect(ids(await query.orderBy('age', 'desc').skip(1).limit(1).get())).toEqual(['ann']);
  });

  test('orderBy several fields', async () => {
    await database.insert('people', [{ _id: 'dan', age: 30 }]);
    expect(ids(await people().orderBy('age', 'asc').orderBy('_id', 'desc').get())).toEqual([
      'bob',
      'dan',
      'ann',
      'cat',
    ]);
  });

  test('field', async () => {
    expect(await people().where({ _id: 'ann' }).field({ name: true, _id: false }).get()).toMatchObject({
      data: [{ name: 'Ann' }],
    });
  });

  test('count', async () => {
    expect(await people().where({ tags: 'b' }).count()).toMatchObject({ total: 2 });
  });

  test('100 documents unless told otherwise, never more than 1000', async () => {
    await database.insert(
      'people',
      Array.from({ length: 1100 }, (_, n) => ({ n })),
    );
    const crowd = people().where({ n: db.command.exists(true) });
    expect(ids(await crowd.get())).toHaveLength(100);
    expect(ids(await crowd.limit(5000).get())).toHaveLength(1000);
  });

  const queries: [string, (_: typeof db.command) => Record<string, unknown>, string[]][] = [
    ['eq', (_) => ({ age: _.eq(20) }), ['bob']],
    ['neq', (_) => ({ age: _.neq(20) }), ['ann', 'cat']],
    ['a range by and', (_) => ({ age: _.gt(20).and(_.lt(40)) }), ['ann']],
    ['or on a field', (_) => ({ age: _.lt(25).or(_.gt(35)) }), ['bob', 'cat']],
    ['in', (_) => ({ _id: _.in(['ann', 'none']) }), ['ann']],
    ['nin', (_) => ({ _id: _.nin(['ann']) }), ['bob', 'cat']],
    ['all', (_) => ({ tags: _.all(['a', 'b']) }), ['ann']],
    ['size', (_) => ({ tags: _.size(1) }), ['bob']],
    ['exists', (_) => ({ tags: _.exists(false) }), ['cat']],
    ['a path', () => ({ 'address.city': 'Bonn' }), ['ann']],
    ['a nested object is a path', () => ({ address: { city: 'Bonn' } }), ['ann']],
    ['a date', (_) => ({ born: _.lte(new Date(1000)) }), ['ann']],
    ['a pattern', () => ({ name: /^.o/ }), ['bob']],
  ];

  test.each(queries)('%s', async (_, condition, expected) => {
    expect(ids(await people().where(condition(db.command)).get())).toEqual(expected);
  });

  test('or over whole conditions', async () => {
    expect(
      ids(
        await people()
          .where(db.command.or([{ name: 'Ann' }, { age: 20 }]))
          .get(),
      ),
    ).toEqual(['ann', 'bob']);
  });

  test('RegExp with options', async () => {
    const name = db.RegExp({ regexp: '^a', options: 'i' });
    expect(ids(await people().where({ name }).get())).toEqual(['ann']);
  });

  test('aggregate', async () => {
    const $ = db.command.aggregate;
    const result = await people()
      .aggregate()
      .match({ age: db.command.lt(40) })
      .group({ _id: null, total: $.sum('$age'), oldest: $.max('$age') })
      .end();
    expect(result).toMatchObject({ list: [{ _id: null, total: 50, oldest: 30 }] });
  });
});

describe('writing', () => {
  test('add mints an id and takes server dates', async () => {
    const later = (db.serverDate as (options: { offset: number }) => unknown)({ offset: 1000 });
    const added = await people().add({ data: { name: 'Eve', at: later } });
    const { _id } = added as { _id: string };
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    expect(stored(_id)).toEqual({ _id, name: 'Eve', at: new Date(stoppedClock.now() + 1000) });
  });

  test('add of an id that is there', async () => {
    await expect(people().add({ data: { _id: 'ann' } })).rejects.toMatchObject({
      errCode: -502001,
      errMsg: expect.stringContaining('E11000 duplicate key error'),
    });
  });

  test('set replaces', async () => {
    expect(
      await people()
        .doc('ann')
        .set({ data: { name: 'Anna' } }),
    ).toMatchObject({ stats: { updated: 1, created: 0 } });
    expect(stored('ann')).toEqual({ _id: 'ann', name: 'Anna' });
  });

  test('set creates', async () => {
    expect(
      await people()
        .doc('new')
        .set({ data: { name: 'New' } }),
    ).toMatchObject({
      _id: 'new',
      stats: { updated: 0, created: 1 },
    });
    expect(stored('new')).toEqual({ _id: 'new', name: 'New' });
  });

  test('update with every command', async () => {
    const _ = db.command;
    const data = {
      'address.city': 'Ulm',
      age: _.inc(1),
      tags: _.push({ each: ['c', 'd'], slice: -3 }),
      born: _.remove(),
      profile: _.set({ a: 1 }),
      seen: db.serverDate(),
    };
    expect(await people().doc('ann').update({ data })).toMatchObject({ stats: { updated: 1 } });
    expect(stored('ann')).toEqual({
      _id: 'ann',
      name: 'Ann',
      age: 31,
      tags: ['b', 'c', 'd'],
      address: { city: 'Ulm' },
      profile: { a: 1 },
      seen: new Date(stoppedClock.now()),
    });
  });

  test('update of arrays', async () => {
    const _ = db.command;
    await people()
      .doc('ann')
      .update({ data: { tags: _.pull('a') } });
    await people()
      .doc('bob')
      .update({ data: { tags: _.addToSet('z') } });
    await people()
      .doc('cat')
      .update({ data: { tags: _.unshift(['y']) } });
    expect([stored('ann')?.['tags'], stored('bob')?.['tags'], stored('cat')?.['tags']]).toEqual([
      ['b'],
      ['b', 'z'],
      ['y'],
    ]);
  });

  test('update of what is missing', async () => {
    expect(
      await people()
        .doc('none')
        .update({ data: { a: 1 } }),
    ).toMatchObject({ stats: { updated: 0 } });
  });

  test('where().update changes all that match', async () => {
    const result = await people()
      .where({ tags: 'b' })
      .update({ data: { seen: true } });
    expect(result).toMatchObject({ stats: { updated: 2 } });
    expect(stored('cat')).not.toHaveProperty('seen');
  });

  test('remove of one and of all that match', async () => {
    expect(await people().doc('cat').remove()).toMatchObject({ stats: { removed: 1 } });
    expect(await people().where({ tags: 'b' }).remove()).toMatchObject({ stats: { removed: 2 } });
    expect(database.count('people', {})).toBe(0);
  });
});

describe('collections', () => {
  test('one that does not exist', async () => {
    await expect(db.collection('nowhere').get()).rejects.toMatchObject({ errCode: -502005 });
    await expect(db.collection('nowhere').add({ data: {} })).rejects.toMatchObject({ errCode: -502005 });
  });

  test('createCollection', async () => {
    await db.createCollection('made');
    expect(database.collections()).toContain('made');
  });
});

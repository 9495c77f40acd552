import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../../scripts/emulator/contract';
import { openDatabase } from '../../../scripts/emulator/database/engine';
import type { IndexDefinitions } from '../../../scripts/emulator/database/indexes';
import { stoppedClock, temporaryFolder, withDatabase } from './support/database-folder';

const things: IndexDefinitions = { things: [{ name: 'n', key: { n: 1 }, unique: true }] };

describe('atomic writes', () => {
  test('an insert of several stores all or none', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [{ n: 1 }]);
      const failing = database.insert('things', [{ n: 2 }, { n: 3 }, { n: 1 }]);
      await expect(failing).rejects.toThrow('E11000 duplicate key error collection: things index: n dup key: { n: 1 }');
      expect(database.count('things', {})).toBe(1);
      expect(database.find('things', { filter: { n: { $gt: 1 } } }).examined.keys).toBe(0);
    }));

  test('an update of several changes all or none', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [
        { n: 1, a: 0 },
        { n: 2, a: 0 },
        { n: 3, a: 'x' },
      ]);
      await expect(database.update('things', {}, { $inc: { a: 1 } }, { multi: true })).rejects.toThrow(/non-numeric/);
      expect(database.count('things', { a: 1 })).toBe(0);
    }));

  test('a failed write among concurrent ones takes nothing else with it', () =>
    withDatabase(things, async (database) => {
      const ns = [1, 2, 2, 3];
      const outcomes = await Promise.allSettled(ns.map((n) => database.insert('things', [{ n }])));
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect(database.find('things', { filter: {} }).documents.map(({ n }) => n)).toEqual([1, 2, 3]);
    }));

  test('arrays of a write that failed are forgotten', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [{ n: 5, m: 1 }]);
      await expect(database.insert('things', [{ n: [1, 9] }, { n: 5 }])).rejects.toThrow(/E11000/);
      await database.insert('things', [{ n: 2 }]);
      const { examined } = database.find('things', { filter: { n: { $gt: 1, $lt: 3 } } });
      expect(examined).toEqual({ keys: 1, documents: 1 });
    }));

  test('concurrent increments are all counted', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [{ _id: 'x', n: 0 }]);
      const increments = Array.from({ length: 100 }, () =>
        database.findAndModify('things', { _id: 'x' }, { $inc: { n: 1 } }),
      );
      const seen = (await Promise.all(increments)).map(({ document }) => document?.['n']);
      expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    }));
});

describe('listeners', () => {
  test('hear each atomic write once, in order, before its promise resolves', () =>
    withDatabase(things, async (database) => {
      const heard: Change[][] = [];
      const stop = database.onCommit((changes) => heard.push(changes));
      await database.insert('things', [
        { _id: 'a', n: 1 },
        { _id: 'b', n: 2 },
      ]);
      expect(heard).toHaveLength(1);
      await Promise.all([
        database.update('things', { _id: 'a' }, { $set: { s: 1 } }, { multi: false }),
        database.remove('things', { _id: 'b' }, { multi: false }),
      ]);
      stop();
      await database.remove('things', {}, { multi: true });
      expect(heard).toEqual([
        [
          { collection: 'things', id: 'a', after: { _id: 'a', n: 1 } },
          { collection: 'things', id: 'b', after: { _id: 'b', n: 2 } },
        ],
        [
          {
            collection: 'things',
            id: 'a',
            before: { _id: 'a', n: 1 },
            after: { _id: 'a', n: 1, s: 1 },
            updatedFields: ['s'],
          },
        ],
        [{ collection: 'things', id: 'b', before: { _id: 'b', n: 2 } }],
      ]);
    }));

  test('hear nothing when nothing changed', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [{ _id: 'a', n: 1 }]);
      const heard: Change[][] = [];
      database.onCommit((changes) => heard.push(changes));
      await database.update('things', { _id: 'a' }, { $set: { n: 1 } }, { multi: false });
      await expect(database.insert('things', [{ n: 1 }])).rejects.toThrow();
      expect(heard).toEqual([]);
    }));
});

describe('collections', () => {
  test('must exist before they are used', () =>
    withDatabase(things, async (database) => {
      expect(() => database.find('others', { filter: {} })).toThrow('Db or Table not exist: others');
      await expect(database.insert('others', [{}])).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_NOT_EXIST' });
      await database.createCollection('others');
      await expect(database.createCollection('others')).rejects.toThrow(/already exists/);
      expect(database.collections()).toEqual(['things', 'others']);
    }));

  test('answer documents in the order of their insertion', () =>
    withDatabase(things, async (database) => {
      await database.insert('things', [{ _id: 'z', n: 1 }]);
      await database.insert('things', [{ _id: 'a', n: 2 }]);
      await database.update('things', { _id: 'z' }, { m: 1 }, { multi: false, replace: true });
      expect(database.find('things', { filter: {} }).documents.map(({ _id }) => _id)).toEqual(['z', 'a']);
    }));
});

describe('index definitions', () => {
  const wide = { filter: { m: { $gt: 1 } } };

  test('are applied when the database is opened: new ones built, others dropped', async () => {
    const { folder, remove } = temporaryFolder();
    const open = (indexes: IndexDefinitions) => openDatabase({ folder, clock: stoppedClock, indexes });
    const first = open({ things: [] });
    await first.insert('things', [{ m: 1 }, { m: [2, 3] }]);
    expect(first.find('things', wide).examined).toEqual({ keys: 0, documents: 2 });
    await first.close();

    const second = open({ things: [{ name: 'm', key: { m: 1 } }] });
    expect(second.find('things', wide).examined).toEqual({ keys: 2, documents: 1 });
    await second.insert('things', [{ m: 9 }]);
    await second.close();

    const third = open({});
    expect(third.find('things', wide)).toMatchObject({ documents: [{ m: [2, 3] }, { m: 9 }], examined: { keys: 0 } });
    await third.close();
    remove();
  });

  test('that no longer hold for the documents there are refused, and leave everything as it was', async () => {
    const { folder, remove } = temporaryFolder();
    const open = (indexes: IndexDefinitions) => openDatabase({ folder, clock: stoppedClock, indexes });
    const first = open({ things: [] });
    await first.insert('things', [{ n: 1 }, { n: 2 }, { n: 1 }]);
    await first.close();
    const unique = { things: [{ name: 'n', key: { n: 1 as const }, unique: true }] };
    expect(() => open(unique)).toThrow('E11000 duplicate key error collection: things index: n dup key: { n: 1 }');
    expect(readdirSync(folder).filter((name) => name.startsWith('sorting'))).toEqual([]);
    remove();
  });

  test('that are wrong are named', () => {
    const indexes = { things: [{ name: 'm', key: {} }] };
    expect(() => openDatabase({ folder: 'none', clock: stoppedClock, indexes })).toThrow(
      'Index definitions: things.0.key: An index has at least one field.',
    );
  });
});

test('a file that is no database is named, and left as it is', () => {
  const { folder, remove } = temporaryFolder();
  const file = join(folder, 'documents.mdb');
  writeFileSync(file, 'something else, and longer than the first page’s header');
  expect(() => openDatabase({ folder, clock: stoppedClock, indexes: {} })).toThrow(`${file} is not a database`);
  expect(readFileSync(file, 'utf8')).toMatch(/^something else/);
  remove();
});

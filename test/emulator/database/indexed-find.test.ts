import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Plain } from '../../../scripts/emulator/contract';
import type { Query } from '../../../scripts/emulator/database/documents';
import type { Database } from '../../../scripts/emulator/database/engine';
import type { IndexDefinitions } from '../../../scripts/emulator/database/indexes';
import { withDatabase } from './support/database-folder';

const scalar = fc.constantFrom<unknown[]>(1, 2, 3, 1, 2, 3, null, 'ab', true, new Date(5));
const fieldValue = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ x: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })) }) },
  { weight: 1, arbitrary: fc.array(fc.record({ x: scalar, y: scalar }, { requiredKeys: [] }), { maxLength: 3 }) },
);
const fields = fc.record({ a: fieldValue, b: scalar, c: scalar }, { requiredKeys: [] });

const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $all: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $gt: scalar, $lte: scalar }, { requiredKeys: [] }).filter((range) => Object.keys(range).length > 0),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $ne: scalar }),
  fc.constantFrom({ $regex: /^a/ }, { $exists: false }, { $elemMatch: { $gt: 0, $lt: 3 } }),
);
const name = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y');
const plainFilter = fc.dictionary(name, condition, { maxKeys: 3 });
const parts = fc.tuple(plainFilter, plainFilter);
const filter: fc.Arbitrary<Plain> = fc.oneof(
  plainFilter,
  fc.record({ $and: parts }),
  fc.record({ $or: parts, b: condition }),
  fc.record({ $or: parts }),
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc
  .tuple(fc.uniqueArray(fc.tuple(name, direction), { selector: ([field]) => field, maxLength: 2 }), direction)
  .map(([fields, last]) => Object.fromEntries([...fields, ['_id', last] as const]));
const selections = fc.array(fc.record({ filter, sort }), { minLength: 40, maxLength: 40 });

const indexes: IndexDefinitions = {
  plain: [],
  indexed: [
    { name: 'a_id', key: { a: 1, _id: 1 } },
    { name: 'a_b', key: { a: -1, b: 1 } },
    { name: 'b_c', key: { b: 1, c: -1 } },
    { name: 'b_id', key: { b: 1, _id: -1 } },
    { name: 'x_b', key: { 'a.x': 1, b: -1, _id: 1 } },
    { name: 'x_y', key: { 'a.x': 1, 'a.y': 1 } },
  ],
};

async function fill(database: Database, collection: string, documents: Plain[]): Promise<void> {
  await database.remove(collection, {}, { multi: true });
  await database.insert(
    collection,
    documents.map((document, place) => ({ _id: `d${place}`, ...document })),
  );
}

/** What a query answers; the reason where MongoDB refuses it. */
function answer(database: Database, collection: string, query: Query): unknown {
  try {
    return database.find(collection, query).documents;
  } catch (error) {
    return String(error);
  }
}

test('an index finds the same documents, in the same order, as reading everything', async () => {
  await withDatabase(indexes, (database) =>
    fc.assert(
      fc.asyncProperty(fc.array(fields, { maxLength: 12 }), selections, async (documents, selections) => {
        await fill(database, 'plain', documents);
        await fill(database, 'indexed', documents);
        for (const selection of selections) {
          expect(answer(database, 'indexed', selection)).toEqual(answer(database, 'plain', selection));
          expect(database.count('indexed', selection.filter)).toBe(database.count('plain', selection.filter));
        }
      }),
      { numRuns: 30 },
    ),
  );
});

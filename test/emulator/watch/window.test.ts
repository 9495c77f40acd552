import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Change } from '../../../scripts/emulator/contract';
import type { Database } from '../../../scripts/emulator/database/engine';
import { matcher } from '../../../scripts/emulator/database/query';
import type { Transition } from '../../../scripts/emulator/watch/wire-events';
import { Window, type Find, type WindowQuery } from '../../../scripts/emulator/watch/window';
import { withDatabase } from '../database/support/database-folder';

const score = fc.integer({ min: 0, max: 6 });
const id = fc.integer({ min: 0, max: 11 }).map((number) => `d${number}`);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('put' as const), id, score, open: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('score' as const), id, score }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('open all' as const), open: fc.boolean() }) },
);
const queries: WindowQuery[] = [
  { collection: 'things', filter: { open: true } },
  { collection: 'things', filter: { open: true }, sort: { score: 1 }, limit: 3 },
  { collection: 'things', filter: {}, sort: { score: -1, _id: 1 }, limit: 4 },
  { collection: 'things', filter: { open: true }, limit: 3 },
];

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function perform(database: Database, each: Step): Promise<unknown> {
  const one = { multi: false };
  switch (each.do) {
    case 'put': {
      const document = { score: each.score, open: each.open };
      return database.update('things', { _id: each.id }, document, { ...one, upsert: true, replace: true });
    }
    case 'score':
      return database.update('things', { _id: each.id }, { $set: { score: each.score } }, one);
    case 'remove':
      return database.remove('things', { _id: each.id }, one);
    default:
      return database.update('things', {}, { $set: { open: each.open } }, { multi: true });
  }
}

/** What a client holds that follows the transitions; each must fit what the client holds before. */
function follow(held: Map<string, unknown>, transitions: Transition[]): void {
  for (const { queueType, document } of transitions) {
    expect(held.has(document._id)).toBe(queueType !== 'enqueue');
    if (queueType === 'dequeue') held.delete(document._id);
    else held.set(document._id, document);
  }
}

test.each(queries)('%j shows what a query would find, whatever is written', (query) =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
      withDatabase({}, async (database) => {
        await database.createCollection('things');
        const window = new Window(query, (...asked) => database.find(...asked), matcher(query.filter));
        const held = new Map<string, unknown>();
        window.load(query.limit ?? Infinity);
        database.onCommit((changes) => follow(held, window.apply(changes)));
        for (const each of steps) {
          await perform(database, each);
          const { documents } = database.find('things', query);
          expect(held).toEqual(new Map(documents.map((document) => [document._id, document])));
        }
      }),
    ),
    { numRuns: 40 },
  ),
);

const everything: WindowQuery = { collection: 'things', filter: {}, sort: { score: -1 } };
const best: WindowQuery = { ...everything, limit: 3 };
const stored = [9, 8, 7, 6, 5].map((score) => ({ _id: `s${score}`, score }));
const added = (score: number): Change => ({ collection: 'things', id: 'new', after: { _id: 'new', score } });
const updated = (from: number, to: number): Change => {
  const [before, after] = [from, to].map((score) => ({ _id: `s${from}`, score }));
  return { collection: 'things', id: `s${from}`, ...(before && { before }), ...(after && { after }) };
};

test.each<[string, WindowQuery, Change, number]>([
  ['anything without a limit', everything, added(1), 0],
  ['a document that belongs behind the window', best, added(1), 0],
  ['a document that belongs into the window', best, added(10), 0],
  ['a change within the window', best, updated(8, 7.5), 0],
  ['a document that rises into the window', best, updated(5, 8.5), 0],
  ['a tie at the end of the window', best, added(7), 1],
  ['a document that falls to a tie at the end of the window', best, updated(9, 7), 1],
  ['a document that falls out of the window', best, updated(9, 1), 1],
  ['a document removed from the window', best, { collection: 'things', id: 's9', before: { _id: 's9' } }, 1],
])('%s asks the database as seldom as can be', (_, query, change, asked) => {
  let finds = 0;
  const find: Find = (__, { limit }) => {
    finds += 1;
    return { documents: stored.slice(0, limit) };
  };
  const window = new Window(query, find, matcher({}));
  window.load(query.limit ?? stored.length);
  finds = 0;
  window.apply([change]);
  expect(finds).toBe(asked);
});

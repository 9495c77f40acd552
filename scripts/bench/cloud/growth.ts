import { join } from 'node:path';
import type { Plain } from '../../emulator/contract';
import type { Query } from '../../emulator/database/documents';
import { openDatabase, type Database } from '../../emulator/database/engine';
import { startChild } from '../child';
import { beside } from '../measure';
import type { Row } from '../report';
import { INDEXES, conversation } from './messages';

const SMALL = 10_000;
const LARGE = 1_000_000;
const ROUNDS = 2000;

const queries: [what: string, query: (n: number) => Query][] = [
  ['one by id', (n) => ({ filter: { _id: `message-${(n * 37) % SMALL}` } })],
  ['last 20 of a conversation', (n) => ({ filter: ofConversation(n), sort: { seq: -1 }, limit: 20 })],
  [
    'a page in the middle',
    (n) => ({ filter: { ...ofConversation(n), seq: { $lt: 15 } }, sort: { seq: -1 }, limit: 10 }),
  ],
];

const ofConversation = (n: number): Plain => ({ conversationId: conversation(n * 7) });

/** What indexed queries cost among a million documents beside ten thousand. */
export async function measureGrowth(folder: string): Promise<Row[]> {
  const [small, large] = [await loaded(join(folder, 'small'), SMALL), await loaded(join(folder, 'large'), LARGE)];
  const rows: Row[] = [];
  for (const [what, query] of queries) {
    const find = (database: Database) => (n: number) => database.find('messages', query(n));
    const { ours, bare } = await beside(ROUNDS, find(large), find(small));
    rows.push({ what: `${what}, 1M documents`, ours, theirs: bare, against: 'the same with 10k', goal: 1.5 });
  }
  await Promise.all([small.close(), large.close()]);
  return rows;
}

async function loaded(folder: string, count: number): Promise<Database> {
  const child = await startChild('load-process.mjs', [folder, String(count)]);
  await child.end();
  return openDatabase({ folder, clock: Date, indexes: INDEXES });
}

import { openDatabase } from '../../emulator/database/engine';
import { beside } from '../measure';
import type { Row } from '../report';
import { openBareEngine } from './bare-engine';
import { CONVERSATIONS, INDEXES, conversation, message } from './messages';

const INSERTS = 20 * CONVERSATIONS;
const ROUNDS = 1500;

/** The document database beside the storage engine it is built on. */
export async function measureInProcess(folder: string): Promise<Row[]> {
  const database = openDatabase({ folder, clock: Date, indexes: INDEXES });
  const bare = openBareEngine(folder);
  const all = Array.from({ length: INSERTS }, (_, n) => message(n));
  await database.insert('messages', all);
  await Promise.all(all.map((each) => bare.insert(each)));

  const insert = await beside(
    ROUNDS,
    (n) => database.insert('messages', [message(INSERTS + n)]),
    (n) => bare.insert(message(INSERTS + n)),
  );
  const last20 = await beside(
    ROUNDS,
    (n) => database.find('messages', { filter: { conversationId: conversation(n) }, sort: { seq: -1 }, limit: 20 }),
    (n) => bare.last20(conversation(n)),
  );
  await database.close();
  await bare.close();
  const against = 'bare lmdb';
  return [
    { what: 'durable insert, in process', ours: insert.ours, theirs: insert.bare, against, goal: 2 },
    { what: 'last 20 of a conversation, in process', ours: last20.ours, theirs: last20.bare, against, goal: 2 },
  ];
}

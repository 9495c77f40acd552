import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageIdsOf, customerDocument, recordsOf } from '../../corpus/records';
import type { Talk } from '../../corpus/chinese';
import type { Plain } from '../../emulator/contract';
import { openDatabase } from '../../emulator/database/engine';
import type { IndexDefinitions } from '../../emulator/database/indexes';
import { masterKeys } from '../../emulator/functions/master-keys';
import { PLAIN, talks } from './records';

/**
 * Writes a year of conversations into the data folder of a local cloud, through its database's own engine: first all documents, sealed
 * and with their terms by the functions' own code, then the indexes.
 */
process.on('disconnect', () => process.exit());
const [dataFolder = '', indexesFile = '', count = '0'] = process.argv.slice(2);
const BATCH = 10_000;
const folder = join(dataFolder, 'database');
const startedAt = Date.now();
const say = (text: string) => console.log(`${Math.round((Date.now() - startedAt) / 1000)} s: ${text}`);

mkdirSync(folder, { recursive: true });
const withoutIndexes = { messages: [], conversations: [], customers: [], [PLAIN]: [] };
const database = openDatabase({ folder, clock: Date, indexes: withoutIndexes });
process.env['KEFU_KEYS'] = masterKeys(dataFolder, database);

const waiting = {
  messages: [] as Plain[],
  conversations: [] as Plain[],
  customers: [] as Plain[],
  [PLAIN]: [] as Plain[],
};
const known = new Set<string>();
let written = 0;
let terms = 0;

async function flush(): Promise<void> {
  written += waiting.messages.length;
  for (const [name, documents] of Object.entries(waiting)) await database.insert(name, documents.splice(0));
  say(`${written} of ${count} messages are written`);
}

function take(talk: Talk): void {
  const { conversation, messages } = recordsOf(talk);
  waiting.conversations.push(conversation);
  waiting.messages.push(...messages);
  for (const message of messages) terms += message.terms.length;
  const ids = messageIdsOf(talk);
  talk.lines.forEach(({ text, sentAt }, index) => waiting[PLAIN].push({ _id: ids[index], text, sentAt }));
  if (known.has(talk.customer.id)) return;
  known.add(talk.customer.id);
  waiting.customers.push(customerDocument(talk.customer, conversation.openedAt));
}

for (const talk of talks(Number(count))) {
  take(talk);
  if (waiting.messages.length >= BATCH) await flush();
}
await flush();
await database.close();
say('the indexes are built');
const indexes = JSON.parse(readFileSync(indexesFile, 'utf8')) as IndexDefinitions;
await openDatabase({ folder, clock: Date, indexes }).close();
say('everything is there');
process.send?.({ entries: terms / written });

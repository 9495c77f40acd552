import sqlite from 'node-sqlite3-wasm';
import { normalise } from '../../../cloudfunctions/common/domain/search-terms';
import { messageIdsOf } from '../../corpus/records';
import { phrasesOf } from './phrases';
import { talks } from './records';

/** Writes the same messages in plain text into SQLite, with its own index of trigrams, and chooses what is looked for. */
process.on('disconnect', () => process.exit());
const [file = '', count = '0', each = '0'] = process.argv.slice(2);

const rows = [...talks(Number(count))].flatMap((talk) => {
  const ids = messageIdsOf(talk);
  return talk.lines.map(({ text, sentAt }, index) => ({ id: ids[index] ?? '', text, sentAt }));
});
rows.sort((a, b) => a.sentAt - b.sentAt || (a.id < b.id ? -1 : 1));

const database = new sqlite.Database(file);
database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000');
database.exec('CREATE TABLE messages (id INTEGER PRIMARY KEY, message TEXT, sent_at INTEGER, words TEXT)');
database.exec('BEGIN');
const insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?)');
rows.forEach(({ id, text, sentAt }, index) => insert.run([index + 1, id, sentAt, normalise(text)]));
insert.finalize();
database.exec('COMMIT');
database.exec('CREATE INDEX by_time ON messages (sent_at)');
database.exec(
  "CREATE VIRTUAL TABLE found USING fts5(words, content='messages', content_rowid='id', tokenize='trigram'); " +
    "INSERT INTO found(found) VALUES ('rebuild')",
);
database.close();
const phrases = phrasesOf(
  rows.map(({ text }) => text),
  Number(each),
);
process.send?.({ phrases });

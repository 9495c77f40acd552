import sqlite from 'node-sqlite3-wasm';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { app, command } from '../../../cloudfunctions/common/cloud/db';
import { AppError } from '../../../cloudfunctions/common/protocol/errors';
import { serve, type Handlers } from '../../../cloudfunctions/common/cloud/serve';
import { normalise } from '../../../cloudfunctions/common/domain/search-terms';
import { PAGE, PLAIN } from './records';

/**
 * The same action of the same function, with the same identity, permission and log, that looks into plain text instead: the folder it
 * lies in tells how.
 */
type Row = { messageId: string; text: string; sentAt: number };
type Sought = { words: string; from: number; to: number };

let opened: InstanceType<typeof sqlite.Database> | undefined;

function database() {
  if (opened) return opened;
  opened = new sqlite.Database(readFileSync(join(__dirname, 'database.txt'), 'utf8'), { readOnly: true });
  opened.exec('PRAGMA cache_size = -65536');
  return opened;
}

const COLUMNS = 'm.message AS messageId, m.words AS text, m.sent_at AS sentAt';
const quoted = (words: string): string => `"${words.replaceAll('"', '""')}"`;
const liked = (words: string): string => `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** Rows are in the order of time, so that a range of time is one of rows. */
function rowsOf({ from, to }: Sought): [first: number, last: number] {
  const first = database().get('SELECT id FROM messages WHERE sent_at >= ? ORDER BY sent_at LIMIT 1', [from]);
  const last = database().get('SELECT id FROM messages WHERE sent_at < ? ORDER BY sent_at DESC LIMIT 1', [to]);
  return [Number(first?.['id'] ?? 1), Number(last?.['id'] ?? 0)];
}

const ways: Record<string, (sought: Sought) => Row[] | Promise<Row[]>> = {
  plain_fts: (sought) =>
    database().all(
      `SELECT ${COLUMNS} FROM found JOIN messages m ON m.id = found.rowid
       WHERE found MATCH ? AND found.rowid BETWEEN ? AND ? ORDER BY found.rowid DESC LIMIT ${PAGE}`,
      [quoted(sought.words), ...rowsOf(sought)],
    ) as Row[],
  plain_like: (sought) =>
    database().all(
      `SELECT ${COLUMNS} FROM messages m
       WHERE m.words LIKE ? ESCAPE '\\' AND m.id BETWEEN ? AND ? ORDER BY m.id DESC LIMIT ${PAGE}`,
      [liked(sought.words), ...rowsOf(sought)],
    ) as Row[],
  plain_regex: async ({ words, from, to }) => {
    const text = new RegExp(words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
    const sentAt = command.gte(from).and(command.lt(to));
    const found = app.database().collection(PLAIN).where({ text, sentAt }).orderBy('sentAt', 'desc').limit(PAGE);
    const { data } = await found.get();
    return (data as ({ _id: string } & Omit<Row, 'messageId'>)[]).map(({ _id, ...rest }) => ({
      messageId: _id,
      ...rest,
    }));
  },
};

const look = ways[basename(__dirname)];

async function messages(input: { text?: string; from?: number; to?: number }) {
  const sought = { words: normalise(input.text ?? ''), from: input.from ?? 0, to: input.to ?? Number.MAX_SAFE_INTEGER };
  if (!look) throw new AppError('UNKNOWN_ACTION');
  return { hits: await look(sought), reachedAt: 0, examined: 0 };
}

/** The other actions of `search` are not measured. */
const handlers = new Proxy({ messages }, { get: (only, name) => (name === 'messages' ? only.messages : undefined) });

export const main = serve('search', handlers as unknown as Handlers<'search'>);

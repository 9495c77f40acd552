import { open, type Database } from 'lmdb';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const escaped = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A text as it might lie about: in UTF-8, in UTF-16, escaped. */
const formsOf = (text: string): Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(escaped(text)),
];

const MOST_TABLES = 20;

const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

const bytesIn = (table: Database<Buffer, Buffer>): Buffer[] =>
  [...table.getRange({})].flatMap(({ key, value }) => [key, value]);

/** The keys and values of a database file: what was deleted may lie in its pages until they are written to again. */
async function liveBytes(file: string): Promise<Buffer> {
  const root = open<Buffer, Buffer>({ path: file, noSubdir: true, readOnly: true, maxDbs: MOST_TABLES, ...BINARY });
  const names = [...root.getKeys({})].map((key) => key.toString().replace(/\0$/, ''));
  const tables = names.flatMap((name) => {
    const table = root.openDB<Buffer, Buffer>({ name, ...BINARY }) as Database<Buffer, Buffer> | undefined;
    return table ? bytesIn(table) : [];
  });
  const bytes = Buffer.concat([...bytesIn(root), ...tables]);
  await root.close();
  return bytes;
}

/** Which of some texts lie in which file of a data folder that nobody uses. */
export async function foundIn(dataFolder: string, texts: readonly string[]): Promise<[file: string, text: string][]> {
  const found: [string, string][] = [];
  for (const file of filesIn(dataFolder)) {
    const bytes = file.endsWith('.mdb') ? await liveBytes(file) : readFileSync(file);
    for (const text of texts)
      if (formsOf(text).some((form) => bytes.includes(form))) found.push([path.relative(dataFolder, file), text]);
  }
  return found;
}

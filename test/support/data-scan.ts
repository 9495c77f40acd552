import { open } from 'lmdb';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** What a database file holds, without the pages that were given back and not written to since. */
async function liveBytes(file: string): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-'));
  const copy = path.join(folder, 'copy.mdb');
  const database = open({ path: file, noSubdir: true, readOnly: true });
  await database.backup(copy, true);
  await database.close();
  const bytes = readFileSync(copy);
  rmSync(folder, { recursive: true });
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

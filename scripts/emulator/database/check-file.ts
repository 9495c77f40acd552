import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Larger files are not read through at every start. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads all tables that there are, in order and to the last entry. LMDB may end the process when the inside of a file is damaged,
 * so this runs in one of its own.
 */
const SCAN = `
const [, lmdb, file] = process.argv;
const root = require(lmdb).open({ path: file, noSubdir: true, overlappingSync: false, readOnly: true });
const names = new Set([...root.getKeys()].map(String));
for (const name of ['documents', 'entries', 'catalog'].filter((name) => names.has(name))) {
  const table = root.openDB(name, { keyEncoding: 'binary', encoding: 'binary' });
  let left = table.getStats().entryCount;
  let last = Buffer.alloc(0);
  for (const { key, value } of table.getRange()) {
    if (last.compare(key) > 0 || value === undefined || left-- === 0) process.exit(1);
    last = Buffer.from(key);
  }
  if (left !== 0) process.exit(1);
}
`;

/** Why the file of a database cannot be used, if it cannot: something inside it is damaged. */
export function findDamage(file: string): string | undefined {
  if (!existsSync(file) || statSync(file).size === 0 || statSync(file).size > MOST_BYTES) return undefined;
  const lmdb = createRequire(path.resolve('package.json')).resolve('lmdb');
  const { status } = spawnSync(process.execPath, ['-e', SCAN, lmdb, file], { stdio: 'ignore' });
  return status === 0
    ? undefined
    : `${file} is damaged. Restore it from a copy, or remove it to start with an empty one.`;
}

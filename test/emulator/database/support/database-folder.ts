import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../../../scripts/emulator/database/engine';
import type { IndexDefinitions } from '../../../../scripts/emulator/database/indexes';

/** A clock that stands still, so that server dates can be told beforehand. */
export const stoppedClock = { now: () => Date.UTC(2026, 10, 22) };

/** A new folder for a database, and how to take it away again. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'database-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Opens a database in a folder of its own for the time of the work. */
export async function withDatabase<T>(indexes: IndexDefinitions, work: (database: Database) => Promise<T>): Promise<T> {
  const { folder, remove } = temporaryFolder();
  const database = openDatabase({ folder, clock: stoppedClock, indexes });
  try {
    return await work(database);
  } finally {
    await database.close();
    remove();
  }
}

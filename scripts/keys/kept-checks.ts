import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { KeyDocument } from '../../cloudfunctions/common/protocol/documents';
import { cloudClock } from '../emulator/clock';
import { openDatabase } from '../emulator/database/engine';
import type { IndexDefinitions } from '../emulator/database/indexes';
import { storedChecks } from '../emulator/functions/master-keys';

/** The check values that the database of a data folder keeps; undefined when there is no database. No cloud may run on the folder. */
export async function keptChecks(folder: string): Promise<KeyDocument[] | undefined> {
  const databaseFolder = path.join(folder, 'database');
  if (!existsSync(databaseFolder)) return undefined;
  const indexes = JSON.parse(readFileSync('database-indexes.json', 'utf8')) as IndexDefinitions;
  const database = openDatabase({ folder: databaseFolder, clock: cloudClock(), indexes });
  try {
    return database.collections().includes('keys') ? storedChecks(database) : [];
  } finally {
    await database.close();
  }
}

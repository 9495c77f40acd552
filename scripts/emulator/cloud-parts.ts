import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cloudClock, type MovableClock } from './clock';
import type { Guard } from './contract';
import { findDamage } from './database/check-file';
import { openDatabase, type Database } from './database/engine';
import type { IndexDefinitions } from './database/indexes';
import { createFaults, type Faults } from './faults';
import type { SharedOpenid } from './identity/shared-callers';
import { signingKey } from './identity/signing-key';
import { openLog } from './log-file';
import { createMeter, type Meter } from './meter';
import { guardBy } from './rules/guard';
import { logRefusals } from './rules/refusals';
import { parseRules, type Rules } from './rules/rules-file';
import { StartError } from './start-error';
import { openStorage, type Storage } from './storage/service';

export type PartsOptions = {
  dataFolder: string;
  rulesFile: string;
  indexesFile: string;
  /** Whose openid security rules see for users of another app: that of their own app if not given. */
  sharedOpenid?: SharedOpenid;
};

/** What the services of a cloud share. */
export type Parts = {
  clock: MovableClock;
  faults: Faults;
  meter: Meter;
  database: Database;
  storage: Storage;
  sharedOpenid: SharedOpenid;
  guard: Guard;
  host: string;
};

type Definitions = { rules: Rules; indexes: IndexDefinitions };

/** Reads the files that say what the database allows and how it is searched; a mistake in them is a StartError. */
export function readDefinitions({ rulesFile, indexesFile }: PartsOptions): Definitions {
  return {
    rules: readSource(rulesFile, parseRules),
    indexes: readSource(indexesFile, (text) => JSON.parse(text) as IndexDefinitions),
  };
}

export function openParts(
  { dataFolder, sharedOpenid = 'source' }: PartsOptions,
  { rules, indexes }: Definitions,
  host: string,
): Parts {
  const clock = cloudClock();
  const meter = createMeter();
  const database = openUndamaged({ folder: path.join(dataFolder, 'database'), clock, indexes });
  const refusals = openLog(path.join(dataFolder, 'logs', 'rules.log'), clock);
  const guard = logRefusals(guardBy(rules, clock, meteredFind(database, meter)), refusals);
  const storage = openFiles(dataFolder, clock, host);
  return { clock, guard, database, storage, sharedOpenid, faults: createFaults(), meter, host };
}

function openUndamaged(options: Parameters<typeof openDatabase>[0]): Database {
  const damage = findDamage(path.join(options.folder, 'documents.mdb'));
  if (damage !== undefined) throw new StartError(damage);
  return openDatabase(options);
}

/** What a rule gets is read, and paid, like anything else: https://docs.cloudbase.net/rule/reference/function */
function meteredFind(database: Database, meter: Meter): Database['find'] {
  return (...query) => {
    meter.databaseCalled('database.getDocument', { kind: 'admin' });
    return database.find(...query);
  };
}

function openFiles(dataFolder: string, clock: MovableClock, host: string): Storage {
  const folder = path.join(dataFolder, 'storage');
  return openStorage({ folder, url: `http://${host}`, key: signingKey(dataFolder), clock });
}

/** The rules name every collection; on the real service, too, a collection must be created before it is used. */
export async function createCollections(database: Database, rules: Rules): Promise<void> {
  const existing = database.collections();
  for (const name of rules.keys()) if (!existing.includes(name)) await database.createCollection(name);
}

function readSource<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}

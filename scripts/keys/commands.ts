import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { versionsOf, whatIsWrong, type KeyRing } from '../../cloudfunctions/common/cloud/key-ring';
import type { KeyDocument } from '../../cloudfunctions/common/protocol/documents';
import { keyFile, newKey } from '../emulator/functions/master-keys';
import { openRing, sealRing } from './backup';
import { Hindrance } from '../hindrance';
import { keptChecks } from './kept-checks';
import { hasRing, readRing, writeRing } from './ring-file';

/** The commands on the keys of a data folder on which no cloud runs. Each answers what to say; only `exported` names keys. */

/** The text of `KEFU_KEYS`, for the functions of a real cloud. */
export const exported = (folder: string): string => JSON.stringify(readRing(folder));

/** Which versions there are, since when, and whether they are the right ones. */
export async function show(folder: string): Promise<string> {
  const ring = readRing(folder);
  const stored = await keptChecks(folder);
  const versions = versionsOf(ring).map((version) => lineOf(version, ring, stored ?? []));
  return [keyFile(folder), ...versions, verdictOn(ring, stored)].join('\n');
}

function lineOf(version: number, ring: KeyRing, stored: readonly KeyDocument[]): string {
  const known = stored.find(({ _id }) => _id === String(version));
  const since = known ? `since ${new Date(known.since).toISOString()}` : 'not in use yet';
  const state = version === ring.current ? 'seals what is new' : restOf(known);
  return `  version ${version}: ${[since, state].filter(Boolean).join(', ')}`;
}

function restOf(known: KeyDocument | undefined): string {
  if (!known) return '';
  return known.clearedAt === undefined ? 'still needed' : 'needed no more: can be retired';
}

function verdictOn(ring: KeyRing, stored: readonly KeyDocument[] | undefined): string {
  if (!stored?.length) return 'No check values yet: the first start keeps them.';
  const wrong = whatIsWrong(ring, stored);
  return wrong === undefined ? 'These are the keys of this database.' : `Not the keys of this database: ${wrong}.`;
}

/** Makes a new version the current one: one that was prepared, or else one minted now. */
export function rotate(folder: string): string {
  const ring = readRing(folder);
  const newest = versionsOf(ring).at(-1) ?? 0;
  const { current, keys } = newest > ring.current ? { current: newest, keys: ring.keys } : withNew(ring);
  writeRing(folder, { ...ring, keys, current });
  return `Version ${current} seals everything new from the next start on; what is there is sealed again in the background.
Make a backup now: npm run keys -- backup FILE`;
}

/** Mints a version that is not used yet, so that every function can know it before the first one uses it. */
export function prepare(folder: string): string {
  const ring = readRing(folder);
  const newest = versionsOf(ring).at(-1) ?? 0;
  if (newest > ring.current) return `Version ${newest} is prepared already.`;
  const { current, keys } = withNew(ring);
  writeRing(folder, { ...ring, keys });
  return `Version ${current} is prepared. Give every function the keys (show --export), then rotate and give them again.`;
}

function withNew({ keys }: KeyRing): Pick<KeyRing, 'current' | 'keys'> {
  const current = (versionsOf({ keys }).at(-1) ?? 0) + 1;
  return { current, keys: { ...keys, [current]: newKey() } };
}

/** Writes the keys to a file that opens with the passphrase alone. */
export function backup(folder: string, file: string, passphrase: string, now: Date): string {
  const ring = readRing(folder);
  if (existsSync(file)) throw new Hindrance(`${file} is there already: name another file.`);
  writeFileSync(file, sealRing(ring, passphrase, now), { mode: 0o600, flag: 'wx', flush: true });
  return `${file} holds versions ${versionsOf(ring).join(', ')}. Keep it offline, and its passphrase elsewhere.`;
}

/** Takes the keys of a backup, if the database's check values say that they are the right ones. */
export async function restore(folder: string, file: string, passphrase: string): Promise<string> {
  if (!existsSync(file)) throw new Hindrance(`There is no ${file}.`);
  const ring = openRing(readFileSync(file, 'utf8'), passphrase);
  const stored = (await keptChecks(folder)) ?? [];
  const wrong = whatIsWrong(ring, stored);
  if (wrong !== undefined) throw new Hindrance(`The backup does not fit the database of ${folder}: ${wrong}.`);
  if (stored.length === 0 && hasRing(folder))
    throw new Hindrance(
      `${keyFile(folder)} is there, and no check value says which keys are right: move it away first.`,
    );
  mkdirSync(folder, { recursive: true });
  writeRing(folder, ring);
  return `${keyFile(folder)} holds versions ${versionsOf(ring).join(', ')} again.`;
}

/** Gives up a version; refuses while anything sealed by it is left. `isCleared`: somebody vouches for it where no database is at hand. */
export async function retire(folder: string, version: string, isCleared: boolean): Promise<string> {
  const ring = readRing(folder);
  if (!Object.hasOwn(ring.keys, version)) return `There is no version ${version} (any more).`;
  if (Number(version) === ring.current) throw new Hindrance(`Version ${version} seals what is new: rotate first.`);
  await requireCleared(folder, version, isCleared);
  const keys = Object.fromEntries(Object.entries(ring.keys).filter(([each]) => each !== version));
  writeRing(folder, { ...ring, keys });
  return `Version ${version} is gone. Backups from before still hold it: destroy them when nothing is to be read by it.`;
}

async function requireCleared(folder: string, version: string, isCleared: boolean): Promise<void> {
  const stored = await keptChecks(folder);
  if (!stored) {
    if (isCleared) return;
    throw new Hindrance(
      `No database in ${folder} can say whether version ${version} is needed. If the page 密钥 of the agents’ app says it is not, add --cleared.`,
    );
  }
  if (stored.length === 0)
    throw new Hindrance('The database does not know its keys yet: start the cloud once, and retire when it says so.');
  const known = stored.find(({ _id }) => _id === version);
  if (known && known.clearedAt === undefined)
    throw new Hindrance(
      `Version ${version} is still needed: what it sealed is being sealed again while the cloud runs.`,
    );
}

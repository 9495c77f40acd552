import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseRing, WrongKeysError, type KeyRing } from '../../cloudfunctions/common/cloud/key-ring';
import { keyFile } from '../emulator/functions/master-keys';
import { Hindrance } from '../hindrance';

export const hasRing = (folder: string): boolean => existsSync(keyFile(folder));

/** The master keys of a data folder. */
export function readRing(folder: string): KeyRing {
  const file = keyFile(folder);
  if (!existsSync(file)) throw new Hindrance(`There is no ${file}: name the data folder with --data.`);
  try {
    return parseRing(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof WrongKeysError) throw new Hindrance(`${file} holds no keys: restore it from a backup.`);
    throw error;
  }
}

/** Replaces the keys whole, or not at all. */
export function writeRing(folder: string, ring: KeyRing): void {
  const file = keyFile(folder);
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, JSON.stringify(ring), { mode: 0o600, flush: true });
  renameSync(unfinished, file);
}

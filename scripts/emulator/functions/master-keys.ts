import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseRing, whatIsWrong, WrongKeysError } from '../../../cloudfunctions/common/cloud/key-ring';
import type { KeyDocument } from '../../../cloudfunctions/common/protocol/documents';
import type { Database } from '../database/engine';
import { secretFile } from '../secret-file';
import { StartError } from '../start-error';

export const keyFile = (dataFolder: string): string => path.join(dataFolder, 'keys.json');

export const newKey = (): string => randomBytes(32).toString('base64');

const mintRing = (): string => JSON.stringify({ current: 1, keys: { 1: newKey() }, index: newKey() });

/** Where there is something, there is something sealed. */
const SEALED = ['keys', 'customers', 'conversations', 'messages'];

/** The functions' master keys as the text of `KEFU_KEYS`, minted on first use. Nothing starts with other keys than those in use. */
export function masterKeys(dataFolder: string, database: Pick<Database, 'collections' | 'count' | 'find'>): string {
  const file = keyFile(dataFolder);
  const kept = SEALED.filter((name) => database.collections().includes(name));
  if (!existsSync(file) && kept.some((name) => database.count(name, {}) > 0))
    throw new StartError(`${file} is missing, and nothing in this database can be read without it. ${REMEDY}`);
  const text = secretFile(file, mintRing);
  const wrong = problemOf(text, kept.includes('keys') ? storedChecks(database) : []);
  if (wrong !== undefined) throw new StartError(`${file} does not fit this database: ${wrong}. ${REMEDY}`);
  return text;
}

const REMEDY = 'Bring the right keys back: npm run keys -- restore FILE';

/** The check values that a database keeps. */
export const storedChecks = (database: Pick<Database, 'find'>): KeyDocument[] =>
  database.find('keys', { filter: {} }).documents as unknown as KeyDocument[];

function problemOf(text: string, stored: KeyDocument[]): string | undefined {
  try {
    return whatIsWrong(parseRing(text), stored);
  } catch (error) {
    if (error instanceof WrongKeysError) return 'it holds no keys';
    throw error;
  }
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { secretFile } from '../secret-file';

/** The functions' versioned master keys as the text of `KEFU_KEYS`, minted on first use. */
export const masterKeys = (dataFolder: string): string => secretFile(path.join(dataFolder, 'keys.json'), mintKeys);

function mintKeys(): string {
  return JSON.stringify({ current: 1, keys: { 1: randomBytes(32).toString('base64') } });
}

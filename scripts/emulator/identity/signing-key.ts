import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const BYTES = 32;

/** The key that signs this data folder's tokens, made at first use and readable by its owner only. */
export function signingKey(folder: string): Buffer {
  const file = path.join(folder, 'identity-key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(BYTES).toString('base64'), { mode: 0o600, flush: true });
  }
  const key = Buffer.from(readFileSync(file, 'utf8'), 'base64');
  if (key.length !== BYTES) throw new Error(`${file} is damaged; delete it and sign in again.`);
  return key;
}

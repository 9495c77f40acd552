import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The functions' versioned master keys as the text of `KEFU_KEYS`, minted on first use into a file only we may read. */
export function masterKeys(dataFolder: string): string {
  const file = path.join(dataFolder, 'keys.json');
  if (!existsSync(file)) writeFileSync(file, mintKeys(), { mode: 0o600, flush: true });
  return readFileSync(file, 'utf8');
}

function mintKeys(): string {
  return JSON.stringify({ current: 1, keys: { 1: randomBytes(32).toString('base64') } });
}

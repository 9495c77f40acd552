import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { secretFile } from '../secret-file';

const BYTES = 32;

/** The key that signs this data folder's tokens, made at first use. */
export function signingKey(folder: string): Buffer {
  const file = path.join(folder, 'identity-key');
  const key = Buffer.from(
    secretFile(file, () => randomBytes(BYTES).toString('base64')),
    'base64',
  );
  if (key.length !== BYTES) throw new Error(`${file} is damaged; delete it and sign in again.`);
  return key;
}

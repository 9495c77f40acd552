import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { authenticated, formatCipher, parseCipher } from '../protocol/cipher';
import type { StreamKey } from '../protocol/documents';

const TAG_BYTES = 16;

const tagOf = (key: StreamKey, text: string): Buffer =>
  createHmac('sha256', Buffer.from(key.mac, 'base64')).update(text).digest().subarray(0, TAG_BYTES);

/**
 * Encrypts with the first, the current key, then authenticates; `context` names the place the string is for, and it opens nowhere else.
 * `iv` is given only to reproduce the test vectors.
 */
export function encrypt(keys: StreamKey[], plaintext: string, context: string, iv: Buffer = randomBytes(16)): string {
  const key = keys[0];
  if (!key) throw new Error('No key to encrypt with.');
  const cipher = createCipheriv('aes-256-cbc', Buffer.from(key.enc, 'base64'), iv);
  const data = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]).toString('base64');
  const parts = { version: key.version, iv: iv.toString('base64'), data };
  return formatCipher({ ...parts, tag: tagOf(key, authenticated(parts, context)).toString('base64') });
}

/** The plaintext, or undefined when the string was changed, cut, moved elsewhere, or its key is missing. */
export function decrypt(keys: StreamKey[], cipherText: string, context: string): string | undefined {
  const parts = parseCipher(cipherText);
  const key = keys.find(({ version }) => version === parts?.version);
  if (!parts || !key) return undefined;
  const tag = Buffer.from(parts.tag, 'base64');
  if (!timingSafeEqual(tag, tagOf(key, authenticated(parts, context)))) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', Buffer.from(key.enc, 'base64'), Buffer.from(parts.iv, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(parts.data, 'base64')), decipher.final()]).toString('utf8');
}

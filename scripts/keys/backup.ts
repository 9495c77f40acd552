import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import * as v from 'valibot';
import { parseRing, versionsOf, type KeyRing } from '../../cloudfunctions/common/cloud/key-ring';
import { Hindrance } from '../hindrance';

/** What makes trying passphrases dear: about half a second and 128 MB each. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const MEMORY = 256 * 2 ** 20;

export const SHORTEST_PASSPHRASE = 12;

const base64 = v.pipe(v.string(), v.base64());

const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

const schema = v.object({
  format: v.literal('kefu keys backup 1'),
  madeAt: v.string(),
  versions: v.array(v.number()),
  scrypt: v.object({ N: v.pipe(whole, v.maxValue(2 ** 20)), r: v.pipe(whole, v.maxValue(16)), p: whole, salt: base64 }),
  iv: base64,
  data: base64,
  tag: base64,
});

type Backup = v.InferOutput<typeof schema>;

/** What the passphrase also vouches for: everything that stands in the clear. */
const header = ({ format, madeAt, versions, scrypt, iv }: Omit<Backup, 'data' | 'tag'>): Buffer =>
  Buffer.from(JSON.stringify([format, madeAt, versions, scrypt, iv]));

const keyOf = (passphrase: string, { salt, ...cost }: Backup['scrypt']): Buffer =>
  scryptSync(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { ...cost, maxmem: MEMORY });

/** The text of a backup: a ring behind a passphrase. */
export function sealRing(ring: KeyRing, passphrase: string, now: Date): string {
  const open: Omit<Backup, 'data' | 'tag'> = {
    format: 'kefu keys backup 1',
    madeAt: now.toISOString(),
    versions: versionsOf(ring),
    scrypt: { ...COST, salt: randomBytes(16).toString('base64') },
    iv: randomBytes(12).toString('base64'),
  };
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, open.scrypt), Buffer.from(open.iv, 'base64'));
  cipher.setAAD(header(open));
  const data = Buffer.concat([cipher.update(JSON.stringify(ring), 'utf8'), cipher.final()]).toString('base64');
  return `${JSON.stringify({ ...open, data, tag: cipher.getAuthTag().toString('base64') }, null, 2)}\n`;
}

/** The ring of a backup; refuses what is none, what was changed, and a wrong passphrase. */
export function openRing(text: string, passphrase: string): KeyRing {
  const { data, tag, ...open } = parseBackup(text);
  const iv = Buffer.from(open.iv, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(passphrase, open.scrypt), iv, { authTagLength: 16 });
  decipher.setAAD(header(open));
  try {
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    const opened = Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]);
    return parseRing(opened.toString('utf8'));
  } catch {
    throw new Hindrance('The passphrase is wrong, or the backup was changed.');
  }
}

function parseBackup(text: string): Backup {
  try {
    return v.parse(schema, JSON.parse(text));
  } catch {
    throw new Hindrance('The file is no backup of keys.');
  }
}

import { createHmac, hkdfSync } from 'node:crypto';
import * as v from 'valibot';
import type { StreamKey } from '../protocol/documents';

const keyRing = v.pipe(
  v.object({
    current: v.pipe(v.number(), v.integer()),
    keys: v.record(v.pipe(v.string(), v.digits()), v.pipe(v.string(), v.base64(), v.length(44))),
  }),
  v.check(({ current, keys }) => String(current) in keys, '`current` names no key'),
);

type KeyRing = v.InferOutput<typeof keyRing>;

let ring: KeyRing | undefined;

/** The master keys from `KEFU_KEYS`; refuses to work without them. */
function masterKeys(): KeyRing {
  ring ??= v.parse(keyRing, JSON.parse(process.env['KEFU_KEYS'] ?? 'null'), {
    message: 'KEFU_KEYS must be {"current":1,"keys":{"1":"<32 bytes, base64>"}}; the deploy script sets it.',
  });
  return ring;
}

const derive = (master: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(master, 'base64'), '', purpose, 32));

/** The keys of one stream (a conversation, a customer…), newest first. */
export function streamKeys(streamId: string): StreamKey[] {
  const { current, keys } = masterKeys();
  return Object.entries(keys)
    .map(([version, master]) => ({
      version: Number(version),
      enc: derive(master, `kefu stream ${streamId} enc`).toString('base64'),
      mac: derive(master, `kefu stream ${streamId} mac`).toString('base64'),
    }))
    .sort((a, b) => Number(b.version === current) - Number(a.version === current) || b.version - a.version);
}

const lasting = new Map<string, Buffer>();

/** The oldest key: rotation must not lose what was hashed before. */
function lastingKey(purpose: string): Buffer {
  const known = lasting.get(purpose);
  if (known) return known;
  const { keys } = masterKeys();
  const oldest = Object.keys(keys).sort((a, b) => Number(a) - Number(b))[0] ?? '';
  const key = derive(keys[oldest] ?? '', purpose);
  lasting.set(purpose, key);
  return key;
}

/** Search terms as the database may see them: 32-bit numbers that only the key's holder can compute. */
export const blind = (terms: readonly string[]): number[] =>
  terms.map((term) => createHmac('sha256', lastingKey('kefu search')).update(term).digest().readInt32BE(0));

/** A value as the database may see it: who reads the database cannot find it by trying. */
export const hashOf = (purpose: string, value: string): string =>
  createHmac('sha256', lastingKey(`kefu ${purpose}`))
    .update(value)
    .digest('hex');

import { createHmac } from 'node:crypto';
import type { StreamKey } from '../protocol/documents';
import { derive, parseRing, versionsOf, type KeyRing } from './key-ring';

let ring: KeyRing | undefined;

/** The master keys from `KEFU_KEYS`; refuses to work without them. */
export function masterKeys(): KeyRing {
  ring ??= parseRing(process.env['KEFU_KEYS']);
  return ring;
}

/** The streams whose keys one instance remembers. */
const MOST_STREAMS = 1000;
const derived = new Map<string, StreamKey[]>();

/** The keys of one stream (a conversation, a customer…): the current one, then the others, newest first. */
export function streamKeys(streamId: string): StreamKey[] {
  const known = derived.get(streamId);
  if (known) return known;
  if (derived.size === MOST_STREAMS) derived.clear();
  const made = deriveStream(streamId);
  derived.set(streamId, made);
  return made;
}

function deriveStream(streamId: string): StreamKey[] {
  const { current, keys } = masterKeys();
  const older = versionsOf({ keys }).filter((version) => version !== current);
  return [current, ...older.reverse()].map((version) => ({
    version,
    enc: derive(keys[version] ?? '', `kefu stream ${streamId} enc`).toString('base64'),
    mac: derive(keys[version] ?? '', `kefu stream ${streamId} mac`).toString('base64'),
  }));
}

const lasting = new Map<string, Buffer>();

/** Rotation must not lose what was hashed before: these keys follow from the index's own. */
function lastingKey(purpose: string): Buffer {
  const known = lasting.get(purpose);
  if (known) return known;
  const key = derive(masterKeys().index, purpose);
  lasting.set(purpose, key);
  return key;
}

/** The same pairs of characters come up again and again: one instance remembers so many. */
const MOST_BLINDED = 50_000;
const blinded = new Map<string, number>();

/** Search terms as the database may see them: 32-bit numbers that only the key's holder can compute. */
export const blind = (terms: readonly string[]): number[] => terms.map(blindOne);

function blindOne(term: string): number {
  const known = blinded.get(term);
  if (known !== undefined) return known;
  if (blinded.size === MOST_BLINDED) blinded.clear();
  const made = createHmac('sha256', lastingKey('kefu search')).update(term).digest().readInt32BE(0);
  blinded.set(term, made);
  return made;
}

/** A value as the database may see it: who reads the database cannot find it by trying. */
export const hashOf = (purpose: string, value: string): string =>
  createHmac('sha256', lastingKey(`kefu ${purpose}`))
    .update(value)
    .digest('hex');

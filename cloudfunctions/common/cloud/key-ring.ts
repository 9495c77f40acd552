import { hkdfSync } from 'node:crypto';
import * as v from 'valibot';
import type { KeyDocument } from '../protocol/documents';

/** The keys do not open what is sealed in this environment, or there are none. The message says what is wrong and names no key. */
export class WrongKeysError extends Error {
  readonly code = 'WRONG_KEYS';
}

const masterKey = v.pipe(v.string(), v.base64(), v.length(44));

const written = v.pipe(
  v.object({
    current: v.pipe(v.number(), v.integer()),
    keys: v.record(v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/)), masterKey),
    index: v.optional(masterKey),
  }),
  v.check(({ current, keys }) => String(current) in keys, '`current` names no key'),
);

/** The master keys by version; `current` seals what is new. `index` hides search terms and survives every version. */
export type KeyRing = { current: number; keys: Record<string, string>; index: string };

const SHAPE = 'KEFU_KEYS must be {"current":1,"keys":{"1":"<32 bytes, base64>"},"index":"<32 bytes, base64>"}';

/** Reads a ring as `KEFU_KEYS` holds it. One from before there was an `index` goes on with its oldest key for that. */
export function parseRing(text: string | undefined): KeyRing {
  const ring = v.safeParse(written, plain(text));
  if (!ring.success) throw new WrongKeysError(`${SHAPE}; \`npm run keys -- show --export\` prints it.`);
  const { current, keys, index = keys[String(oldestOf(keys))] ?? '' } = ring.output;
  return { current, keys, index };
}

function plain(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}

/** The versions of a ring, oldest first. */
export const versionsOf = ({ keys }: Pick<KeyRing, 'keys'>): number[] =>
  Object.keys(keys)
    .map(Number)
    .sort((a, b) => a - b);

const oldestOf = (keys: KeyRing['keys']): number | undefined => versionsOf({ keys })[0];

export const derive = (master: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(master, 'base64'), '', purpose, 32));

/** The name under which the check value of the index's key is kept. */
const INDEX = 'index';

const masterNamed = ({ keys, index }: KeyRing, id: string): string | undefined => (id === INDEX ? index : keys[id]);

/** What tells a key from any other and gives nothing of it away. */
const checkOf = (master: string): string => derive(master, 'kefu check').toString('hex');

/** What is wrong with a ring by the check values kept of the keys in use; undefined when it opens everything. */
export function whatIsWrong(ring: KeyRing, stored: readonly KeyDocument[]): string | undefined {
  for (const { _id, check, clearedAt } of stored) {
    const master = masterNamed(ring, _id);
    const name = _id === INDEX ? 'the key of the index' : `version ${_id}`;
    if (clearedAt !== undefined && _id === String(ring.current)) return `${name} was given up and may not be current`;
    if (clearedAt !== undefined) continue;
    if (master === undefined) return `${name} is missing`;
    if (checkOf(master) !== check) return `${name} is another key than the one in use`;
  }
  return undefined;
}

/** The check values that have to be added before the ring is used: those of what may be in use the first time, then of each new version. */
export function unknownChecks(ring: KeyRing, stored: readonly KeyDocument[], now: number): KeyDocument[] {
  const known = new Set(stored.map(({ _id }) => _id));
  const wanted =
    stored.length === 0
      ? [
          INDEX,
          ...versionsOf(ring)
            .filter((version) => version <= ring.current)
            .map(String),
        ]
      : [String(ring.current)];
  return wanted
    .filter((id) => !known.has(id))
    .map((_id) => ({ _id, check: checkOf(masterNamed(ring, _id) ?? ''), since: now }));
}

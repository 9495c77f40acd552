import type { KeyDocument } from '../protocol/documents';
import { keys } from './db';
import { unknownChecks, whatIsWrong, WrongKeysError, type KeyRing } from './key-ring';
import { masterKeys } from './keys';

let checked: Promise<void> | undefined;

/**
 * Refuses to go on with keys that do not open what is sealed here, before anything is written. Asks the database once an instance: what
 * is started with other keys is another instance.
 */
export function requireKeys(): Promise<void> {
  checked ??= compare().catch((error: unknown) => {
    checked = undefined;
    throw error;
  });
  return checked;
}

async function compare(): Promise<void> {
  const ring = masterKeys();
  const stored = await keys.find({});
  refuseWrong(ring, stored);
  const added = unknownChecks(ring, stored, Date.now());
  if (added.length > 0 && !(await keys.add(added))) refuseWrong(ring, await keys.find({}));
}

function refuseWrong(ring: KeyRing, stored: readonly KeyDocument[]): void {
  const wrong = whatIsWrong(ring, stored);
  if (wrong !== undefined) throw new WrongKeysError(`KEFU_KEYS does not fit this environment: ${wrong}.`);
}

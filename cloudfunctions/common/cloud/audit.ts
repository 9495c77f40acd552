import { entryDocument, type NewEntry } from './audit-entry';
import { audit } from './db';

/** Writes down a look, a change or a refusal. The target holds ids and numbers; texts belong into `why` and `details`, which are sealed. */
export async function record(entry: NewEntry): Promise<void> {
  await audit.add([entryDocument(entry)]);
}

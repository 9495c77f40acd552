import { CloudError, type Change, type Clock, type Document, type Plain } from '../contract';
import type { Collection } from './catalog';
import { applyReplacement, applyUpdate, storable, upsertedDocument, type Changed } from './change';
import { findRecords } from './find';
import { addRecord, changeRecord, removeRecord, type Ledger } from './records';
import type { Stored } from './store';

/** One atomic write under way: where it goes, by which clock, and what it has changed so far. */
export type Write = Ledger & { clock: Clock; changes: Change[] };

/** `multi`: all that match, not only the first. `upsert`: make one if none matches. `replace`: a whole document. */
export type UpdateOptions = { multi: boolean; upsert?: boolean; replace?: boolean };

/** How many documents matched, how many of them differ now, and the id of the one that was made. */
export type Updated = { matched: number; updated: number; upsertedId: string | null };

/** The document after a find-and-modify; null when none matched. */
export type Modified = { updated: number; document: Document | null };

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** Makes an empty collection. */
export function createCollection({ catalog, undo }: Write, name: string): void {
  if (!NAME.test(name)) throw new CloudError('INVALID_PARAM', `Invalid collection name: ${name}`);
  if (catalog.find(name))
    throw new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `Collection already exists: ${name}`);
  catalog.create(name, undo);
}

/** Stores all documents and answers their ids. */
export function insertAll(write: Write, collection: Collection, documents: Plain[]): string[] {
  return documents.map((plain) => {
    const document = storable(plain);
    add(write, collection, document);
    return document._id;
  });
}

/** Updates or replaces the documents that match, or makes one. */
export function updateAll(
  write: Write,
  collection: Collection,
  filter: Plain,
  update: Plain,
  options: UpdateOptions,
): Updated {
  const matched = select(write, collection, filter, options.multi);
  if (matched.length === 0 && options.upsert) {
    const document = upsertedDocument(filter, update, options.replace ?? false, write.clock);
    add(write, collection, document);
    return { matched: 0, updated: 0, upsertedId: document._id };
  }
  const differing = matched.filter((stored) => {
    const { document } = stored;
    const changed = options.replace
      ? applyReplacement(document, update)
      : applyUpdate(document, update, { filter, clock: write.clock });
    if (changed) change(write, collection, stored, changed);
    return changed;
  });
  return { matched: matched.length, updated: differing.length, upsertedId: null };
}

/** Updates the first document that matches and answers it as it is afterwards. */
export function modifyFirst(write: Write, collection: Collection, filter: Plain, update: Plain): Modified {
  const [stored] = select(write, collection, filter, false);
  if (!stored) return { updated: 0, document: null };
  const changed = applyUpdate(stored.document, update, { filter, clock: write.clock });
  if (changed) change(write, collection, stored, changed);
  return { updated: 1, document: changed?.after ?? stored.document };
}

/** Removes the documents that match and answers how many. */
export function removeAll(write: Write, collection: Collection, filter: Plain, multi: boolean): number {
  const matched = select(write, collection, filter, multi);
  for (const { record, document } of matched) {
    removeRecord(write, collection, record, document);
    write.changes.push({ collection: collection.name, id: document._id, before: document });
  }
  return matched.length;
}

function select({ store }: Write, collection: Collection, filter: Plain, multi: boolean): Stored[] {
  return findRecords(store, collection, multi ? { filter } : { filter, limit: 1 }).found;
}

function add(write: Write, collection: Collection, document: Document): void {
  addRecord(write, collection, document);
  write.changes.push({ collection: collection.name, id: document._id, after: document });
}

function change(write: Write, collection: Collection, stored: Stored, { after, updatedFields }: NonNullable<Changed>) {
  const { record, document: before } = stored;
  changeRecord(write, collection, record, before, after);
  write.changes.push({ collection: collection.name, id: after._id, before, after, updatedFields });
}

import { CloudError, type Clock, type Document, type Plain } from '../contract';
import type { Collection } from './catalog';
import { applyReplacement, applyUpdate, storable, upsertedDocument, type Changed } from './change';
import type { Stored } from './store';

/** Where an atomic write finds documents and puts them: the store itself, or an open transaction. */
export interface Write {
  clock: Clock;
  select(collection: Collection, filter: Plain, multi: boolean): Stored[];
  add(collection: Collection, document: Document): void;
  change(collection: Collection, stored: Stored, changed: NonNullable<Changed>): void;
  remove(collection: Collection, stored: Stored): void;
}

/** `multi`: all that match, not only the first. `upsert`: make one if none matches. `replace`: a whole document. */
export type UpdateOptions = { multi: boolean; upsert?: boolean; replace?: boolean };

/** How many documents matched, how many of them differ now, and the id of the one that was made. */
export type Updated = { matched: number; updated: number; upsertedId: string | null };

/** The document after a find-and-modify; null when none matched. */
export type Modified = { updated: number; document: Document | null };

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** Refuses what cannot be the name of a collection. */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new CloudError('INVALID_PARAM', `Invalid collection name: ${name}`);
}

/** Stores all documents and answers their ids. */
export function insertAll(write: Write, collection: Collection, documents: Plain[]): string[] {
  return documents.map((plain) => {
    const document = storable(plain);
    write.add(collection, document);
    return document._id;
  });
}

/** Updates or replaces the documents that match, or makes one. */
export function updateAll(
  write: Write,
  collection: Collection,
  filter: Plain,
  update: Plain,
  { multi, upsert = false, replace = false }: UpdateOptions,
): Updated {
  const matched = write.select(collection, filter, multi);
  if (matched.length === 0 && upsert) {
    const document = upsertedDocument(filter, update, replace, write.clock);
    write.add(collection, document);
    return { matched: 0, updated: 0, upsertedId: document._id };
  }
  const apply = (document: Document) =>
    replace ? applyReplacement(document, update) : applyUpdate(document, update, { filter, clock: write.clock });
  const updated = matched.filter((stored) => changeWith(write, collection, stored, apply)).length;
  return { matched: matched.length, updated, upsertedId: null };
}

/** Updates the first document that matches and answers it as it is afterwards. */
export function modifyFirst(write: Write, collection: Collection, filter: Plain, update: Plain): Modified {
  const [stored] = write.select(collection, filter, false);
  if (!stored) return { updated: 0, document: null };
  const apply = (document: Document) => applyUpdate(document, update, { filter, clock: write.clock });
  const changed = changeWith(write, collection, stored, apply);
  return { updated: 1, document: changed?.after ?? stored.document };
}

/** Removes the documents that match and answers how many. */
export function removeAll(write: Write, collection: Collection, filter: Plain, multi: boolean): number {
  const matched = write.select(collection, filter, multi);
  for (const stored of matched) write.remove(collection, stored);
  return matched.length;
}

function changeWith(
  write: Write,
  collection: Collection,
  stored: Stored,
  apply: (document: Document) => Changed,
): Changed {
  const changed = apply(stored.document);
  if (changed) write.change(collection, stored, changed);
  return changed;
}

import { CloudError, type Document } from '../contract';
import type { Catalog, Collection, Index } from './catalog';
import { entryKeys, type EntryKeys } from './index-keys';
import type { Store, Undo } from './store';

/** MongoDB refuses longer keys up to version 4.0; they also have to fit into a key of the store. */
const LONGEST_KEY = 1024;

/** Everything that an atomic write needs to keep documents and their index entries in step. */
export type Ledger = { store: Store; catalog: Catalog; undo: Undo };

/** Stores a new document and its index entries. */
export function addRecord(
  ledger: Ledger,
  collection: Collection,
  document: Document,
  record = collection.nextRecord++,
): void {
  for (const index of collection.indexes) addEntries(ledger, collection, index, document, record);
  ledger.store.putDocument(collection.id, record, document);
}

/** Stores the new state of a document and changes only those index entries that differ. */
export function changeRecord(
  ledger: Ledger,
  collection: Collection,
  record: number,
  before: Document,
  after: Document,
): void {
  for (const index of collection.indexes) changeEntries(ledger, collection, index, record, before, after);
  ledger.store.putDocument(collection.id, record, after);
}

/** Removes a document and its index entries. */
export function removeRecord({ store }: Ledger, collection: Collection, record: number, document: Document): void {
  for (const index of collection.indexes) {
    for (const key of entryKeys(index.key, document).keys) store.removeEntry(index.id, index.unique, key, record);
  }
  store.removeDocument(collection.id, record);
}

function addEntries(ledger: Ledger, collection: Collection, index: Index, document: Document, record: number): void {
  putEntries(ledger, collection, index, entryKeys(index.key, document), document, record);
}

/** The keys under which a document has to be filed in an index. */
export function indexKeys(ledger: Ledger, collection: Collection, index: Index, document: Document): Buffer[] {
  const { keys, multikey } = entryKeys(index.key, document);
  ledger.catalog.noteMultikey(index, multikey, ledger.undo);
  for (const key of keys) if (key.length > LONGEST_KEY) throw keyTooLarge(collection, index, key);
  return keys;
}

/** Refuses a record whose key in a unique index is another one's already. */
export function refuseDuplicate(store: Store, collection: Collection, index: Index, key: Buffer, record: number): void {
  const holder = store.holder(index.id, key);
  const document = holder === undefined ? undefined : store.document(collection.id, holder);
  if (document) refuseHeld(holder, collection, index, document, record);
}

function changeEntries(
  ledger: Ledger,
  collection: Collection,
  index: Index,
  record: number,
  before: Document,
  after: Document,
): void {
  const old = new Map(entryKeys(index.key, before).keys.map((key) => [key.toString('latin1'), key]));
  const { keys, multikey } = entryKeys(index.key, after);
  const added = keys.filter((key) => !old.delete(key.toString('latin1')));
  for (const key of old.values()) ledger.store.removeEntry(index.id, index.unique, key, record);
  putEntries(ledger, collection, index, { keys: added, multikey }, after, record);
}

function putEntries(
  ledger: Ledger,
  collection: Collection,
  index: Index,
  { keys, multikey }: EntryKeys,
  document: Document,
  record: number,
): void {
  ledger.catalog.noteMultikey(index, multikey, ledger.undo);
  for (const key of keys) {
    if (key.length > LONGEST_KEY) throw keyTooLarge(collection, index, key);
    if (index.unique) refuseHeld(ledger.store.holder(index.id, key), collection, index, document, record);
    ledger.store.putEntry(index.id, index.unique, key, record);
  }
}

/** The keys of a document in the unique indexes of its collection. */
export function uniqueKeys(collection: Collection, document: Document): [Index, Buffer][] {
  return collection.indexes
    .filter((index) => index.unique)
    .flatMap((index) => entryKeys(index.key, document).keys.map((key): [Index, Buffer] => [index, key]));
}

/** Refuses a document one of whose unique keys another record holds. */
export function refuseDuplicates(
  holderOf: (index: Index, key: Buffer) => number | undefined,
  collection: Collection,
  record: number,
  document: Document,
): void {
  for (const [index, key] of uniqueKeys(collection, document)) {
    refuseHeld(holderOf(index, key), collection, index, document, record);
  }
}

function refuseHeld(
  holder: number | undefined,
  collection: Collection,
  index: Index,
  document: Document,
  record: number,
): void {
  if (holder === undefined || holder === record) return;
  const values = Object.keys(index.key).map((field) => `${field}: ${JSON.stringify(document[field] ?? null)}`);
  throw new CloudError(
    'DATABASE_REQUEST_FAILED',
    `E11000 duplicate key error collection: ${collection.name} index: ${index.name} dup key: { ${values.join(', ')} }`,
  );
}

function keyTooLarge(collection: Collection, index: Index, key: Buffer): CloudError {
  const where = `collection: ${collection.name} index: ${index.name}`;
  return new CloudError('DATABASE_REQUEST_FAILED', `key too large to index, failing ${where} ${key.length} bytes`);
}

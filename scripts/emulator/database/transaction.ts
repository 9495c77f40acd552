import { isDeepStrictEqual } from 'node:util';
import { CloudError, type Change, type Clock, type Document } from '../contract';
import type { Collection, Index } from './catalog';
import { findRecords, sortRecords, type Examined, type Selection } from './find';
import { HeldError, LockHolder, type Locks } from './locks';
import { matcher } from './query';
import { addRecord, changeRecord, refuseDuplicates, removeRecord, uniqueKeys, type Ledger } from './records';
import type { Snapshot, Store, Stored } from './store';
import type { Write } from './write';

/** A document that the transaction has written: as its snapshot has it, as it is to become, and what was updated. */
type Touched = { before?: Document; after?: Document; updatedFields?: string[] };

/**
 * An open transaction: it reads its snapshot, taken at its first operation, and its own writes over it. A document it
 * writes is held until the end; writing what another holds, or has changed since the snapshot, is a conflict.
 */
export class Transaction implements Write {
  readonly #holder = new LockHolder();
  readonly #touched = new Map<Collection, Map<number, Touched>>();
  readonly #ownKeys = new Map<string, number>();
  readonly #unverified: (Stored & { collection: Collection })[] = [];
  #snapshot: Snapshot | undefined;

  constructor(
    readonly store: Store,
    readonly locks: Locks,
    readonly clock: Clock,
  ) {}

  find(collection: Collection, selection: Selection): { found: Stored[]; examined: Examined } {
    const own = this.#touched.get(collection);
    if (!own) return findRecords(this.#reader(), collection, selection);
    const { filter, sort = {}, skip = 0, limit = Infinity } = selection;
    const { found, examined } = findRecords(this.#reader(), collection, { filter });
    const merged = [...found.filter(({ record }) => !own.has(record)), ...matchingOwn(own, selection)];
    merged.sort((a, b) => a.record - b.record);
    return { found: sortRecords(merged, sort).slice(skip, skip + limit), examined };
  }

  select(...[collection, filter, multi]: Parameters<Write['select']>): Stored[] {
    return this.find(collection, multi ? { filter } : { filter, limit: 1 }).found;
  }

  add(collection: Collection, document: Document): void {
    this.#hold(collection, document._id);
    this.#write(collection, collection.nextRecord++, {}, document);
  }

  change(...[collection, stored, { after, updatedFields }]: Parameters<Write['change']>): void {
    this.#claim(collection, stored);
    const known = { before: stored.document, ...(updatedFields && { updatedFields }) };
    this.#write(collection, stored.record, known, after);
  }

  remove(collection: Collection, stored: Stored): void {
    this.#claim(collection, stored);
    this.#write(collection, stored.record, { before: stored.document });
  }

  /** Fails if a document that was written since the last call had changed before it was held. Inside an atomic write. */
  verify(): void {
    for (const { collection, record, document } of this.#unverified.splice(0)) {
      if (!isDeepStrictEqual(this.store.document(collection.id, record), document)) throw conflict();
    }
  }

  /** Stores everything that was written; answers the changes. Inside an atomic write. */
  commit(ledger: Ledger): Change[] {
    return [...this.#touched].flatMap(([collection, own]) =>
      [...own].flatMap(([record, touched]) => store(ledger, collection, record, touched)),
    );
  }

  /** Lets go of the snapshot and of all documents. */
  end(): void {
    this.#snapshot?.done();
    this.locks.release(this.#holder);
  }

  #reader() {
    this.#snapshot ??= this.store.snapshot();
    return this.#snapshot.reader;
  }

  #write(collection: Collection, record: number, known: Touched, after?: Document): void {
    if (after) refuseDuplicates((index, key) => this.#keyHolder(collection, index, key), collection, record, after);
    const own = this.#touched.get(collection) ?? new Map<number, Touched>();
    const { before, after: last } = own.get(record) ?? known;
    const updatedFields = updatedSince(own.get(record), known);
    for (const [index, key] of last ? uniqueKeys(collection, last) : []) this.#ownKeys.delete(keyName(index, key));
    for (const [index, key] of after ? uniqueKeys(collection, after) : [])
      this.#ownKeys.set(keyName(index, key), record);
    own.set(record, {
      ...(before && { before }),
      ...(after && { after }),
      ...(updatedFields && { updatedFields }),
    });
    this.#touched.set(collection, own);
  }

  #claim(collection: Collection, { record, document }: Stored): void {
    if (this.#touched.get(collection)?.has(record)) return;
    this.#hold(collection, document._id);
    this.#unverified.push({ collection, record, document });
  }

  #hold(collection: Collection, id: unknown): void {
    try {
      this.locks.require(collection.id, id, this.#holder);
    } catch (error) {
      throw error instanceof HeldError ? conflict() : error;
    }
    this.locks.hold(collection.id, id, this.#holder);
  }

  /** Who has a key of a unique index, as things will be after the commit. */
  #keyHolder(collection: Collection, index: Index, key: Buffer): number | undefined {
    const own = this.#ownKeys.get(keyName(index, key));
    if (own !== undefined) return own;
    const holder = this.store.holder(index.id, key);
    return holder !== undefined && this.#touched.get(collection)?.has(holder) ? undefined : holder;
  }
}

function keyName(index: Index, key: Buffer): string {
  return `${index.id}:${key.toString('latin1')}`;
}

function matchingOwn(own: Map<number, Touched>, { filter }: Selection): Stored[] {
  const matches = matcher(filter);
  return [...own].flatMap(([record, { after }]) => (after && matches(after) ? [{ record, document: after }] : []));
}

/** All that was updated so far; a replacement updates no single field. */
function updatedSince(earlier: Touched | undefined, now: Touched): string[] | undefined {
  if (!earlier || !now.updatedFields) return now.updatedFields;
  return earlier.updatedFields && [...new Set([...earlier.updatedFields, ...now.updatedFields])];
}

function store(
  ledger: Ledger,
  collection: Collection,
  record: number,
  { before, after, updatedFields }: Touched,
): Change[] {
  if (before && after) changeRecord(ledger, collection, record, before, after);
  else if (after) addRecord(ledger, collection, after, record);
  else if (before) removeRecord(ledger, collection, record, before);
  else return [];
  const id = (after ?? before)?._id ?? '';
  return [
    {
      collection: collection.name,
      id,
      ...(before && { before }),
      ...(after && { after }),
      ...(updatedFields && { updatedFields }),
    },
  ];
}

function conflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.',
  );
}

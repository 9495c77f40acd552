import { CloudError, type Change, type Clock } from '../contract';
import { openCatalog } from './catalog';
import { directWrite } from './direct-write';
import { documentsOf, type Documents } from './documents';
import { findRecords } from './find';
import { checkIndexes, syncIndexes, type IndexDefinitions } from './indexes';
import { HeldError, Locks } from './locks';
import type { Ledger } from './records';
import { openStore } from './store';
import { openTransactions, type Transactions } from './transactions';
import { checkName } from './write';

/** The document database: MongoDB's semantics, durable writes, reads of the last commit. */
export interface Database extends Documents {
  collections(): string[];
  createCollection(name: string): Promise<void>;
  transactions: Transactions;
  /** Called once for each atomic write, in commit order, when it is on the disk. Answers how to stop listening. */
  onCommit(listener: (changes: Change[]) => void): () => void;
  close(): Promise<void>;
}

/** Opens the database in a folder, making it and its indexes as needed. */
export function openDatabase(options: { folder: string; clock: Clock; indexes: IndexDefinitions }): Database {
  const { clock } = options;
  const indexes = checkIndexes(options.indexes);
  const store = openStore(options.folder);
  const catalog = openCatalog(store);
  syncIndexes(store, catalog, indexes);
  const locks = new Locks();
  const listeners = new Set<(changes: Change[]) => void>();

  /** Runs one atomic write and tells of it; whoever meets a held document starts again when it is free. */
  async function commit<T>(work: (ledger: Ledger, changes: Change[]) => T): Promise<T> {
    const changes: Change[] = [];
    try {
      const result = await store.atomically((undo) => work({ store, catalog, undo }, changes));
      if (changes.length > 0) for (const listener of listeners) listener(changes);
      return result;
    } catch (error) {
      if (!(error instanceof HeldError)) throw error;
      await error.released;
      return commit(work);
    }
  }

  const documents = documentsOf({
    collection: (name) => catalog.get(name),
    read: (collection, selection) => findRecords(store, collection, selection),
    count: (collection, filter) =>
      Object.keys(filter).length === 0
        ? store.size(collection.id)
        : findRecords(store, collection, { filter }).found.length,
    write: (work) => commit((ledger, changes) => work(directWrite(ledger, clock, locks, changes))),
  });
  const { transactions, endAll } = openTransactions({ store, catalog, locks, clock, commit });

  return {
    ...documents,
    transactions,
    collections: catalog.names,
    createCollection: (name) =>
      commit(({ undo }) => {
        checkName(name);
        if (catalog.find(name)) throw alreadyExists(name);
        catalog.create(name, undo);
      }),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      endAll();
      return store.close();
    },
  };
}

function alreadyExists(name: string): CloudError {
  return new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `Collection already exists: ${name}`);
}

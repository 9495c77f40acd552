import type { Change, Clock, Document, Plain } from '../contract';
import { runPipeline } from './aggregate';
import { openCatalog } from './catalog';
import { countRecords, findRecords, type Examined, type Selection } from './find';
import { checkIndexes, syncIndexes, type IndexDefinitions } from './indexes';
import { project } from './query';
import { openStore } from './store';
import {
  createCollection,
  insertAll,
  modifyFirst,
  removeAll,
  updateAll,
  type Modified,
  type Updated,
  type UpdateOptions,
  type Write,
} from './write';

/** A selection of documents and the fields wanted of them. */
export type Query = Selection & { projection?: Plain };

/** The document database: MongoDB's semantics, durable writes, synchronous reads of the last commit. */
export interface Database {
  collections(): string[];
  createCollection(name: string): Promise<void>;
  find(collection: string, query: Query): { documents: Document[]; examined: Examined };
  count(collection: string, filter: Plain): number;
  aggregate(collection: string, pipeline: Plain[]): Plain[];
  /** Stores all documents or none; answers their ids, minting those that are missing. */
  insert(collection: string, documents: Plain[]): Promise<string[]>;
  update(collection: string, filter: Plain, update: Plain, options: UpdateOptions): Promise<Updated>;
  /** Updates the first document that matches and answers it as it is afterwards. */
  findAndModify(collection: string, filter: Plain, update: Plain): Promise<Modified>;
  remove(collection: string, filter: Plain, options: { multi: boolean }): Promise<number>;
  /** Called once for each atomic write, in commit order, when it is on the disk. Answers how to stop listening. */
  onCommit(listener: (changes: Change[]) => void): () => void;
  close(): Promise<void>;
}

/** Opens the database in a folder, making it and its indexes as needed. */
export function openDatabase(options: { folder: string; clock: Clock; indexes: IndexDefinitions }): Database {
  const indexes = checkIndexes(options.indexes);
  const store = openStore(options.folder);
  const catalog = openCatalog(store);
  syncIndexes(store, catalog, indexes);
  const listeners = new Set<(changes: Change[]) => void>();

  async function write<T>(work: (write: Write) => T): Promise<T> {
    const changes: Change[] = [];
    const result = await store.atomically((undo) => work({ store, catalog, undo, clock: options.clock, changes }));
    if (changes.length > 0) for (const listener of listeners) listener(changes);
    return result;
  }

  function find(name: string, query: Query) {
    const { found, examined } = findRecords(store, catalog.get(name), query);
    const documents = found.map(({ document }) => document);
    return { documents: project(documents, query.projection), examined };
  }

  return {
    find,
    collections: () => catalog.names(),
    createCollection: (name) => write((each) => createCollection(each, name)),
    count: (name, filter) => countRecords(store, catalog.get(name), filter),
    aggregate: (name, pipeline) => runPipeline(pipeline, name, (source, query) => find(source, query).documents),
    insert: (name, documents) => write((each) => insertAll(each, catalog.get(name), documents)),
    update: (name, filter, update, how) => write((each) => updateAll(each, catalog.get(name), filter, update, how)),
    findAndModify: (name, filter, update) => write((each) => modifyFirst(each, catalog.get(name), filter, update)),
    remove: (name, filter, { multi }) => write((each) => removeAll(each, catalog.get(name), filter, multi)),
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => store.close(),
  };
}

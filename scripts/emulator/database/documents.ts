import type { Document, Plain } from '../contract';
import { runPipeline } from './aggregate';
import type { Collection } from './catalog';
import type { Examined, Selection } from './find';
import { project } from './query';
import type { Stored } from './store';
import {
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

/** What can be asked of the documents, of the database itself or inside a transaction. */
export interface Documents {
  /** Synchronous: one state of the database from beginning to end. */
  find(collection: string, query: Query): { documents: Document[]; examined: Examined };
  count(collection: string, filter: Plain): number;
  aggregate(collection: string, pipeline: Plain[]): Plain[];
  /** Stores all documents or none; answers their ids, minting those that are missing. */
  insert(collection: string, documents: Plain[]): Promise<string[]>;
  update(collection: string, filter: Plain, update: Plain, options: UpdateOptions): Promise<Updated>;
  /** Updates the first document that matches and answers it as it is afterwards. */
  findAndModify(collection: string, filter: Plain, update: Plain): Promise<Modified>;
  remove(collection: string, filter: Plain, options: { multi: boolean }): Promise<number>;
}

/** The little that differs between the database itself and a transaction. */
export interface View {
  collection(name: string): Collection;
  read(collection: Collection, selection: Selection): { found: Stored[]; examined: Examined };
  count(collection: Collection, filter: Plain): number;
  write<T>(work: (write: Write) => T): Promise<T>;
}

/** All that can be asked, over one view of the documents. */
export function documentsOf(view: View): Documents {
  function find(name: string, query: Query) {
    const { found, examined } = view.read(view.collection(name), query);
    const documents = found.map(({ document }) => document);
    return { documents: project(documents, query.projection), examined };
  }

  return {
    find,
    count: (name, filter) => view.count(view.collection(name), filter),
    aggregate: (name, pipeline) => runPipeline(pipeline, name, (source, query) => find(source, query).documents),
    insert: (name, documents) => view.write((write) => insertAll(write, view.collection(name), documents)),
    update: (name, filter, update, options) =>
      view.write((write) => updateAll(write, view.collection(name), filter, update, options)),
    findAndModify: (name, filter, update) =>
      view.write((write) => modifyFirst(write, view.collection(name), filter, update)),
    remove: (name, filter, { multi }) => view.write((write) => removeAll(write, view.collection(name), filter, multi)),
  };
}

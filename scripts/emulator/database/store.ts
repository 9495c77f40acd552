import { open, type Database as Table, type Transaction } from 'lmdb';
import { Packr } from 'msgpackr';
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../contract';
import type { KeyRange } from './planner';

/** The first page of an LMDB file begins with a header of 24 bytes and this number. */
const LMDB_MAGIC = 0xbeefc0de;
const MAGIC_OFFSET = 24;

/** Something to take back in memory when an atomic write fails. */
export type Undo = (takeBack: () => void) => void;

/** A document and its place in its collection, in the order of insertion. */
export type Stored = { record: number; document: Document };

const ID_BYTES = 4;
const RECORD_BYTES = 6;
const NO_VALUE = Buffer.alloc(0);
const LAST = { append: true };
const CATALOG_KEY = Buffer.from('catalog');

/** MessagePack that keeps regular expressions, and copies binaries out of the pages they are read from. */
const PACKING = { useRecords: false, moreTypes: true, copyBuffers: true };
const DOCUMENT_FORMAT = { keyEncoding: 'binary', encoder: new Packr(PACKING) } as const;
const BINARY_FORMAT = { keyEncoding: 'binary', encoding: 'binary' } as const;

/** Reads of one state of the database: the last commit, or the snapshot of a transaction. */
export interface Reader {
  document(collection: number, record: number): Document | undefined;
  /** All documents of a collection in the order of insertion. */
  scan(collection: number): Iterable<Stored>;
  /** The records of the entries in a range, by key. */
  walk(index: number, isUnique: boolean, range: KeyRange, isReverse: boolean): Iterable<number>;
}

/** A reader of the state at one moment, until it is done. */
export type Snapshot = { reader: Reader; done: () => void };

type Tables = { documents: Table<Document, Buffer>; entries: Table<Buffer, Buffer> };

/**
 * The three tables of the database in one LMDB file: documents by (collection, record), index entries by (index, key),
 * and the catalog. LMDB writes each commit to the disk before anyone can read it.
 */
export function openStore(folder: string) {
  const file = join(folder, 'documents.mdb');
  refuseOtherFile(file);
  const root = open({ path: file, noSubdir: true, overlappingSync: false });
  const documents: Table<Document, Buffer> = root.openDB('documents', DOCUMENT_FORMAT);
  const entries: Table<Buffer, Buffer> = root.openDB('entries', BINARY_FORMAT);
  const catalog: Table<unknown, Buffer> = root.openDB('catalog', DOCUMENT_FORMAT);

  return {
    folder,
    ...readerOf({ documents, entries }),
    snapshot(): Snapshot {
      const transaction = root.useReadTransaction();
      return { reader: readerOf({ documents, entries }, transaction), done: () => transaction.done() };
    },

    readCatalog: (): unknown => catalog.get(CATALOG_KEY),
    writeCatalog: (value: unknown) => catalog.putSync(CATALOG_KEY, value),

    putDocument: (collection: number, record: number, document: Document) =>
      documents.putSync(documentKey(collection, record), document),
    removeDocument: (collection: number, record: number) => documents.removeSync(documentKey(collection, record)),
    size: (collection: number) => documents.getKeysCount(spaceOf(collection)),
    lastRecord: (collection: number) => lastRecord(documents, collection),

    /** The record that holds a key of a unique index. */
    holder: (index: number, key: Buffer) => entries.get(prefixed(index, key))?.readUIntBE(0, RECORD_BYTES),
    putEntry(index: number, isUnique: boolean, key: Buffer, record: number): void {
      if (isUnique) entries.putSync(prefixed(index, key), recordBytes(record));
      else entries.putSync(prefixed(index, key, recordBytes(record)), NO_VALUE);
    },
    /** The same for a key beyond all others of the newest index. */
    appendEntry(index: number, isUnique: boolean, key: Buffer, record: number): void {
      if (isUnique) entries.putSync(prefixed(index, key), recordBytes(record), LAST);
      else entries.putSync(prefixed(index, key, recordBytes(record)), NO_VALUE, LAST);
    },
    removeEntry(index: number, isUnique: boolean, key: Buffer, record: number): void {
      entries.removeSync(isUnique ? prefixed(index, key) : prefixed(index, key, recordBytes(record)));
    },
    removeEntries(index: number): void {
      for (const key of entries.getKeys(spaceOf(index))) entries.removeSync(key);
    },

    /** Runs all the work or none of it; resolves when it is on the disk. Concurrent calls share one commit. */
    atomically: <T>(work: (undo: Undo) => T): Promise<T> => documents.childTransaction(() => undoing(work)),
    /** The same at once, for the time before anyone is served. */
    atOnce: <T>(work: (undo: Undo) => T): T => documents.transactionSync(() => undoing(work)),
    close: () => root.close(),
  };
}

export type Store = ReturnType<typeof openStore>;

/** LMDB crashes on a file of another format instead of refusing it. */
export function refuseOtherFile(file: string): void {
  if (!existsSync(file)) return;
  const start = Buffer.alloc(MAGIC_OFFSET + 4);
  const descriptor = openSync(file, 'r');
  const size = readSync(descriptor, start);
  closeSync(descriptor);
  if (size === 0 || start.readUInt32LE(MAGIC_OFFSET) === LMDB_MAGIC) return;
  throw new Error(`${file} is not a database. Restore it from a copy, or remove it to start with an empty one.`);
}

function readerOf({ documents, entries }: Tables, transaction?: Transaction): Reader {
  const at = transaction && { transaction };
  return {
    document: (collection, record) => documents.get(documentKey(collection, record), at),
    *scan(collection) {
      for (const { key, value } of documents.getRange({ ...spaceOf(collection), ...at })) {
        yield { record: key.readUIntBE(ID_BYTES, RECORD_BYTES), document: value };
      }
    },
    *walk(index, isUnique, range, isReverse) {
      for (const { key, value } of entries.getRange({ ...walkRange(index, range, isReverse), ...at })) {
        yield isUnique ? value.readUIntBE(0, RECORD_BYTES) : key.readUIntBE(key.length - RECORD_BYTES, RECORD_BYTES);
      }
    },
  };
}

function undoing<T>(work: (undo: Undo) => T): T {
  const undone: (() => void)[] = [];
  try {
    return work((takeBack) => undone.push(takeBack));
  } catch (error) {
    for (const takeBack of undone.reverse()) takeBack();
    throw error;
  }
}

function lastRecord(documents: Table<Document, Buffer>, collection: number): number {
  const { start, end } = spaceOf(collection);
  for (const key of documents.getKeys({ start: end, end: start, reverse: true, limit: 1 })) {
    return key.readUIntBE(ID_BYTES, RECORD_BYTES);
  }
  return 0;
}

function documentKey(collection: number, record: number): Buffer {
  const key = Buffer.allocUnsafe(ID_BYTES + RECORD_BYTES);
  key.writeUInt32BE(collection);
  key.writeUIntBE(record, ID_BYTES, RECORD_BYTES);
  return key;
}

function recordBytes(record: number): Buffer {
  const bytes = Buffer.allocUnsafe(RECORD_BYTES);
  bytes.writeUIntBE(record, 0, RECORD_BYTES);
  return bytes;
}

function prefixed(id: number, ...parts: Buffer[]): Buffer {
  return Buffer.concat([idBytes(id), ...parts]);
}

function spaceOf(id: number): KeyRange {
  return { start: idBytes(id), end: idBytes(id + 1) };
}

function idBytes(id: number): Buffer {
  const bytes = Buffer.allocUnsafe(ID_BYTES);
  bytes.writeUInt32BE(id);
  return bytes;
}

function walkRange(index: number, range: KeyRange, isReverse: boolean) {
  const start = prefixed(index, range.start);
  const end = prefixed(index, range.end);
  return isReverse
    ? { start: end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true }
    : { start, end };
}

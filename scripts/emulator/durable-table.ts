import { open, type Database, type Key } from 'lmdb';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { refuseOtherFile } from './database/store';

/** What an atomic change may do with a table. */
export type TableWriter<Value> = {
  get: (key: Key) => Value | undefined;
  put: (key: Key, value: Value) => void;
  remove: (key: Key) => void;
};

/** A small table of values by key, kept in a file of its own. */
export interface DurableTable<Value> {
  get(key: Key): Value | undefined;
  /** All values in the order of their keys; with a first member, those whose keys are lists that begin with it. */
  values(first?: string): Iterable<Value>;
  /** Runs all of the work or none of it; resolves when it is on the disk. */
  change<Result>(work: (table: TableWriter<Value>) => Result): Promise<Result>;
  close(): Promise<void>;
}

/** Opens a table, making its file and folder as needed. */
export function openTable<Value>(file: string): DurableTable<Value> {
  mkdirSync(path.dirname(file), { recursive: true });
  refuseOtherFile(file);
  const table: Database<Value> = open({ path: file, noSubdir: true, overlappingSync: false });
  const writer: TableWriter<Value> = {
    get: (key) => table.get(key),
    put: (key, value) => table.putSync(key, value),
    remove: (key) => table.removeSync(key),
  };
  return {
    get: (key) => table.get(key),
    values: (first) => table.getRange(first === undefined ? {} : keysFrom(first)).map(({ value }) => value),
    change: (work) => table.childTransaction(() => work(writer)),
    close: () => table.close(),
  };
}

function keysFrom(first: string): { start: Key; end: Key } {
  return { start: [first], end: [`${first}\u0001`] };
}

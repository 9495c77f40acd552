import type { Change, Clock } from '../contract';
import type { Collection } from './catalog';
import { findRecords } from './find';
import type { Locks } from './locks';
import { addRecord, changeRecord, removeRecord, type Ledger } from './records';
import type { Write } from './write';

/** A write that goes straight to the store and notes what it changes; it waits for documents held by transactions. */
export function directWrite(ledger: Ledger, clock: Clock, locks: Locks, changes: Change[]): Write {
  const note = (collection: Collection, id: string, change: Omit<Change, 'collection' | 'id'>) =>
    changes.push({ collection: collection.name, id, ...change });

  return {
    clock,
    select: (collection, filter, multi) =>
      findRecords(ledger.store, collection, multi ? { filter } : { filter, limit: 1 }).found,
    add(collection, document) {
      locks.require(collection.id, document._id);
      addRecord(ledger, collection, document);
      note(collection, document._id, { after: document });
    },
    change(collection, { record, document: before }, { after, updatedFields }) {
      locks.require(collection.id, before._id);
      changeRecord(ledger, collection, record, before, after);
      note(collection, before._id, { before, after, ...(updatedFields && { updatedFields }) });
    },
    remove(collection, { record, document: before }) {
      locks.require(collection.id, before._id);
      removeRecord(ledger, collection, record, before);
      note(collection, before._id, { before });
    },
  };
}

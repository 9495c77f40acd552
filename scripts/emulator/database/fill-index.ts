import type { Collection, Index } from './catalog';
import { KeySorter } from './key-sorter';
import { indexKeys, refuseDuplicate, type Ledger } from './records';

const RECORD_BYTES = 6;

/** Files all documents of a collection under a new index, in the order of the keys: so the store takes them fastest. */
export function fillIndex(ledger: Ledger, collection: Collection, index: Index): void {
  const sorter = new KeySorter(ledger.store.folder);
  try {
    for (const { record, document } of ledger.store.scan(collection.id))
      for (const key of indexKeys(ledger, collection, index, document)) sorter.add(withRecord(key, record));
    for (const entry of sorter.sorted()) fileLast(ledger, collection, index, entry);
  } finally {
    sorter.end();
  }
}

function fileLast({ store }: Ledger, collection: Collection, index: Index, entry: Buffer): void {
  const key = entry.subarray(0, -RECORD_BYTES);
  const record = entry.readUIntBE(key.length, RECORD_BYTES);
  if (index.unique) refuseDuplicate(store, collection, index, key, record);
  store.appendEntry(index.id, index.unique, key, record);
}

function withRecord(key: Buffer, record: number): Buffer {
  const entry = Buffer.allocUnsafe(key.length + RECORD_BYTES);
  key.copy(entry);
  entry.writeUIntBE(record, key.length, RECORD_BYTES);
  return entry;
}

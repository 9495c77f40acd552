import * as v from 'valibot';
import { CloudError } from '../contract';
import type { IndexShape } from './planner';
import type { Store, Undo } from './store';

/** An index as it is kept; its entries are filed under `id`. */
export type Index = IndexShape & { id: number };

/** A collection; its documents are filed under `id`, the next one inserted becomes `nextRecord`. */
export type Collection = { id: number; name: string; indexes: Index[]; nextRecord: number };

const direction = v.picklist([1, -1]);
const index = v.object({
  id: v.number(),
  name: v.string(),
  key: v.record(v.string(), direction),
  unique: v.boolean(),
  multikey: v.array(v.string()),
});
const collection = v.object({ id: v.number(), name: v.string(), indexes: v.array(index) });
const catalogFile = v.object({ nextId: v.number(), collections: v.array(collection) });

/** What collections and indexes there are, held in memory and kept in the store. */
export function openCatalog(store: Store) {
  const kept = v.parse(catalogFile, store.readCatalog() ?? { nextId: 1, collections: [] });
  let { nextId } = kept;
  const collections = new Map<string, Collection>();
  for (const each of kept.collections) {
    collections.set(each.name, { ...each, nextRecord: store.lastRecord(each.id) + 1 });
  }

  function save(): void {
    const plain = [...collections.values()].map(({ id, name, indexes }) => ({ id, name, indexes }));
    store.writeCatalog({ nextId, collections: plain });
  }

  return {
    names: () => [...collections.keys()],
    all: () => [...collections.values()],
    find: (name: string) => collections.get(name),

    get(name: string): Collection {
      const found = collections.get(name);
      if (found) return found;
      throw new CloudError('DATABASE_COLLECTION_NOT_EXIST', `Db or Table not exist: ${name}`);
    },

    create(name: string, undo: Undo): Collection {
      const created: Collection = { id: nextId++, name, indexes: [], nextRecord: 1 };
      collections.set(name, created);
      undo(() => collections.delete(name));
      addIndex(created, { name: '_id_', key: { _id: 1 }, unique: true });
      save();
      return created;
    },

    addIndex(to: Collection, shape: Omit<IndexShape, 'multikey'>): Index {
      const added = addIndex(to, shape);
      save();
      return added;
    },

    dropIndex(from: Collection, dropped: Index): void {
      from.indexes = from.indexes.filter((each) => each !== dropped);
      save();
    },

    /** Remembers that documents have arrays in these fields; a failed write takes it back. */
    noteMultikey(noted: Index, fields: string[], undo: Undo): void {
      const added = fields.filter((field) => !noted.multikey.includes(field));
      if (added.length === 0) return;
      const before = noted.multikey;
      noted.multikey = [...before, ...added];
      undo(() => (noted.multikey = before));
      save();
    },
  };

  function addIndex(to: Collection, shape: Omit<IndexShape, 'multikey'>): Index {
    const added: Index = { id: nextId++, ...shape, multikey: [] };
    to.indexes.push(added);
    return added;
  }
}

export type Catalog = ReturnType<typeof openCatalog>;

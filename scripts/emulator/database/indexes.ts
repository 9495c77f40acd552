import * as v from 'valibot';
import { isDeepStrictEqual } from 'node:util';
import type { Catalog, Collection, Index } from './catalog';
import { fillIndex } from './fill-index';
import type { Store } from './store';

const definition = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  key: v.pipe(
    v.record(v.string(), v.picklist([1, -1])),
    v.check((key) => Object.keys(key).length > 0, 'An index has at least one field.'),
  ),
  unique: v.optional(v.boolean(), false),
});
const definitions = v.record(v.string(), v.array(definition));

/** The indexes of each collection, as `database-indexes.json` lists them. */
export type IndexDefinitions = v.InferInput<typeof definitions>;

type Definition = v.InferOutput<typeof definition>;
type CheckedIndexes = v.InferOutput<typeof definitions>;

/** The definitions with their defaults, or an error that names the first wrong one. */
export function checkIndexes(wanted: IndexDefinitions): CheckedIndexes {
  const { success, output, issues } = v.safeParse(definitions, wanted);
  if (success) return output;
  throw new Error(`Index definitions: ${v.getDotPath(issues[0]) ?? 'all'}: ${issues[0].message}`);
}

/** Makes the collections and indexes that are defined and missing, and drops those no longer defined. */
export function syncIndexes(store: Store, catalog: Catalog, wanted: CheckedIndexes): void {
  for (const [name, indexes] of Object.entries(wanted)) {
    const collection = catalog.find(name) ?? store.atOnce((undo) => catalog.create(name, undo));
    dropUnwanted(store, catalog, collection, indexes);
    for (const index of indexes) build(store, catalog, collection, index);
  }
  for (const collection of catalog.all()) {
    if (!(collection.name in wanted)) dropUnwanted(store, catalog, collection, []);
  }
}

function dropUnwanted(store: Store, catalog: Catalog, collection: Collection, wanted: Definition[]): void {
  const kept = (index: Index) => index.name === '_id_' || wanted.some((each) => isSame(index, each));
  for (const index of collection.indexes.filter((index) => !kept(index))) {
    store.atOnce(() => {
      catalog.dropIndex(collection, index);
      store.removeEntries(index.id);
    });
  }
}

function build(store: Store, catalog: Catalog, collection: Collection, wanted: Definition): void {
  if (collection.indexes.some((index) => isSame(index, wanted))) return;
  store.atOnce((undo) => {
    const before = collection.indexes;
    undo(() => (collection.indexes = before));
    collection.indexes = [...before];
    const index = catalog.addIndex(collection, wanted);
    fillIndex({ store, catalog, undo }, collection, index);
  });
}

/** The order of the fields matters, so the keys are compared as lists. */
function isSame(index: Index, wanted: Definition): boolean {
  const isSameKey = isDeepStrictEqual(Object.entries(index.key), Object.entries(wanted.key));
  return index.name === wanted.name && index.unique === wanted.unique && isSameKey;
}

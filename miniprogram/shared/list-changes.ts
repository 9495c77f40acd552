/** One step that turns the list a page shows into the list it should show. */
export type ListChange<T> =
  | { kind: 'reset'; items: T[] }
  | { kind: 'put'; index: number; item: T }
  | { kind: 'insert'; index: number; items: T[] }
  | { kind: 'remove'; index: number };

/** The steps, to be taken one after the other, from one list to another. An unchanged item must be the same object. */
export function listChanges<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): ListChange<T>[] {
  const kept = keptItems(before, after, keyOf);
  return [...removals(before, kept, keyOf), ...additions(after, kept, keyOf)];
}

/** The old items, by key, that stay: those that also are in the new list, and in the same order. */
function keptItems<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  const places = new Map(after.map((item, index) => [keyOf(item), index]));
  const kept = new Map<string, T>();
  let last = -1;
  for (const item of before) {
    const place = places.get(keyOf(item)) ?? -1;
    if (place <= last) continue;
    kept.set(keyOf(item), item);
    last = place;
  }
  return kept;
}

/** From the end, so that the indexes before stay right. */
function removals<T>(before: readonly T[], kept: Map<string, T>, keyOf: (item: T) => string): ListChange<T>[] {
  return before
    .map((item, index) => ({ item, index }))
    .filter(({ item }) => !kept.has(keyOf(item)))
    .reverse()
    .map(({ index }) => ({ kind: 'remove', index }));
}

function additions<T>(after: readonly T[], kept: Map<string, T>, keyOf: (item: T) => string): ListChange<T>[] {
  const changes: ListChange<T>[] = [];
  after.forEach((item, index) => {
    const old = kept.get(keyOf(item));
    const last = changes[changes.length - 1];
    if (old === item) return;
    if (old !== undefined) changes.push({ kind: 'put', index, item });
    else if (last?.kind === 'insert' && last.index + last.items.length === index) last.items.push(item);
    else changes.push({ kind: 'insert', index, items: [item] });
  });
  return changes;
}

type Plain = Record<string, unknown>;

/** Documents in the order of a query; among equals, and without an order, as they came. */
export function inOrder(documents: Plain[], orderBy: Record<string, 'asc' | 'desc'>): Plain[] {
  const orders = Object.entries(orderBy);
  return documents.sort((left, right) => {
    for (const [path, direction] of orders) {
      const difference = compareValues(valueAt(left, path), valueAt(right, path));
      if (difference !== 0) return direction === 'desc' ? -difference : difference;
    }
    return 0;
  });
}

function valueAt(document: Plain, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Plain | null | undefined)?.[key], document);
}

function compareValues(left: unknown, right: unknown): number {
  const difference = rank(left) - rank(right);
  if (difference !== 0) return difference;
  const [one, other] = [comparable(left), comparable(right)];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The database's order of types. */
function rank(value: unknown): number {
  if (value === null || value === undefined) return 0;
  if (value instanceof Date) return 5;
  return { number: 1, string: 2, object: 3, boolean: 4 }[typeof value as string] ?? 6;
}

function comparable(value: unknown): number | string {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'boolean' ? Number(value) : 0;
}

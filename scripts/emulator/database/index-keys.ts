import { CloudError, type Plain } from '../contract';
import { EMPTY_ARRAY, encodeValue, invert } from './key-order';
import { isObject } from './values';

/** The fields of an index or a sort, in order, 1 ascending and -1 descending. */
export type KeyPattern = Record<string, 1 | -1>;

/** The keys of one document in one index, without duplicates, and the fields on whose way lay an array. */
export type EntryKeys = { keys: Buffer[]; multikey: string[] };

type Cursor = { value: unknown; path: string[]; isElement: boolean };

/** The entries that MongoDB would make for a document: one, or one for each element of an array on the way. */
export function entryKeys(pattern: KeyPattern, document: Plain): EntryKeys {
  const fields = Object.keys(pattern);
  const multikey = new Set<string>();
  const start = fields.map((field) => ({ value: document, path: field.split('.'), isElement: false }));
  const rows = expand(start, fields, multikey);
  const keys = rows.map(keyJoiner(pattern));
  return { keys: rows.length > 1 ? distinct(keys) : keys, multikey: [...multikey] };
}

/** The values that a document has in a field, those of its elements where an array lies on the way. */
export function fieldValues(field: string, document: Plain): unknown[] {
  return expand([{ value: document, path: field.split('.'), isElement: false }], [field], new Set()).flat();
}

/** The key by which a document takes its place in a sort: the first of the keys it would have in such an index. */
export function sortKey(pattern: KeyPattern, document: Plain): Buffer {
  const [first, ...rest] = entryKeys(pattern, document).keys;
  return rest.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least), first ?? Buffer.alloc(0));
}

/** Rows of one document differ in few fields: those that are as in the row before are not encoded again. */
function keyJoiner(pattern: KeyPattern): (row: unknown[]) => Buffer {
  const directions = Object.values(pattern);
  const parts: Buffer[] = [];
  let before: unknown[] = [];
  return (row) => {
    row.forEach((value, field) => {
      if (field in parts && before[field] === value) return;
      parts[field] = directions[field] === -1 ? invert(encodeValue(value)) : encodeValue(value);
    });
    before = row;
    return Buffer.concat(parts);
  };
}

function distinct(keys: Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}

/** Follows all fields at once down to the next array they share, and from there once for each of its elements. */
function expand(start: Cursor[], fields: string[], multikey: Set<string>): unknown[][] {
  const cursors = start.map(advance);
  const arrays = cursors.map(arrayAt);
  const array = arrays.find((found) => found !== undefined);
  if (!array) return [cursors.map((cursor) => cursor.value)];
  refuseParallelArrays(array, arrays, fields);
  arrays.forEach((found, field) => found && multikey.add(fields[field] ?? ''));
  const elements = array.length === 0 ? [EMPTY_ARRAY] : array;
  return elements.flatMap((element) =>
    expand(
      cursors.map((cursor, field) => (arrays[field] ? intoElement(cursor, element) : cursor)),
      fields,
      multikey,
    ),
  );
}

function refuseParallelArrays(array: unknown[], arrays: (unknown[] | undefined)[], fields: string[]): void {
  const other = arrays.findIndex((found) => found !== undefined && found !== array);
  if (other === -1) return;
  const names = `[${fields[other]}] [${fields[arrays.indexOf(array)]}]`;
  throw new CloudError('DATABASE_REQUEST_FAILED', `cannot index parallel arrays ${names}`);
}

function arrayAt(cursor: Cursor): unknown[] | undefined {
  const isValue = cursor.path.length === 0 && cursor.isElement;
  return Array.isArray(cursor.value) && !isValue ? cursor.value : undefined;
}

function intoElement(cursor: Cursor, element: unknown): Cursor {
  if (element === EMPTY_ARRAY)
    return { value: cursor.path.length === 0 ? element : undefined, path: [], isElement: true };
  if (cursor.path.length > 0 && !isObject(element)) return { value: undefined, path: [], isElement: true };
  return { value: element, path: cursor.path, isElement: cursor.path.length === 0 };
}

function advance(cursor: Cursor): Cursor {
  let { value, path } = cursor;
  for (let name = path[0]; name !== undefined && canStep(value, name); name = path[0]) {
    value = (value as Plain)[name];
    path = path.slice(1);
  }
  if (path.length > 0 && !Array.isArray(value)) return { ...cursor, value: undefined, path: [] };
  return { ...cursor, value, path };
}

function canStep(value: unknown, name: string): boolean {
  return isObject(value) ? Object.hasOwn(value, name) : Array.isArray(value) && /^\d+$/.test(name);
}

import { CloudError, type Plain } from '../contract';
import { matcher } from './query';
import { isObject } from './values';

/** The place that an update's path leads to: a field of an object or an element of an array. */
export type Place = { parent: Plain | unknown[]; key: string; path: string };

/** Arrays are not filled up with more nulls than this to reach an index. */
const LONGEST_PADDING = 1_500_000;

/** Where a path leads. Without `create`, it leads nowhere when something on the way is missing. */
export function findPlace(document: Plain, path: string, create: boolean): Place | undefined {
  const names = path.split('.');
  const key = names.pop() ?? '';
  if (key === '' || names.includes('')) throw refused(`The update path '${path}' contains an empty field name`);
  let parent: unknown = document;
  let above = '';
  for (const name of names) {
    const next = enter(parent, name, above, create);
    if (next === undefined) return undefined;
    parent = next;
    above = name;
  }
  return canHold(parent, key, above, create) ? { parent: parent as Plain, key, path } : undefined;
}

function enter(parent: unknown, name: string, above: string, create: boolean): unknown {
  if (!canHold(parent, name, above, create)) return undefined;
  const holder = parent as Plain;
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (value !== undefined || !create) return value;
  writeValue({ parent: holder, key: name, path: name }, {});
  return holder[name];
}

function canHold(parent: unknown, key: string, above: string, create: boolean): boolean {
  if (isObject(parent) && key !== '__proto__') return true;
  if (Array.isArray(parent) && /^\d+$/.test(key)) return true;
  if (!create) return false;
  throw refused(`Cannot create field '${key}' in element {${above}: ${JSON.stringify(parent)}}`);
}

/** The array that lies on the way to a place, by its path; undefined when there is none. */
export function arrayOnTheWay(document: Plain, path: string): string | undefined {
  let value: unknown = document;
  const names: string[] = [];
  for (const name of path.split('.')) {
    if (Array.isArray(value)) return names.join('.');
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    names.push(name);
  }
  return undefined;
}

/** The value at a place; undefined when there is none. */
export function readValue({ parent, key }: Place): unknown {
  return Object.hasOwn(parent, key) ? (parent as Plain)[key] : undefined;
}

/** Puts a value at a place; an array grows by nulls up to it. */
export function writeValue({ parent, key }: Place, value: unknown): void {
  if (!Array.isArray(parent)) {
    parent[key] = value;
    return;
  }
  const index = Number(key);
  if (index - parent.length > LONGEST_PADDING) throw refused(`can't backfill more than ${LONGEST_PADDING} elements`);
  while (parent.length < index) parent.push(null);
  parent[index] = value;
}

/** Takes a field away; an element of an array becomes null, so that the others keep their places. */
export function removeValue({ parent, key }: Place): void {
  if (Array.isArray(parent)) parent[Number(key)] = null;
  else delete parent[key];
}

/** The paths that `$` (the element the filter matched) and `$[]` (every element) stand for. */
export function concretePaths(document: Plain, path: string, filter: Plain): string[] {
  const names = path.split('.');
  const place = names.findIndex((name) => name.startsWith('$'));
  if (place === -1) return [path];
  if (place === 0) throw refused(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (names.indexOf('$') !== names.lastIndexOf('$'))
    throw refused(`Too many positional (i.e. '$') elements found in path '${path}'`);
  const arrayPath = names.slice(0, place).join('.');
  const array = arrayAt(document, arrayPath);
  const indexes = names[place] === '$' ? [matchedIndex(array, arrayPath, filter)] : everyIndex(array, names[place]);
  return indexes.flatMap((index) => {
    const rest = names.slice(place + 1);
    return concretePaths(document, [...names.slice(0, place), String(index), ...rest].join('.'), filter);
  });
}

function arrayAt(document: Plain, path: string): unknown[] {
  const place = findPlace(document, path, false);
  const value = place && readValue(place);
  if (Array.isArray(value)) return value;
  throw refused(`The path '${path}' must exist in the document in order to apply array updates.`);
}

function everyIndex(array: unknown[], name: string | undefined): number[] {
  if (name === '$[]') return [...array.keys()];
  throw refused(`No array filter found for identifier '${name?.slice(2, -1)}'`);
}

/** The first element that satisfies what the filter says of the array. */
function matchedIndex(array: unknown[], path: string, filter: Plain): number {
  const conditions = conditionsOn(path, filter);
  const tests = conditions.map(([field, condition]) => matcher({ [`array${field.slice(path.length)}`]: condition }));
  const index = array.findIndex((element) => tests.every((matches) => matches({ array: [element] })));
  if (tests.length > 0 && index >= 0) return index;
  throw refused('The positional operator did not find the match needed from the query.');
}

function conditionsOn(path: string, filter: Plain): [string, unknown][] {
  return Object.entries(filter).flatMap(([field, condition]): [string, unknown][] => {
    if (field === '$and') return (condition as Plain[]).flatMap((part) => conditionsOn(path, part));
    return field === path || field.startsWith(`${path}.`) ? [[field, condition]] : [];
  });
}

/** An update that MongoDB would refuse. */
export function refused(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

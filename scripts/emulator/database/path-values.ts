import { isObject } from './values';

type Test = (value: unknown) => boolean;

/**
 * Whether a value at a path passes a test: the value itself, an element of it, or the same inside the objects of an
 * array on the way. Where the path ends early, undefined is tested; arrays inside arrays are entered only by an index.
 */
export function someValueAt(path: string[], value: unknown, passes: Test, step = 0): boolean {
  const name = path[step];
  if (name === undefined) return passes(value) || (Array.isArray(value) && value.some((element) => passes(element)));
  if (Array.isArray(value)) return someElement(path, value, passes, step);
  if (!isObject(value)) return passes(undefined);
  return someValueAt(path, Object.hasOwn(value, name) ? value[name] : undefined, passes, step + 1);
}

function someElement(path: string[], array: unknown[], passes: Test, step: number): boolean {
  const index = /^\d+$/.test(path[step] ?? '') ? Number(path[step]) : Infinity;
  if (index < array.length && someValueAt(path, array[index], passes, step + 1)) return true;
  return array.some((element) => isObject(element) && someValueAt(path, element, passes, step));
}

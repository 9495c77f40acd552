import type { Plain } from '../contract';

/** Whether a value is an object with fields: not an array, date, regular expression or binary. */
export function isObject(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof Uint8Array)
  );
}

import { CloudError, type Plain } from '../contract';
import { isObject } from './values';

/** The filter, unless its `$and`, `$or` and `$nor` are not what MongoDB takes: lists of filters. */
export function checkedFilter(filter: Plain): Plain {
  for (const name of ['$and', '$or', '$nor']) if (Object.hasOwn(filter, name)) checkParts(name, filter[name]);
  return filter;
}

function checkParts(name: string, parts: unknown): void {
  if (!Array.isArray(parts) || parts.length === 0) throw refused(`${name} must be a nonempty array`);
  for (const part of parts) {
    if (!isObject(part)) throw refused(`${name} entries need to be full objects`);
    checkedFilter(part);
  }
}

function refused(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', message);
}

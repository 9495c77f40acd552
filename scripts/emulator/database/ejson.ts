import { CloudError, type Clock, type Plain } from '../contract';
import { isObject } from './values';

/** MongoDB stores no deeper nesting. */
const DEEPEST = 100;

/**
 * Turns what the SDKs send into plain values: Extended JSON of both generations, and server dates.
 * ObjectIds become their hex text.
 * https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/
 */
export function revive(value: unknown, clock: Clock, depth = 0): unknown {
  if (depth > DEEPEST) throw new CloudError('INVALID_PARAM', `The nesting is deeper than ${DEEPEST} levels.`);
  if (Array.isArray(value)) return value.map((element) => revive(element, clock, depth + 1));
  if (!isObject(value)) return value;
  const [name = ''] = Object.keys(value);
  if (MARKS.has(name)) return reviveMarked(name, value[name], clock);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revive(each, clock, depth + 1)]));
}

/** Decodes a field of a request that may be Extended JSON text or the value itself. */
export function decode(field: unknown, clock: Clock): unknown {
  if (typeof field !== 'string') return revive(field, clock);
  try {
    return revive(JSON.parse(field), clock);
  } catch (error) {
    if (error instanceof SyntaxError) throw new CloudError('INVALID_PARAM', `Not Extended JSON: ${error.message}`);
    throw error;
  }
}

const MARKS = new Set([
  '$numberInt',
  '$numberLong',
  '$numberDouble',
  '$numberDecimal',
  '$oid',
  '$symbol',
  '$undefined',
  '$date',
  '$tcb_server_date',
  '$regularExpression',
  '$binary',
]);

function reviveMarked(mark: string, content: unknown, clock: Clock): unknown {
  switch (mark) {
    case '$oid':
    case '$symbol':
      return String(content);
    case '$undefined':
      return null;
    case '$date':
      return date(content, clock);
    case '$tcb_server_date':
      return serverDate(content, clock);
    case '$regularExpression':
      return regularExpression(isObject(content) ? content : {});
    case '$binary':
      return Buffer.from(String(isObject(content) ? content['base64'] : content), 'base64');
    default:
      return Number(content);
  }
}

function date(content: unknown, clock: Clock): Date {
  if (isObject(content) && 'offset' in content) return serverDate(content, clock);
  const time = isObject(content) ? Number(content['$numberLong'] ?? content['$numberInt']) : content;
  const found = new Date(time as string | number);
  if (Number.isNaN(found.getTime())) throw new CloudError('INVALID_PARAM', 'Not a date: ' + JSON.stringify(content));
  return found;
}

function serverDate(content: unknown, clock: Clock): Date {
  const offset = isObject(content) ? revive(content['offset'] ?? 0, clock) : 0;
  return new Date(clock.now() + Number(offset));
}

/** Without `g` and `y`, which would make a test depend on the one before it. */
function regularExpression({ pattern, options }: Plain): RegExp {
  try {
    const flags = typeof options === 'string' ? options.replace(/[^imsu]/g, '') : '';
    return new RegExp(String(pattern), flags);
  } catch (error) {
    throw new CloudError('DATABASE_REQUEST_FAILED', error instanceof Error ? error.message : String(error));
  }
}

/** Canonical Extended JSON text, as the 1.x generation of SDKs reads it. */
export function encode(value: unknown): string {
  return JSON.stringify(canonical(value));
}

function canonical(value: unknown): unknown {
  if (typeof value === 'number') return canonicalNumber(value);
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (value instanceof RegExp) return { $regularExpression: { pattern: value.source, options: value.flags } };
  if (value instanceof Uint8Array) return { $binary: { base64: Buffer.from(value).toString('base64'), subType: '00' } };
  return mapped(value, canonical);
}

function canonicalNumber(value: number): Plain {
  if (Object.is(value, -0)) return { $numberDouble: '-0.0' };
  const fits = (bits: number) => Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
  if (fits(32)) return { $numberInt: String(value) };
  return { [fits(64) ? '$numberLong' : '$numberDouble']: String(value) };
}

/** The plain JSON that the 0.x generation of SDKs reads: only dates and expressions are marked. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof RegExp) return { $regex: value.source, $options: value.flags };
  if (value instanceof Uint8Array) return { $binary: Buffer.from(value).toString('base64') };
  return mapped(value, plain);
}

function mapped(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, each(field)]));
}

import type { Plain } from '../contract';

/** Puts the caller's openid wherever a query says '{openid}'. */
export function fillOpenid(filter: Plain, openid: string): Plain {
  return fill(filter, openid) as Plain;
}

function fill(value: unknown, openid: string): unknown {
  if (value === '{openid}') return openid;
  if (Array.isArray(value)) return value.map((each) => fill(each, openid));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, openid)]));
}

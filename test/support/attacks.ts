import * as v from 'valibot';
import { auditing } from '../../cloudfunctions/common/protocol/auditing';
import { contract } from '../../cloudfunctions/common/protocol/contract';
import type { Role } from '../../cloudfunctions/common/protocol/documents';
import { permissions, type Permission, type Scope } from '../../cloudfunctions/common/protocol/permissions';

type Schema = v.GenericSchema & {
  type: string;
  entries?: Record<string, Schema>;
  options?: readonly unknown[];
  literal?: unknown;
  item?: Schema;
  wrapped?: Schema;
};

/** One action of the contract, as somebody who attacks it sees it. */
export type Target = { fn: string; action: string; params: Schema; permission: Permission; isAudited: boolean };

/** Every action there is, also those of which this file knows nothing. */
export const targets: Target[] = Object.entries(contract).flatMap(([fn, actions]) =>
  Object.entries(actions as Record<string, { params: Schema }>).map(([action, { params }]) => ({
    fn,
    action,
    params,
    permission: (permissions as Record<string, Record<string, Permission>>)[fn]?.[action] ?? 'participant',
    isAudited: (auditing as Record<string, Record<string, string>>)[fn]?.[action] !== 'none',
  })),
);

export const nameOf = ({ fn, action }: Target): string => `${fn}.${action}`;

/** How far a role gets with an action; undefined where it gets nowhere. What only customers do, everybody does as a customer. */
export function scopeOf({ permission }: Target, role: Role): Scope | 'participant' | undefined {
  if (permission === 'participant') return permission;
  const isForCustomers = Object.keys(permission).join() === 'customer';
  return permission[isForCustomers ? 'customer' : role];
}

/** What stands where an id, a text or a number should: operators that a database would take for a condition. */
export const operators: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $where: 'true' },
  { $or: [{}] },
  { $function: { body: 'return 1', args: [], lang: 'js' } },
];

/** Whether an operator gets through a parameter's check to where a handler could pass it on. */
export function letsThrough(schema: Schema, operator: unknown): boolean {
  const read = v.safeParse(schema, operator);
  return read.success && JSON.stringify(read.output ?? null).includes('"$');
}

const unwrapped = (schema: Schema): Schema => (schema.wrapped ? unwrapped(schema.wrapped) : schema);

/** Every parameter of an action, also those within others. */
export function parametersOf(schema: Schema, path: readonly string[] = []): { path: string; schema: Schema }[] {
  return Object.entries(unwrapped(schema).entries ?? {}).flatMap(([name, entry]) => [
    { path: [...path, name].join('.'), schema: entry },
    ...parametersOf(entry, [...path, name]),
  ]);
}

/** An input an action takes: what `known` names is taken from it, all else is made up; what may be left out is. */
export function inputFor({ params }: Target, known: Record<string, unknown>): Record<string, unknown> {
  return sampleOf(params, known) as Record<string, unknown>;
}

function sampleOf(schema: Schema, known: Record<string, unknown>): unknown {
  const { entries, options = [], item } = schema;
  if (schema.wrapped) return sampleOf(schema.wrapped, known);
  if (entries) return samplesOf(entries, known);
  if (['union', 'variant'].includes(schema.type)) return sampleOf(options[0] as Schema, known);
  const made = [...options, schema.literal, ...likely, ...(item ? [[sampleOf(item, known)]] : [])];
  return made.find((one) => one !== undefined && v.safeParse(schema, one).success);
}

/** What most parameters take one of. */
const likely = ['a', '理由', '2026-11-24', '0000000000', 'team.me', 1, 20, true, [], {}];

const isOptional = ({ type }: Schema): boolean =>
  ['optional', 'exact_optional', 'nullish', 'undefinedable'].includes(type);

function samplesOf(entries: Record<string, Schema>, known: Record<string, unknown>): Record<string, unknown> {
  const wanted = Object.entries(entries).filter(([name, entry]) => name in known || !isOptional(entry));
  return Object.fromEntries(
    wanted.map(([name, entry]) => [name, fitting(entry, known[name]) ?? sampleOf(entry, known)]),
  );
}

/** The first of what is known by that name that the parameter takes. */
const fitting = (schema: Schema, known: unknown): unknown =>
  (Array.isArray(known) ? known : [known]).find((one) => one !== undefined && v.safeParse(schema, one).success);

import type { Plain } from '../contract';
import { EMPTY_ARRAY, encodeTextPrefix, encodeValue, successor, typeByte } from './key-order';
import { hasOperators } from './values';

/** A place between keys: just before, or just after, all keys that begin with these bytes. */
export type Cut = { bytes: Buffer; isAfter: boolean };

/** The keys of one field between two cuts. A point is one single value. */
export type Interval = { from: Cut; to: Cut; isPoint: boolean };

/** What one predicate of a filter says of one field: its value lies in one of these intervals, in key order. */
export type FieldBounds = Interval[];

/** The bounds that a filter sets to each field, one entry for each predicate that an index can serve. */
export function boundsOf(filter: Plain): Map<string, FieldBounds[]> {
  const found = new Map<string, FieldBounds[]>();
  for (const [field, bounds] of predicates(filter)) found.set(field, [...(found.get(field) ?? []), bounds]);
  return found;
}

function* predicates(filter: Plain): Generator<[string, FieldBounds]> {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and' && Array.isArray(condition)) {
      for (const part of condition) yield* predicates(part as Plain);
    } else if (!field.startsWith('$')) {
      for (const bounds of conditionBounds(condition)) yield [field, bounds];
    }
  }
}

function conditionBounds(condition: unknown): FieldBounds[] {
  if (condition instanceof RegExp) return prefixBounds(condition.source, condition.flags);
  if (isBoundable(condition)) return [[point(condition)]];
  if (!hasOperators(condition)) return [];
  return Object.entries(condition).flatMap(([operator, operand]) => operatorBounds(operator, operand, condition));
}

function operatorBounds(operator: string, operand: unknown, condition: Plain): FieldBounds[] {
  if (operator === '$in') return inBounds(operand);
  if (operator === '$all')
    return Array.isArray(operand) ? operand.filter(isBoundable).map((value) => [point(value)]) : [];
  if (operator === '$regex') return regexBounds(operand, condition['$options']);
  if (!isBoundable(operand)) return [];
  if (operator === '$eq') return [[point(operand)]];
  return operand === null || Number.isNaN(operand) ? [] : rangeBounds(operator, operand);
}

function rangeBounds(operator: string, operand: unknown): FieldBounds[] {
  const bytes = encodeValue(operand);
  const type = Buffer.of(typeByte(operand));
  const first = { bytes: type, isAfter: false };
  const last = { bytes: type, isAfter: true };
  switch (operator) {
    case '$gt':
      return [[{ from: { bytes, isAfter: true }, to: last, isPoint: false }]];
    case '$gte':
      return [[{ from: { bytes, isAfter: false }, to: last, isPoint: false }]];
    case '$lt':
      return [[{ from: first, to: { bytes, isAfter: false }, isPoint: false }]];
    case '$lte':
      return [[{ from: first, to: { bytes, isAfter: true }, isPoint: false }]];
    default:
      return [];
  }
}

function inBounds(operand: unknown): FieldBounds[] {
  if (!Array.isArray(operand) || !operand.every(isBoundable)) return [];
  const distinct = new Map(operand.map((value) => [encodeValue(value).toString('latin1'), point(value)]));
  return [[...distinct.values()].sort((a, b) => compareCuts(a.from, b.from))];
}

function regexBounds(operand: unknown, options: unknown): FieldBounds[] {
  if (operand instanceof RegExp) return prefixBounds(operand.source, operand.flags);
  return typeof operand === 'string' && !options ? prefixBounds(operand, '') : [];
}

/** Only a pattern anchored at the start, followed by plain characters, bounds the strings it can match. */
function prefixBounds(source: string, flags: string): FieldBounds[] {
  const literal = /^\^([^\\^$.|?*+()[\]{}\ud800-\udfff]+)(?![?*{])/.exec(source)?.[1];
  if (literal === undefined || flags !== '' || source.includes('|')) return [];
  const bytes = encodeTextPrefix(literal);
  return [[{ from: { bytes, isAfter: false }, to: { bytes, isAfter: true }, isPoint: false }]];
}

/** Null also stands for missing values and, in an index, for the empty arrays just before it. */
function point(value: unknown): Interval {
  const bytes = encodeValue(value);
  const from = { bytes: value === null ? encodeValue(EMPTY_ARRAY) : bytes, isAfter: false };
  return { from, to: { bytes, isAfter: true }, isPoint: value !== null };
}

function isBoundable(value: unknown): boolean {
  return value === null || ['number', 'string', 'boolean'].includes(typeof value) || value instanceof Date;
}

/** The intervals that lie in both lists. */
export function intersect(a: FieldBounds, b: FieldBounds): FieldBounds {
  return a.flatMap((left) => b.flatMap((right) => overlap(left, right)));
}

function overlap(a: Interval, b: Interval): FieldBounds {
  const from = compareCuts(a.from, b.from) >= 0 ? a.from : b.from;
  const to = compareCuts(a.to, b.to) <= 0 ? a.to : b.to;
  return compareCuts(from, to) < 0 ? [{ from, to, isPoint: a.isPoint || b.isPoint }] : [];
}

function compareCuts(a: Cut, b: Cut): number {
  return Buffer.compare(position(a), position(b));
}

/** The first key at or after a cut. */
export function position(cut: Cut): Buffer {
  return cut.isAfter ? successor(cut.bytes) : cut.bytes;
}

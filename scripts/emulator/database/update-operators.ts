import type { Clock, Plain } from '../contract';
import { arrayOperators } from './array-operators';
import { encodeValue } from './key-order';
import { unsupported } from './unsupported';
import { refused } from './update-path';
import { isObject, typeName } from './values';

/** Where an operator works, for its error messages, and by which clock. */
export type Site = { path: string; clock: Clock };

/** Answers the new value of a field; undefined means that there is none. */
export type FieldOperator = (current: unknown, operand: unknown, site: Site) => unknown;

/** The update operators, by name; `$rename` and `$setOnInsert` are rewritten into them beforehand. */
export const fieldOperators: Record<string, FieldOperator> = {
  $set: (_current, operand) => operand,
  $unset: () => undefined,
  $inc: (current, operand, site) => arithmetic('$inc', orZero(current), operand, site),
  $mul: (current, operand, site) => arithmetic('$mul', orZero(current), operand, site),
  $min: (current, operand) => (current === undefined || isLess(operand, current) ? operand : current),
  $max: (current, operand) => (current === undefined || isLess(current, operand) ? operand : current),
  $bit: (current, operand, site) => bitwise(orZero(current), operand, site),
  $currentDate: (_current, operand, { clock }) => {
    refuseOtherDate(operand);
    return new Date(clock.now());
  },
  ...arrayOperators,
};

/** The operators that leave a missing field missing, so that nothing is made on the way to it. */
export const needsField = new Set(['$unset', '$pop', '$pull', '$pullAll']);

function refuseOtherDate(operand: unknown): void {
  const type = isObject(operand) ? operand['$type'] : typeof operand === 'boolean' && 'date';
  if (type === 'date') return;
  if (type === 'timestamp') unsupported("$currentDate with the $type 'timestamp'")();
  throw refused("$currentDate takes true or a $type, which must be 'date' or 'timestamp'");
}

function orZero(current: unknown): unknown {
  return current === undefined ? 0 : current;
}

function isLess(a: unknown, b: unknown): boolean {
  return Buffer.compare(encodeValue(a), encodeValue(b)) < 0;
}

function arithmetic(name: '$inc' | '$mul', current: unknown, operand: unknown, { path }: Site): number {
  if (typeof operand !== 'number') {
    const verb = name === '$inc' ? 'increment' : 'multiply';
    throw refused(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`);
  }
  if (typeof current !== 'number') {
    const text = `Cannot apply ${name} to a value of non-numeric type.`;
    throw refused(`${text} The document has the field '${path}' of non-numeric type ${typeName(current)}`);
  }
  return name === '$inc' ? current + operand : current * operand;
}

const BITWISE: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function bitwise(current: unknown, operand: unknown, { path }: Site): number {
  if (!isObject(operand) || Object.keys(operand).length === 0)
    throw refused(`The $bit modifier of '${path}' needs a document such as {or: 1}`);
  if (!Number.isSafeInteger(current)) throw refused(`Cannot apply $bit to a value of non-integral type: '${path}'`);
  return Object.entries(operand).reduce((value, [name, bits]) => {
    const combine = Object.hasOwn(BITWISE, name) ? BITWISE[name] : undefined;
    if (!combine || !Number.isSafeInteger(bits))
      throw refused(`The $bit modifier of '${path}' does not know '${name}'`);
    return Number(combine(BigInt(value), BigInt(bits as number)));
  }, current as number);
}

/** The operators of an update with their paths, in the order in which they are applied. */
export function listChanges(update: Plain, isInsert: boolean): { name: string; path: string; operand: unknown }[] {
  return Object.entries(update).flatMap(([name, fields]) => {
    const operator = name === '$setOnInsert' ? '$set' : name;
    if (name !== '$rename' && !Object.hasOwn(fieldOperators, operator)) throw refused(unknownText(name));
    if (!isObject(fields)) throw refused(`Modifiers operate on fields but we found type ${typeName(fields)} instead.`);
    if (name === '$setOnInsert' && !isInsert) return [];
    return Object.entries(fields).map(([path, operand]) => ({ name: operator, path, operand }));
  });
}

function unknownText(name: string): string {
  return `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`;
}

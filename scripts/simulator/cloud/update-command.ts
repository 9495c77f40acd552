import { encodeValue, paths } from './values';

type Plain = Record<string, unknown>;

/** What `update` does to one field, made by `db.command`. */
export class UpdateCommand {
  constructor(
    readonly operator: string,
    readonly operand: unknown,
  ) {}
}

/** A command that gives an operator one value. */
export function change(operator: string): (value: unknown) => UpdateCommand {
  return (value) => new UpdateCommand(operator, encodeValue(value));
}

/** Adds to the end of a list: values, or `{each, position, slice, sort}`. */
export function push(...values: unknown[]): UpdateCommand {
  const [first] = values;
  const isDetailed = values.length === 1 && isEach(first);
  return new UpdateCommand('$push', isDetailed ? modifiers(first) : { $each: encodeValue(values.flat()) });
}

/** Adds a value, or those of `{each}`, that the list does not hold yet. */
export function addToSet(value: unknown): UpdateCommand {
  return new UpdateCommand('$addToSet', isEach(value) ? modifiers(value) : encodeValue(value));
}

/** Encodes the data of `update`: plain values are set, commands do what they say. */
export function encodeUpdate(data: Plain): Plain {
  const update: Record<string, Plain> = {};
  for (const [path, value] of paths(data)) {
    const command = value instanceof UpdateCommand ? value : change('$set')(value);
    update[command.operator] = { ...update[command.operator], [path]: command.operand };
  }
  return update;
}

function isEach(value: unknown): value is { each: unknown[] } {
  return typeof value === 'object' && value !== null && 'each' in value && Array.isArray(value.each);
}

function modifiers(options: { each: unknown[] }): Plain {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [`$${name}`, encodeValue(value)]));
}

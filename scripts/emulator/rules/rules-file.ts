import type { Expression } from './expression';
import { errorPosition } from './json-position';
import { parseExpression } from './parser';

export type Operation = 'read' | 'create' | 'update' | 'delete';
export type SimpleMode = 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY';

/** One operation's rule with its source, for messages. */
export type Rule = { source: string; expression: Expression };
export type CollectionRules = SimpleMode | Record<Operation, Rule>;
export type Rules = ReadonlyMap<string, CollectionRules>;

const SIMPLE_MODES = new Set(['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY']);
const KEYS = new Set(['read', 'write', 'create', 'update', 'delete']);

/** Parses a security rules file: collection → one of the simple modes, or a rule for each operation. */
export function parseRules(text: string): Rules {
  const collections = Object.entries(asObject(parseJson(text), 'the file must hold an object', text, 0));
  return new Map(
    collections.map(([name, rules]) => {
      const at = text.indexOf(JSON.stringify(name));
      return [name, typeof rules === 'string' ? simpleMode(rules, text, at) : customRules(rules, text, at)];
    }),
  );
}

function simpleMode(mode: string, text: string, at: number): SimpleMode {
  if (SIMPLE_MODES.has(mode)) return mode as SimpleMode;
  return fail(`"${mode}" is none of ${[...SIMPLE_MODES].join(', ')}`, text, at);
}

function customRules(rules: unknown, text: string, at: number): Record<Operation, Rule> {
  const given = asObject(rules, 'rules are an object or the name of a simple mode', text, at);
  const unknown = Object.keys(given).find((key) => !KEYS.has(key));
  if (unknown) return fail(`"${unknown}" is none of ${[...KEYS].join(', ')}`, text, keyAt(text, unknown, at));
  const rule = (key: string): Rule => compile(given[key] ?? false, text, keyAt(text, key, at));
  const orWrite = (key: string): Rule => rule(key in given ? key : 'write');
  return { read: rule('read'), create: orWrite('create'), update: orWrite('update'), delete: orWrite('delete') };
}

function compile(value: unknown, text: string, at: number): Rule {
  if (typeof value !== 'string' && typeof value !== 'boolean') {
    return fail('a rule is an expression, true or false', text, at);
  }
  try {
    return { source: String(value), expression: parseExpression(String(value)) };
  } catch (error) {
    if (error instanceof SyntaxError) return fail(error.message, text, at);
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(String(error), text, errorPosition(text));
  }
}

function asObject(value: unknown, message: string, text: string, at: number): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return fail(message, text, at);
}

function keyAt(text: string, key: string, from: number): number {
  return Math.max(from, text.indexOf(JSON.stringify(key), from));
}

function fail(cause: string, text: string, at: number): never {
  const line = text.slice(0, Math.max(0, at)).split('\n').length;
  throw new SyntaxError(`security rules, line ${line}: ${cause}`);
}

import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { cloneDeep } from 'mingo/util';
import type { Clock, Document, Plain } from '../contract';
import { fieldOperators, listChanges, needsField } from './update-operators';
import { arrayOnTheWay, concretePaths, findPlace, readValue, refused, removeValue, writeValue } from './update-path';
import { hasOperators, isObject } from './values';

/** A document after an update, and the paths that differ, or after a replacement; undefined when nothing differs. */
export type Changed = { after: Document; updatedFields?: string[] } | undefined;

/** What an update's result depends on besides the document: the filter resolves the positional `$`. */
export type UpdateContext = { filter: Plain; clock: Clock; isInsert?: boolean };

/** Applies update operators to a copy of a document. */
export function applyUpdate(document: Document, update: Plain, context: UpdateContext): Changed {
  const after = cloneDeep<Document>(document);
  const updatedFields = new Set<string>();
  const paths: string[] = [];
  for (const { name, path, operand } of listChanges(update, context.isInsert ?? false)) {
    for (const concrete of concretePaths(document, path, context.filter)) {
      refuseConflict(paths, concrete);
      const changed =
        name === '$rename' ? rename(after, concrete, operand, paths) : modify(after, name, concrete, operand, context);
      for (const field of changed) updatedFields.add(field);
    }
  }
  refuseOtherId(document, after);
  return updatedFields.size > 0 ? { after, updatedFields: [...updatedFields] } : undefined;
}

function modify(after: Document, name: string, path: string, operand: unknown, { clock }: UpdateContext): string[] {
  const place = findPlace(after, path, !needsField.has(name));
  const operator = fieldOperators[name];
  if (!place || !operator) return [];
  const current = readValue(place);
  const value = operator(current, cloneDeep(operand), { path, clock });
  if (isDeepStrictEqual(value, current)) return [];
  if (value === undefined) removeValue(place);
  else writeValue(place, value);
  return [path];
}

function rename(after: Document, from: string, to: unknown, paths: string[]): string[] {
  if (typeof to !== 'string') throw refused(`The 'to' field for $rename must be a string: ${from}`);
  refuseConflict(paths, to);
  refuseElement('source', after, from);
  const source = findPlace(after, from, false);
  const value = source && readValue(source);
  const target = value === undefined ? undefined : findPlace(after, to, true);
  if (!source || !target) return [];
  refuseElement('destination', after, to);
  removeValue(source);
  writeValue(target, value);
  return [from, to];
}

function refuseElement(side: 'source' | 'destination', document: Document, path: string): void {
  const array = arrayOnTheWay(document, path);
  if (array === undefined) return;
  throw refused(`The ${side} field cannot be an array element, '${path}' has an array field called '${array}'`);
}

function refuseConflict(paths: string[], path: string): void {
  const other = paths.find((each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`));
  if (other !== undefined) throw refused(`Updating the path '${path}' would create a conflict at '${other}'`);
  paths.push(path);
}

function refuseOtherId(before: Document, after: Document): void {
  if (isDeepStrictEqual(before._id, after._id)) return;
  throw refused("Performing an update on the path '_id' would modify the immutable field '_id'");
}

/** Puts another document in the place of this one; only `_id` stays. */
export function applyReplacement(document: Document, replacement: Plain): Changed {
  const after = storable({ ...replacement, _id: replacement['_id'] ?? document._id });
  refuseOtherId(document, after);
  return isDeepStrictEqual(document, after) ? undefined : { after };
}

/** The document that an upsert makes when nothing matches: the filter's equalities, then the update. */
export function upsertedDocument(filter: Plain, update: Plain, isReplacement: boolean, clock: Clock): Document {
  const { _id, ...equal } = Object.fromEntries(equalities(filter));
  if (isReplacement) return storable({ ...(_id === undefined ? {} : { _id }), ...update });
  const start = storable(_id === undefined ? {} : { _id });
  const context = { filter: {}, clock, isInsert: true };
  const base = applyUpdate(start, { $set: equal }, context)?.after ?? start;
  return applyUpdate(base, update, context)?.after ?? base;
}

function equalities(filter: Plain): [string, unknown][] {
  return Object.entries(filter).flatMap(([field, condition]): [string, unknown][] => {
    if (field === '$and') return (condition as Plain[]).flatMap(equalities);
    if (field.startsWith('$') || condition instanceof RegExp) return [];
    if (!hasOperators(condition)) return [[field, condition]];
    return '$eq' in condition ? [[field, condition['$eq']]] : [];
  });
}

/** The document as it is stored: with an `_id`, first, and without names that look like operators. */
export function storable(document: Plain): Document {
  const operator = Object.keys(document).find((name) => name.startsWith('$'));
  if (operator) throw refused(`The dollar ($) prefixed field '${operator}' in '${operator}' is not valid for storage.`);
  const { _id = randomBytes(16).toString('hex'), ...fields } = document;
  if (Array.isArray(_id) || _id instanceof RegExp || isObject(_id)) throw refused("can't use this type as an _id");
  return { _id: _id as string, ...fields };
}

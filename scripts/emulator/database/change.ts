import { randomBytes } from 'node:crypto';
import { update as applyOperators } from 'mingo/updater';
import { cloneDeep, isEqual } from 'mingo/util';
import { CloudError, type Clock, type Document, type Plain } from '../contract';
import { mongoOptions } from './mongo-operators';
import { refusing } from './query';
import { isObject } from './values';

/** A document after an update, and the paths that differ; undefined when nothing does. */
export type Changed = { after: Document; updatedFields: string[] } | undefined;

/** Applies update operators to a document; the filter resolves the positional `$`. */
export function applyUpdate(document: Document, update: Plain, filter: Plain, clock: Clock): Changed {
  const { $setOnInsert: _, ...operators } = datesOfToday(update, clock);
  requireOperators(update);
  const after = cloneDeep<Document>(document);
  const condition = JSON.stringify(operators).includes('.$') ? filter : {};
  const updatedFields = refusing(() =>
    applyOperators(after, operators, [], condition, { cloneMode: 'deep', queryOptions: mongoOptions }),
  );
  return updatedFields.length > 0 ? { after, updatedFields } : undefined;
}

/** Puts another document in the place of this one; only `_id` stays. */
export function applyReplacement(document: Document, replacement: Plain): Changed {
  if (replacement['_id'] !== undefined && replacement['_id'] !== document._id) {
    throw new CloudError(
      'DATABASE_REQUEST_FAILED',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  const after = storable({ ...replacement, _id: document._id });
  if (isEqual(after, document)) return undefined;
  return { after, updatedFields: Object.keys({ ...document, ...after }).filter((name) => name !== '_id') };
}

/** The document that an upsert makes when nothing matches: the filter's equalities, then the update. */
export function upsertedDocument(filter: Plain, update: Plain, isReplacement: boolean, clock: Clock): Document {
  const equalities = Object.entries(filter).flatMap(([field, condition]) => equality(field, condition));
  const base = storable(nested(equalities));
  if (isReplacement) return storable({ _id: base._id, ...update });
  const { $setOnInsert, ...operators } = update;
  const onInsert = isObject($setOnInsert) ? { $set: { ...(operators['$set'] as Plain), ...$setOnInsert } } : {};
  return applyUpdate(base, { ...operators, ...onInsert }, {}, clock)?.after ?? base;
}

/** The document as it is stored: with an `_id`, first, and without keys that the store would take for operators. */
export function storable(document: Plain): Document {
  const operator = Object.keys(document).find((name) => name.startsWith('$'));
  if (operator) {
    const text = `The dollar ($) prefixed field '${operator}' in '${operator}' is not valid for storage.`;
    throw new CloudError('DATABASE_REQUEST_FAILED', text);
  }
  const { _id = randomBytes(16).toString('hex'), ...fields } = document;
  return { _id: _id as string, ...fields };
}

function requireOperators(update: Plain): void {
  const plainField = Object.keys(update).find((name) => !name.startsWith('$'));
  if (plainField === undefined) return;
  throw new CloudError('DATABASE_REQUEST_FAILED', `Unknown modifier: ${plainField}. Expected a valid update modifier`);
}

/** `$currentDate` as `$set`, by the clock of the cloud. */
function datesOfToday(update: Plain, clock: Clock): Plain {
  const { $currentDate, ...rest } = update;
  if (!isObject($currentDate)) return update;
  const dates = Object.fromEntries(Object.keys($currentDate).map((field) => [field, new Date(clock.now())]));
  return { ...rest, $set: { ...(rest['$set'] as Plain | undefined), ...dates } };
}

function equality(field: string, condition: unknown): [string, unknown][] {
  if (field === '$and' && Array.isArray(condition)) {
    return condition.flatMap((part) => Object.entries(part as Plain).flatMap(([name, each]) => equality(name, each)));
  }
  if (field.startsWith('$') || condition instanceof RegExp) return [];
  if (!isObject(condition)) return [[field, condition]];
  if ('$eq' in condition) return [[field, condition['$eq']]];
  return Object.keys(condition).some((name) => name.startsWith('$')) ? [] : [[field, condition]];
}

function nested(equalities: [string, unknown][]): Plain {
  const { _id, ...fields } = Object.fromEntries(equalities);
  const document: Plain = _id === undefined ? {} : { _id };
  if (Object.keys(fields).length > 0)
    applyOperators(document, { $set: fields }, [], {}, { queryOptions: mongoOptions });
  return document;
}

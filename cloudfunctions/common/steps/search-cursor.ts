import * as v from 'valibot';
import { id, moment } from '../protocol/fields';
import { AppError } from '../protocol/errors';
import { openOne, sealOne } from './stream';

const position = v.object({ sentAt: moment, messageId: id });

const place = v.object({
  /** The last message that was looked at. */
  at: v.optional(position),
  /** Messages that came after the search began do not change the order of its conversations. */
  until: v.optional(moment),
  /** The conversation it is in the midst of. */
  group: v.optional(v.object({ id, at: v.optional(position), isNew: v.boolean() })),
});

/** A message's place in time; the id tells those of the same moment apart. */
export type Position = v.InferOutput<typeof position>;

/** Where a search stands. */
export type Place = v.InferOutput<typeof place>;

const STREAM = 'search cursor';

/** Where a search goes on, bound to what is searched and by whom: as a cursor of anything else it does not open. */
export const sealPlace = (found: Place, search: string): string => sealOne(STREAM, found, search);

/** Refuses what is no cursor of this search. */
export function openPlace(cursor: string | undefined, search: string): Place {
  if (cursor === undefined) return {};
  const opened = openOne(STREAM, cursor, search);
  if (opened === undefined) throw new AppError('INVALID_INPUT', 'cursor: It belongs to another search.');
  return v.parse(place, opened);
}

import * as v from 'valibot';
import { decrypt, encrypt } from '../cloud/cipher';
import { streamKeys } from '../cloud/keys';
import { id, moment } from '../protocol/fields';
import { AppError } from '../protocol/errors';

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

const KEYS = 'search cursor';

/** Where a search goes on, bound to what is searched and by whom: as a cursor of anything else it does not open. */
export const sealPlace = (found: Place, search: string): string =>
  encrypt(streamKeys(KEYS), JSON.stringify(found), search);

/** Refuses what is no cursor of this search. */
export function openPlace(cursor: string | undefined, search: string): Place {
  if (cursor === undefined) return {};
  const text = decrypt(streamKeys(KEYS), cursor, search);
  if (text === undefined) throw new AppError('INVALID_INPUT', 'cursor: It belongs to another search.');
  return v.parse(place, JSON.parse(text));
}

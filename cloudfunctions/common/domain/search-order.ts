import type { MessageDocument } from '../protocol/documents';

/** Which messages come first. */
export type Direction = 'newest' | 'oldest';

/** Times, both included. */
export type Span = { from: number; to: number };

type Timed = Pick<MessageDocument, '_id' | 'sentAt'>;

/** Sorts messages; those of the same moment by their ids, as the index does. */
export const byTime =
  (direction: Direction) =>
  (a: Timed, b: Timed): number => {
    const later = a.sentAt - b.sentAt || (a._id < b._id ? -1 : Number(a._id > b._id));
    return direction === 'oldest' ? later : -later;
  };

import { conversations } from '../cloud/db';
import type { ConversationDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';

/** The part of a stream's document that says that nothing was said in it yet. */
export const emptyStream = (now: number) => ({
  lastSeq: 0,
  recent: [],
  keptSeq: 0,
  reads: {},
  openedAt: now,
  queuedAt: now,
  queueAt: now,
  turn: 0,
  lastAt: now,
});

/** Adds the document, or answers the one that somebody else has added meanwhile. */
export async function addOnce(made: ConversationDocument): Promise<ConversationDocument> {
  if (await conversations.add([made])) return made;
  const existing = await conversations.get(made._id);
  if (!existing) throw new AppError('TRY_AGAIN');
  return existing;
}

import { command, conversations } from '../cloud/db';
import { CHECK_AFTER_MS } from '../domain/checks';
import { placedEntries } from '../domain/entries';
import type { MessageDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { deliverAgain, saving } from './deliver';
import { systemEntry } from './keep';

/** The id of the system message that releases a message. */
const releaseIdOf = (messageId: string): string => `${messageId}:released`;

/** Releases a withheld message, also after the conversation has ended: a sequenced system message says so, and takes effect as it is kept. */
export async function letThrough(
  message: Pick<MessageDocument, '_id' | 'conversationId' | 'withheld' | 'recalledAt'>,
  now: number,
): Promise<void> {
  if (message.withheld === undefined || message.recalledAt !== undefined) return;
  const { _id, conversationId } = message;
  const entryId = releaseIdOf(_id);
  const entry = systemEntry(conversationId, entryId, { event: 'released', messageId: _id }, now);
  const saved = await conversations.change(
    { _id: conversationId, 'recent._id': command.neq(entryId) },
    { ...saving(entry), checkAt: now + CHECK_AFTER_MS },
  );
  const conversation = saved ?? (await conversations.get(conversationId));
  const placed = conversation && placedEntries(conversation).find((one) => one._id === entryId);
  if (!placed) throw new AppError('TRY_AGAIN');
  await deliverAgain(conversation, placed);
}

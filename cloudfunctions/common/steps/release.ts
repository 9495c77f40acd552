import { command, conversations } from '../cloud/db';
import { CHECK_AFTER_MS } from '../domain/checks';
import { placedEntries, type PlacedEntry } from '../domain/entries';
import type { ConversationDocument, MessageDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { alertOfRelease } from './alert';
import { deliverAgain, saving } from './deliver';
import { systemEntry } from './keep';

/** The id of the system message that releases a message. */
const releaseIdOf = (messageId: string): string => `${messageId}:released`;

type Released = Pick<MessageDocument, '_id' | 'conversationId' | 'withheld' | 'recalledAt'>;

/**
 * Releases a withheld message, also after the conversation has ended: a sequenced system message says so, and takes effect as it is
 * kept. Done again, it finishes what was begun. What its author took back stays so.
 */
export async function letThrough(message: Released, now: number): Promise<void> {
  const { _id, conversationId, withheld, recalledAt } = message;
  if (recalledAt !== undefined) return;
  const saved = withheld === undefined ? undefined : await save(message, now);
  const conversation = saved ?? (await conversations.get(conversationId));
  const entry = conversation && placedEntries(conversation).find((one) => one._id === releaseIdOf(_id));
  if (entry) await announce(conversation, entry, now);
  else if (withheld !== undefined) throw new AppError('TRY_AGAIN');
}

async function announce(conversation: ConversationDocument, entry: PlacedEntry, now: number): Promise<void> {
  await deliverAgain(conversation, entry);
  await alertOfRelease(conversation, now);
}

/** The one atomic step; undefined when it was done before. */
function save({ _id, conversationId }: Released, now: number) {
  const entry = systemEntry(conversationId, releaseIdOf(_id), { event: 'released', messageId: _id }, now);
  return conversations.change(
    { _id: conversationId, 'recent._id': command.neq(entry._id) },
    { ...saving(entry), checkAt: now + CHECK_AFTER_MS },
  );
}

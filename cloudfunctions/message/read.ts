import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import type { ConversationDocument, FeedDocument } from '../common/protocol/documents';
import { command, conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isWatcher } from '../common/domain/sides';
import { requireStaffForNotes } from '../common/steps/access';

/**
 * Moves the caller's read watermark forward, takes a mark as unread away, and tells all readers, the caller's other phones among them;
 * of somebody who looks on unseen, nobody.
 */
export async function read({ conversationId, seq }: Checked<typeof message.read>, caller: Caller): Promise<null> {
  await requireStaffForNotes(conversationId, caller);
  const conversation = await conversations.change(
    { _id: conversationId, readers: caller.to, lastSeq: command.gte(seq) },
    { [`reads.${caller.to}`]: command.max(seq), [`marks.${caller.to}.unread`]: command.remove() },
  );
  if (!conversation) throw new AppError('FORBIDDEN');
  await Promise.all(readDocuments(conversation, caller).map((document) => feed.put(document)));
  return null;
}

/** One document per reader of the watermark, rewritten as it moves. */
function readDocuments(conversation: ConversationDocument, { to: reader }: Caller): FeedDocument[] {
  const person = conversation.people.find(({ to }) => to === reader);
  if (!person || isWatcher(conversation, reader)) return [];
  return conversation.readers.map((to) => ({
    _id: `read:${conversation._id}:${person.id}:${to}`,
    to,
    at: serverDate(),
    conversationId: conversation._id,
    type: 'read',
    reader: { role: person.role, id: person.id },
    seq: conversation.reads[reader] ?? 0,
  }));
}

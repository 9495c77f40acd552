import type { Checked } from '../common/protocol/action';
import type { MessageDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { RECALL_MS } from '../common/protocol/limits';
import type { message } from '../common/protocol/message';
import { command, conversations, messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { placedEntries, recallIdOf } from '../common/domain/entries';
import { isMember } from '../common/domain/sides';
import { requireStaffForNotes } from '../common/steps/access';
import { deliverAgain, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { messageIdOf } from '../common/steps/message-id';

type Input = Checked<typeof message.recall>;

/**
 * Takes one's own message back, within two minutes. Everybody sees that it was; the record keeps what it said. Recalling again
 * changes nothing. Errors: `FORBIDDEN` for other people's messages, `TOO_LATE`, `CONVERSATION_CLOSED`.
 */
export async function recall(input: Input, caller: Caller): Promise<null> {
  await requireStaffForNotes(input.conversationId, caller);
  const recalled = await ownMessage(input, caller);
  if (recalled.recalledAt === undefined && caller.now - recalled.sentAt > RECALL_MS) throw new AppError('TOO_LATE');
  const saved = recalled.recalledAt === undefined ? await save(recalled, caller) : undefined;
  const conversation = saved ?? (await explain(recalled, caller));
  const entry = placedEntries(conversation).find(({ _id }) => _id === recallIdOf(input.messageId));
  if (entry) await deliverAgain(conversation, entry);
  return null;
}

async function ownMessage({ conversationId, messageId }: Input, { to }: Caller): Promise<MessageDocument> {
  const found = await messages.get(messageId);
  if (!found || messageIdOf(conversationId, to, found.clientId) !== messageId) throw new AppError('FORBIDDEN');
  return found;
}

/** The one atomic step: a system message that takes the other back; undefined when the guard refuses. */
function save({ _id, conversationId, from }: MessageDocument, { to, now }: Caller) {
  const by = from.role === 'customer' ? 'customer' : 'agent';
  const entry = systemEntry(conversationId, recallIdOf(_id), { event: 'recalled', messageId: _id, by }, now);
  return conversations.change(
    {
      _id: conversationId,
      status: command.neq('closed'),
      readers: to,
      watchers: command.neq(to),
      'recent._id': command.neq(entry._id),
    },
    { ...saving(entry), checkAt: now + CHECK_AFTER_MS },
  );
}

/** Saved by an earlier attempt, or why not. */
async function explain({ _id, conversationId, recalledAt }: MessageDocument, { to }: Caller) {
  const conversation = await conversations.get(conversationId);
  if (!conversation || !isMember(conversation, to)) throw new AppError('FORBIDDEN');
  const isSaved = conversation.recent.some((entry) => entry._id === recallIdOf(_id));
  if (isSaved || recalledAt !== undefined) return conversation;
  throw new AppError(conversation.status === 'closed' ? 'CONVERSATION_CLOSED' : 'TRY_AGAIN');
}

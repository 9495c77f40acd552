import { streamKeys } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import { isCustomerOf } from '../common/domain/sides';
import type { Checked, Data } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { AppError } from '../common/protocol/errors';
import { isNotes } from '../common/protocol/notes';
import { accessible } from '../common/steps/access';
import { joinNotes } from '../common/steps/notes';

/**
 * Makes the caller one of those who read and write the notes of a conversation they may look into, and puts out who has left the
 * team. Nobody gets into the notes about themselves.
 */
export async function notes(
  { conversationId }: Checked<typeof conversation.notes>,
  caller: Caller,
): Promise<Data<typeof conversation.notes>> {
  const { staff, to } = caller;
  if (!staff || isNotes(conversationId)) throw new AppError('FORBIDDEN');
  const subject = await accessible(conversationId, caller);
  if (isCustomerOf(subject, to)) throw new AppError('FORBIDDEN');
  const joined = await joinNotes(subject, staff, caller.now);
  return {
    conversationId: joined._id,
    keys: streamKeys(joined._id),
    lastSeq: joined.lastSeq,
    readSeq: joined.reads[to] ?? 0,
  };
}

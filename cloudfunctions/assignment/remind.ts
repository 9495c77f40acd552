import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { OPEN_STATUSES } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { owned } from '../common/steps/access';
import { tellState } from '../common/steps/tell';

/** Notes when the owner wants to come back to a conversation, or that they no longer do. */
export async function remind({ conversationId, at }: Checked<typeof assignment.remind>, caller: Caller): Promise<null> {
  await owned(conversationId, caller);
  const open = { _id: conversationId, status: command.in(OPEN_STATUSES) };
  const wanted =
    at === null ? { remindAt: command.remove() } : { remindAt: at, checkAt: command.min(Math.max(at, caller.now)) };
  const changed = await conversations.change(open, wanted);
  if (!changed) throw new AppError('CONVERSATION_CLOSED');
  await tellState(changed);
  return null;
}

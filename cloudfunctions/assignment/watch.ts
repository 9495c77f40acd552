import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isCustomerOf, isOpen } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { lookOn } from '../common/steps/watching';

/** Reads along unseen from now on. Who takes part already stays as they are. */
export async function watch({ conversationId }: Checked<typeof assignment.watch>, { staff }: Caller): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff || !conversation || isCustomerOf(conversation, staff.to)) throw new AppError('FORBIDDEN');
  if (conversation.status === 'closed') throw new AppError('CONVERSATION_CLOSED');
  if (!isOpen(conversation)) throw new AppError('FORBIDDEN');
  await lookOn(conversation, staff);
  return null;
}

import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isCustomerOf, isOpen } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { becomeOwner } from './become-owner';

/** Takes an open conversation over from whoever has it or waits for it. Doing it again changes nothing. */
export async function takeover(
  { conversationId }: Checked<typeof assignment.takeover>,
  { staff, now }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff || !conversation || isCustomerOf(conversation, staff.to)) throw new AppError('FORBIDDEN');
  if (conversation.status === 'closed') throw new AppError('CONVERSATION_CLOSED');
  if (!isOpen(conversation)) throw new AppError('FORBIDDEN');
  return becomeOwner(conversation, staff, { event: { event: 'takenOver', agentName: staff.name }, now });
}

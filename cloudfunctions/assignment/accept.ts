import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { standingOffer } from '../common/domain/offers';
import { isOpen } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import { AppError } from '../common/protocol/errors';
import { isOwner } from '../common/steps/owner';
import { becomeOwner } from './become-owner';

/** Takes over what was offered to the caller. Without a free place the offer stands until it is over. Accepting again changes nothing. */
export async function accept(
  { conversationId }: Checked<typeof assignment.accept>,
  { staff, now }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff) throw new AppError('FORBIDDEN');
  if (conversation && isOwner(conversation, staff)) return null;
  const offer = conversation && isOpen(conversation) ? standingOffer(conversation, now) : undefined;
  if (!conversation || offer?.to.id !== staff._id) throw new AppError('TOO_LATE');
  return becomeOwner(conversation, staff, {
    event: { event: 'transferred', agentName: staff.name },
    now,
    changes: { passedOn: command.remove() },
  });
}

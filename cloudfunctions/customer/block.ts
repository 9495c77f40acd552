import { command, conversations, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isOpen } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import { owned } from '../common/steps/access';
import { end } from '../common/steps/end';

/**
 * Keeps a customer out, whoever serves them or may reach everything, and ends what they are in by then; or lets them in again. First
 * no new conversation can be named, then the last one is ended: safe to repeat and to race.
 */
export async function block(
  { conversationId, isBlocked }: Checked<typeof customer.block>,
  caller: Caller,
): Promise<null> {
  const { now } = caller;
  const { customerId: _id } = await owned(conversationId, caller);
  const changed = await customers.change({ _id }, { blockedAt: isBlocked ? now : command.remove() });
  const last = changed?.openId ? await conversations.get(changed.openId) : undefined;
  if (isBlocked && last && isOpen(last)) await end(last, { by: 'agent', now });
  return null;
}

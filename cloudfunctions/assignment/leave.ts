import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { isCustomerOf, isMember, isWatcher } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { assignment } from '../common/protocol/assignment';
import type { AgentDocument, ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { deliverStep, leaving, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { isOwner } from '../common/steps/owner';
import { returnOffer } from '../common/steps/offer';

/**
 * Goes out of a conversation that is not the caller's own; who was asked to take it over declines by that. Leaving again, or what one
 * was never in, changes nothing and tells nothing.
 */
export async function leave(
  { conversationId }: Checked<typeof assignment.leave>,
  { staff, now }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  if (!staff) throw new AppError('FORBIDDEN');
  if (!conversation) return null;
  if (isCustomerOf(conversation, staff.to) || isOwner(conversation, staff)) throw new AppError('FORBIDDEN');
  if (conversation.offer?.to.id === staff._id) await returnOffer(conversation, now);
  else if (isWatcher(conversation, staff.to)) await stopWatching(conversation, staff);
  else if (isMember(conversation, staff.to)) await goOut(conversation, staff, now);
  return null;
}

const stopWatching = ({ _id }: ConversationDocument, { to }: AgentDocument) =>
  conversations.changeAll({ _id, watchers: to }, { readers: command.pull(to), watchers: command.pull(to) });

async function goOut(conversation: ConversationDocument, { _id: agentId, to, name }: AgentDocument, now: number) {
  const { _id, lastSeq } = conversation;
  const entry = systemEntry(_id, `${_id}:left:${agentId}:${lastSeq + 1}`, { event: 'left', agentName: name }, now);
  const left = await conversations.change(
    { _id, status: conversation.status, agentId: command.neq(agentId), readers: to, watchers: command.neq(to) },
    { checkAt: now + CHECK_AFTER_MS, ...leaving([to]), ...saving(entry) },
  );
  if (left) await deliverStep(left);
}

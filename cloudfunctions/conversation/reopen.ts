import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { canReopen } from '../common/domain/life';
import { isOpen, ownerOf } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { owned } from '../common/steps/access';
import { assignNow } from '../common/steps/assign';
import { findCustomer } from '../common/steps/customer';
import { deliverStep, leaving, saving } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { currentRules } from '../common/steps/settings';
import { waiting } from '../common/steps/waiting';

/**
 * Takes up the customer's last conversation again, with the agent they had if that one can. A newer conversation seals this one before
 * it is named, so that nobody ever has two. Doing it again changes nothing.
 */
export async function reopen({ conversationId }: Checked<typeof conversation.reopen>, caller: Caller): Promise<null> {
  const found = await owned(conversationId, caller);
  const reopened = isOpen(found) ? found : await reopenOnce(found, caller);
  if (reopened.status === 'queued') await assignNow(reopened, caller.now);
  return null;
}

async function reopenOnce(found: ConversationDocument, caller: Caller): Promise<ConversationDocument> {
  await requireLast(found);
  const rules = await currentRules(caller.now);
  if (!canReopen(found, rules.timers, caller.now)) throw new AppError('CONVERSATION_CLOSED');
  const { _id, turn } = found;
  const guard = { _id, status: 'closed', turn, isSealed: command.exists(false) };
  const reopened = await conversations.change(guard, {
    ...takenUp(found, caller),
    ...waiting(caller.now, found.priority ?? 0, rules, caller.now),
  });
  if (reopened) await deliverStep(reopened);
  const current = reopened ?? (await conversations.get(_id));
  if (!current || !isOpen(current)) throw new AppError('CONVERSATION_CLOSED');
  return current;
}

/** Nobody goes back to an earlier conversation, nor who is kept out. */
async function requireLast({ _id, customerId }: ConversationDocument): Promise<void> {
  const { openId, blockedAt } = await findCustomer(customerId);
  if (blockedAt !== undefined) throw new AppError('BLOCKED');
  if (openId !== _id) throw new AppError('CONVERSATION_CLOSED');
}

/** The part of an update that takes a conversation up again; whoever had it reads it again when it is theirs. */
function takenUp(found: ConversationDocument, { staff, now }: Caller) {
  const { _id, turn, agentId } = found;
  const former = ownerOf(found)?.to;
  const entry = systemEntry(
    _id,
    `${_id}:reopened:${turn + 1}`,
    { event: 'reopened', by: staff ? 'agent' : 'customer' },
    now,
  );
  return {
    reopenedAt: now,
    queuedAt: now,
    agentId: command.remove(),
    ...(agentId !== undefined && { lastAgentId: agentId }),
    ...(former !== undefined && leaving([former])),
    ...Object.fromEntries(OF_BEFORE.map((field) => [field, command.remove()])),
    ...saving(entry),
  };
}

/** What the time before the end says nothing of the time after it. */
const OF_BEFORE = [
  'closedAt',
  'closedBy',
  'closedReason',
  'isAbandoned',
  'missedBy',
  'chased',
  'waitingSince',
] as const;

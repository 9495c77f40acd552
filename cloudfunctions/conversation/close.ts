import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument } from '../common/protocol/documents';
import { nextCheck } from '../common/domain/checks';
import { OPEN_STATUSES } from '../common/domain/sides';
import { changeable } from '../common/steps/access';
import { drainQueue } from '../common/steps/assign';
import { saving, settle } from '../common/steps/deliver';
import { systemEntry } from '../common/steps/keep';
import { release } from '../common/steps/places';

/** Ends a conversation, gives the agent's place back and serves the queue. Closing again changes nothing. */
export async function close({ conversationId }: Checked<typeof conversation.close>, caller: Caller): Promise<null> {
  await changeable(conversationId, caller);
  const closed = (await endOnce(conversationId, caller)) ?? (await changeable(conversationId, caller));
  await settle(closed);
  await release(closed, caller.now);
  await conversations.changeAll(
    { _id: conversationId, lastSeq: closed.lastSeq },
    { checkAt: nextCheck(closed, caller.now) },
  );
  await drainQueue(caller.now);
  return null;
}

/** The one atomic step that closes, with the system message that says so. */
function endOnce(conversationId: string, { now, role }: Caller): Promise<ConversationDocument | undefined> {
  const entry = systemEntry(
    conversationId,
    `${conversationId}:closed`,
    { event: 'closed', by: role === 'customer' ? 'customer' : 'agent' },
    now,
  );
  return conversations.change(
    { _id: conversationId, status: command.in(OPEN_STATUSES) },
    { status: 'closed', closedAt: now, checkAt: now, ...saving(entry) },
  );
}

import type { Caller } from '../common/cloud/serve';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import type { ConversationDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';

/** Whether somebody has a conversation that is the caller's to pass on: their own, or anybody's when their permission reaches that far. */
export function ownedBy({ status, agentId }: ConversationDocument, { scope, id }: Caller): boolean {
  if (status === 'closed') throw new AppError('CONVERSATION_CLOSED');
  const isOwned = status === 'active' || status === 'onhold';
  return isOwned && (scope !== 'own' || agentId === id);
}

const NEVER_OVER = Number.MAX_SAFE_INTEGER;

/** When a transfer that nobody answers is over. */
export const untilOf = ({ timers }: AssignmentRules, now: number): number =>
  timers.transferSeconds > 0 ? now + timers.transferSeconds * 1000 : NEVER_OVER;

import type { ConversationDocument, Entry } from '../protocol/documents';
import { verdictDueAt } from './verdicts';

/** Nothing to look at until something happens. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The sweep looks at a conversation this long after its last message, when no sender can still be at work on it. */
export const CHECK_AFTER_MS = 10_000;

/** What failed is tried again after this long. */
export const FAILED_CHECK_MS = 10 * 60_000;

/** Who waits is looked after at every sweep. */
const QUEUE_CHECK_MS = 30_000;

/** Who waits for a verdict that is overdue is looked after this often. */
const OVERDUE_CHECK_MS = 60_000;

/** When the sweep has to look again, if nothing happens before. */
export function nextCheck({ status, checking = [] }: Pick<ConversationDocument, 'status' | 'checking'>, now: number) {
  const due = verdictDueAt(checking);
  const verdicts = due === undefined ? NEVER : Math.max(due, now + OVERDUE_CHECK_MS);
  return Math.min(verdicts, status === 'queued' ? now + QUEUE_CHECK_MS : NEVER);
}

/** The last thing the owner said, if it is still at hand. */
export function lastWordOfAgent({ recent, people, agentId }: ConversationDocument): Entry | undefined {
  const owner = people.find(({ role, id }) => role === 'agent' && id === agentId);
  return owner && recent.findLast(({ by }) => by === owner.to);
}

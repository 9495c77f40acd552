import type { ConversationDocument, Entry } from '../protocol/documents';
import { ownerOf } from './sides';
import { verdictDueAt } from './verdicts';

/** Nothing to look at until something happens. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The sweep looks at a conversation this long after its last message, when no sender can still be at work on it. */
export const CHECK_AFTER_MS = 10_000;

/** What failed is tried again after this long. */
const FAILED_CHECK_MS = 10 * 60_000;

/** Who waits is looked after at every sweep. */
const QUEUE_CHECK_MS = 30_000;

/** Who waits for a verdict that is overdue is looked after this often. */
const OVERDUE_CHECK_MS = 60_000;

type Looked = Pick<ConversationDocument, 'status' | 'checking' | 'lastAt' | 'offer'>;

/**
 * When the sweep has to look again, if nothing happens before. After the last entry it looks at least once: whoever raced for the
 * conversation then, and was cut off, may hold a place for nothing.
 */
export function nextCheck({ status, checking = [], lastAt, offer }: Looked, now: number): number {
  const due = verdictDueAt(checking);
  const verdicts = due === undefined ? NEVER : Math.max(due, now + OVERDUE_CHECK_MS);
  const races = lastAt + CHECK_AFTER_MS > now ? lastAt + CHECK_AFTER_MS : NEVER;
  return Math.min(verdicts, races, offer?.until ?? NEVER, status === 'queued' ? now + QUEUE_CHECK_MS : NEVER);
}

/** When the sweep has to look again at one that it could not look after; who waits is not made to wait for that. */
export const checkAfterFailure = ({ status }: Pick<ConversationDocument, 'status'>, now: number): number =>
  now + (status === 'queued' ? QUEUE_CHECK_MS : FAILED_CHECK_MS);

/** The last thing the owner said, if it is still at hand. */
export function lastWordOfAgent(conversation: ConversationDocument): Entry | undefined {
  const owner = ownerOf(conversation);
  return owner && conversation.recent.findLast(({ by }) => by === owner.to);
}

import type { ConversationDocument, ConversationStatus, Entry } from '../protocol/documents';

/** Nothing to look at until something happens. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** The sweep looks at a conversation this long after its last message, when no sender can still be at work on it. */
export const CHECK_AFTER_MS = 10_000;

/** What failed is tried again after this long. */
export const FAILED_CHECK_MS = 10 * 60_000;

/** Who waits is looked after at every sweep. */
const QUEUE_CHECK_MS = 30_000;

/** When the sweep has to look again, if nothing happens before. */
export const nextCheck = (status: ConversationStatus, now: number): number =>
  status === 'queued' ? now + QUEUE_CHECK_MS : NEVER;

/** The last thing the owner said, if it is still at hand. */
export function lastWordOfAgent({ recent, people, agentId }: ConversationDocument): Entry | undefined {
  const owner = people.find(({ role, id }) => role === 'agent' && id === agentId);
  return owner && recent.findLast(({ by }) => by === owner.to);
}

import type { ConversationDocument } from '../protocol/documents';
import { placedEntries, type PlacedEntry, recallIdOf } from './entries';
import { isCustomerOf } from './sides';

/** Since when a customer waits for an answer, and the first of what they said since then. */
export type Wait = { since: number; seq: number };

type Talk = Pick<ConversationDocument, '_id' | 'people' | 'recent' | 'lastSeq' | 'waitingSince' | 'answeredAt'>;

const NOTHING: ReadonlySet<string> = new Set();

/** What people said, as far as it is at hand. */
const wordsIn = (talk: Talk): PlacedEntry[] => placedEntries(talk).filter(({ kind }) => kind !== 'system');

const lastAnswer = (talk: Talk): PlacedEntry | undefined =>
  wordsIn(talk).findLast((entry) => !isCustomerOf(talk, entry.by));

/**
 * Whether the customer waits for an answer of anybody on the staff. `hidden` are ids of messages that are not for others to see; what
 * was taken back asks for nothing either. What is no longer at hand is known from the last time somebody looked.
 */
export function waitOf(talk: Talk, hidden = NOTHING): Wait | undefined {
  const words = wordsIn(talk);
  const answer = lastAnswer(talk);
  const known = answer ? undefined : talk.waitingSince;
  const [oldest] = placedEntries(talk);
  if (words.length === 0) return known === undefined ? undefined : { since: known, seq: oldest?.seq ?? talk.lastSeq };
  const ids = new Set(talk.recent.map(({ _id }) => _id));
  const first = words.find(({ _id, seq }) => seq > (answer?.seq ?? 0) && !hidden.has(_id) && !ids.has(recallIdOf(_id)));
  return first && { since: Math.min(known ?? first.sentAt, first.sentAt), seq: first.seq };
}

/** When somebody on the staff last said something. */
export const answeredAtOf = (talk: Talk): number | undefined => lastAnswer(talk)?.sentAt ?? talk.answeredAt;

/** When anybody last said something. */
export const lastWordAt = (talk: Talk): number | undefined => wordsIn(talk).at(-1)?.sentAt ?? talk.answeredAt;

/** The id of the system message that puts a conversation on hold. */
export const heldIdOf = (conversationId: string, turn: number): string => `${conversationId}:held:${turn}`;

/** Whether the customer has said something since the conversation was put on hold. */
export function wroteSinceHeld(talk: Talk): boolean {
  const held = placedEntries(talk).findLast(({ _id }) => _id.startsWith(`${talk._id}:held:`));
  return wordsIn(talk).some((entry) => entry.seq > (held?.seq ?? 0) && isCustomerOf(talk, entry.by));
}

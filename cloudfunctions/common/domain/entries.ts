import { FUNCTION_LIMIT_MS, RECENT_LIMIT } from '../protocol/limits';
import type { Author, ConversationDocument, Entry, Message, MessageDocument, Withheld } from '../protocol/documents';

/** A saved message with the seq that follows from its place among the recent ones, and what its verdict is, once there is one. */
export type PlacedEntry = Entry & { seq: number; withheld?: Withheld };

type Recent = Pick<ConversationDocument, 'recent' | 'lastSeq'>;

/** The recent entries, oldest first: every increment of `lastSeq` came with a push, so the last entry has `lastSeq`. */
export const placedEntries = ({ recent, lastSeq }: Recent): PlacedEntry[] =>
  recent.map((entry, index) => ({ ...entry, seq: lastSeq - (recent.length - 1 - index) }));

/** Who an entry is by: anybody who ever took part, or the system. */
export function authorOf(entry: Entry, people: ConversationDocument['people']): Author {
  const person = people.find(({ to }) => to === entry.by);
  if (!person) return { role: 'system', id: 'system' };
  const { role, id, name } = person;
  return name === undefined ? { role, id } : { role, id, name };
}

/** The id of the system message that takes a message back. */
export const recallIdOf = (messageId: string): string => `${messageId}:recalled`;

/** When an entry was taken back, as far as the window shows. */
const recalledAtOf = ({ recent }: Pick<ConversationDocument, 'recent'>, entry: Entry): number | undefined =>
  recent.find(({ _id }) => _id === recallIdOf(entry._id))?.sentAt;

/** A message as people see it: what was taken back says nothing to anybody, what is withheld only to its author. */
export const asSeen = (message: Message, isAuthor: boolean): Message =>
  message.recalledAt !== undefined || (message.withheld !== undefined && !isAuthor)
    ? { ...message, body: '' }
    : message;

/** A kept message, without what it is found by. */
export const keptMessage = ({ _id: messageId, terms, ...rest }: MessageDocument): Message => ({ messageId, ...rest });

/** The message an entry stands for, as it is kept. */
export function messageOf(
  conversation: Pick<ConversationDocument, '_id' | 'people' | 'recent'>,
  entry: PlacedEntry,
): Message {
  const { _id: messageId, by, judged, mentions, ...rest } = entry;
  const recalledAt = recalledAtOf(conversation, entry);
  const from = authorOf(entry, conversation.people);
  return {
    messageId,
    conversationId: conversation._id,
    from,
    ...rest,
    ...(recalledAt !== undefined && { recalledAt }),
  };
}

/** Entries in this older part of the window are about to leave it: whoever sees one not confirmed copies it at once. */
const URGENT_PLACES = RECENT_LIMIT / 2;

/** What one instance saw kept and told: everything up to a seq, and some after a hole. */
export type Known = { seq: number; beyond: readonly number[] };

/**
 * The entries before `own` that a sender should copy for their own, perhaps cut off, senders: as soon as there is one that is about
 * to leave the window, or too old to be still in work and read by nobody else, all that are old, since they cost nothing more. A
 * claim to have read something only spares this early look; the window's end and the sweep go by what is known to be kept.
 */
export function neglected(conversation: ConversationDocument, own: PlacedEntry, known: Known, now: number) {
  const { keptSeq, lastSeq, reads } = conversation;
  const seen = new Set(known.beyond);
  const readByOthers = (entry: PlacedEntry) =>
    Object.entries(reads).some(([reader, seq]) => reader !== entry.by && seq >= entry.seq);
  const isOld = (entry: PlacedEntry) => now - entry.sentAt > FUNCTION_LIMIT_MS;
  const isUrgent = (entry: PlacedEntry) => entry.seq <= lastSeq - RECENT_LIMIT + URGENT_PLACES;
  const open = placedEntries(conversation).filter(
    ({ seq }) => seq > Math.max(keptSeq, known.seq) && seq < own.seq && !seen.has(seq),
  );
  const isLookDue = open.some((entry) => isUrgent(entry) || (isOld(entry) && !readByOthers(entry)));
  return isLookDue ? open.filter((entry) => isUrgent(entry) || isOld(entry)) : [];
}

/** What is known once some more is confirmed. */
export function knownWith({ seq: from, beyond }: Known, confirmed: readonly { seq: number }[]): Known {
  const seqs = new Set([...beyond, ...confirmed.map(({ seq }) => seq)]);
  let seq = from;
  while (seqs.has(seq + 1)) seq += 1;
  const left = [...seqs].filter((each) => each > seq).sort((a, b) => a - b);
  return { seq, beyond: left.slice(-RECENT_LIMIT) };
}

/** How many recent messages of others lie above this reader's watermark; `lastSeq` speaks for those no longer recent. */
export function unreadCount(conversation: Pick<ConversationDocument, 'recent' | 'lastSeq' | 'reads'>, reader: string) {
  const readSeq = conversation.reads[reader] ?? 0;
  const entries = placedEntries(conversation);
  const older = Math.max(0, (entries[0]?.seq ?? 1) - 1 - readSeq);
  return (
    older + entries.filter((entry) => entry.seq > readSeq && entry.by !== reader && entry.kind !== 'system').length
  );
}

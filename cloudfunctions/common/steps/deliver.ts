import { command, conversations, feed } from '../cloud/db';
import { nextCheck } from '../domain/checks';
import { placedEntries, type PlacedEntry } from '../domain/entries';
import { isPutAway } from '../domain/retention';
import type { ConversationDocument, Entry } from '../protocol/documents';
import { RECENT_LIMIT } from '../protocol/limits';
import { fillHoles, keep, keepMissing, MOST_HOLES } from './keep';
import { waitingOf } from './state';
import { stateDocuments, tellAgain, tellDocuments, tellState, toReaders } from './tell';

/** What follows on saving an entry: keeping it and telling it. Both copy from the saved entry and may be done again by anybody. */

/** Keeps an entry and tells it again, whatever was done before: the answer to a retry. Answers what stands at its seq. */
export async function deliverAgain(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  if (isPutAway(conversation, entry.seq)) return entry;
  const [kept = entry] = entry.judged ? await keepMissing(conversation, [entry]) : [await keep(conversation, entry)];
  await tellAgain(toReaders(conversation, kept));
  return kept;
}

/**
 * Keeps and tells those of the entries that are not yet kept or not yet told to somebody, and with a system message the state it
 * has led to. Answers what stands at their seqs.
 */
export async function repair(conversation: ConversationDocument, found: PlacedEntry[]): Promise<PlacedEntry[]> {
  const entries = found.filter(({ seq }) => !isPutAway(conversation, seq));
  if (entries.length === 0) return [];
  const kept = await keepMissing(conversation, entries);
  const documents = kept.flatMap((entry) => toReaders(conversation, entry));
  const told = await feed.find({ _id: command.in(documents.map(({ _id }) => _id)) }, { limit: documents.length });
  const toldIds = new Set(told.map(({ _id }) => _id));
  await tellAgain(documents.filter(({ _id }) => !toldIds.has(_id)));
  if (entries.some(({ kind }) => kind === 'system')) await tellState(conversation);
  return kept;
}

/** Repairs all that is not confirmed and remembers that it is; of very many holes only the first, and the next one goes on. */
export async function settle(conversation: ConversationDocument): Promise<void> {
  const { _id, keptSeq, lastSeq } = conversation;
  await fillHoles(conversation, keptSeq + 1, lastSeq);
  await repair(
    conversation,
    placedEntries(conversation).filter(({ seq }) => seq > keptSeq),
  );
  const left = lastSeq - conversation.recent.length - keptSeq > MOST_HOLES;
  await conversations.changeAll({ _id }, { keptSeq: command.max(left ? keptSeq + MOST_HOLES : lastSeq) });
  if (conversation.leaving) await conversations.changeAll({ _id, lastSeq }, { leaving: command.remove() });
}

/** The part of an update that saves an entry: the one way a seq is given out. */
export const saving = (entry: Entry) => ({
  lastSeq: command.inc(1),
  recent: command.push({ each: [entry], slice: -RECENT_LIMIT }),
  lastAt: entry.sentAt,
});

/** The part of an update that puts out readers, who are still to learn of it. */
export const leaving = (gone: readonly string[]) => ({
  watchers: command.pullAll([...gone]),
  readers: command.pullAll([...gone]),
  leaving: command.addToSet({ $each: [...gone] }),
});

/**
 * Delivers the last entry of a conversation, just saved by a step of ours, together with the new state. Unless
 * something is left to do or came meanwhile, the sweep need not look before nobody can be at work on it any more.
 */
export async function deliverStep(conversation: ConversationDocument): Promise<void> {
  const last = placedEntries(conversation).at(-1);
  if (!last) return;
  await keep(conversation, last);
  await tellStep(conversation, last);
  if (conversation.keptSeq !== last.seq - 1) return;
  const checkAt = nextCheck(conversation, conversation.lastAt);
  await conversations.changeAll(
    { _id: conversation._id, lastSeq: last.seq },
    { keptSeq: last.seq, checkAt, leaving: command.remove() },
  );
}

/** Tells the last entry and the new state in one request, and leaves the keeping to whoever comes by next, the sweep at the latest. */
export async function tellStep(conversation: ConversationDocument, last = placedEntries(conversation).at(-1)) {
  if (!last) return;
  const waiting = await waitingOf(conversation);
  await tellDocuments([...toReaders(conversation, last), ...stateDocuments(conversation, waiting)]);
}

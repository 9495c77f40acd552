import { command, feed, messages, serverDate } from '../cloud/db';
import { asSeen, keptMessage, type PlacedEntry } from '../domain/entries';
import { isPutAway } from '../domain/retention';
import type { ConversationDocument, Entry, SystemBody } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { judged, withVerdict } from './judge';
import { documentOf } from './kept-document';
import { openBody, sealBody } from './stream';
import { tellMessage } from './tell';

/** The second step of every message: from the conversation's recent entries, where it was saved, to `messages`, where it is kept. */

/**
 * Copies one saved entry, judged if it has to be, to `messages` and answers what stands at its seq now: the entry with the verdict
 * that was kept first, or nothing in its place. Throws
 * `TRY_AGAIN` when the seq was given up meanwhile: sent again, the message gets another.
 */
export async function keep(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  if (isPutAway(conversation, entry.seq)) return entry;
  await takeEffect(conversation, entry);
  if (await messages.add([documentOf(conversation, entry)])) return entry;
  const kept = await messages.get(entry._id);
  if (!kept) throw new AppError('TRY_AGAIN');
  return kept.seq === entry.seq ? withVerdict(entry, kept.withheld) : fillPlace(conversation, entry);
}

/** A recall or release takes effect before it is kept, so that whoever finds it kept need not look again. */
async function takeEffect(conversation: ConversationDocument, { _id, kind, body, sentAt }: PlacedEntry): Promise<void> {
  const said = kind === 'system' ? openBody(conversation._id, _id, body) : undefined;
  if (!said || !('event' in said)) return;
  if (said.event === 'recalled') await applyRecall(conversation, said.messageId, sentAt);
  if (said.event === 'released') await applyRelease(conversation, said.messageId);
}

/** What was told is emptied; the record keeps the body. */
async function applyRecall(conversation: ConversationDocument, messageId: string, sentAt: number): Promise<void> {
  await messages.changeAll({ _id: messageId }, { recalledAt: sentAt });
  const told = conversation.people.map(({ to }) => `${messageId}:${to}`);
  const emptied = { 'message.body': '', 'message.recalledAt': sentAt, at: serverDate() };
  await feed.changeAll({ _id: command.in(told) }, emptied);
}

/** The message is told again, now that everybody may read it. */
async function applyRelease(conversation: ConversationDocument, messageId: string): Promise<void> {
  const released = await messages.change({ _id: messageId }, { withheld: command.remove() });
  if (released) await tellMessage(conversation, asSeen(keptMessage(released), false));
}

/**
 * A first attempt that arrives again after more than a window of other messages is saved twice. The message stands where it was
 * kept first; its second place is filled with nothing, so that the seq stays without holes.
 */
async function fillPlace(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  const _id = `${entry._id}:${entry.seq}`;
  const nothing = { ...systemEntry(conversation._id, _id, { event: 'void' }, entry.sentAt), seq: entry.seq };
  await messages.add([documentOf(conversation, nothing)]);
  return nothing;
}

/** Copies those of the entries that are not there yet, and judges them if nobody has. Answers what stands at their seqs. */
export async function keepMissing(
  conversation: ConversationDocument,
  entries: readonly PlacedEntry[],
): Promise<PlacedEntry[]> {
  const found = await messages.find({ _id: command.in(entries.map(({ _id }) => _id)) });
  const verdicts = new Map(found.map(({ _id, seq, withheld }) => [`${seq} ${_id}`, withheld]));
  const isKept = ({ _id, seq }: PlacedEntry) => verdicts.has(`${seq} ${_id}`);
  const standing = await Promise.all(
    entries.map(async (entry) =>
      isKept(entry) ? withVerdict(entry, verdicts.get(`${entry.seq} ${entry._id}`)) : judged(conversation, entry),
    ),
  );
  const missing = standing.filter((entry) => !isKept(entry));
  if (await keepAtOnce(conversation, missing)) return standing;
  const kept: PlacedEntry[] = [];
  for (const entry of standing) kept.push(isKept(entry) ? entry : await keep(conversation, entry));
  return kept;
}

/** The usual case in one request; false when one of them is special or there already. */
async function keepAtOnce(conversation: ConversationDocument, entries: PlacedEntry[]): Promise<boolean> {
  if (entries.length === 0) return true;
  if (entries.some(({ kind }) => kind === 'system')) return false;
  return messages.add(entries.map((entry) => documentOf(conversation, entry)));
}

/** Holes are filled in steps of this size. */
export const MOST_HOLES = 100;

/**
 * Fills seqs below the window that were never copied: the senders of those entries, who got no receipt, send again and get other
 * seqs. Answers what stands in the holes.
 */
export async function fillHoles(
  conversation: ConversationDocument,
  first: number,
  last: number,
): Promise<PlacedEntry[]> {
  const windowStart = conversation.lastSeq - conversation.recent.length + 1;
  const start = Math.max(first, (conversation.putAwaySeq ?? 0) + 1);
  const end = Math.min(last, windowStart - 1, start + MOST_HOLES - 1);
  if (end < start) return [];
  const seq = command.gte(start).and(command.lte(end));
  const found = new Set((await messages.find({ conversationId: conversation._id, seq })).map((one) => one.seq));
  const holes = Array.from({ length: end - start + 1 }, (_, index) => start + index).filter((one) => !found.has(one));
  return Promise.all(holes.map((hole) => fillHole(conversation, hole)));
}

async function fillHole(conversation: ConversationDocument, seq: number): Promise<PlacedEntry> {
  const messageId = `${conversation._id}:${seq}:void`;
  const nothing = { ...systemEntry(conversation._id, messageId, { event: 'void' }, conversation.lastAt), seq };
  await messages.add([documentOf(conversation, nothing)]);
  return nothing;
}

/** A system message as an entry, with an id that a repeated step arrives at again. */
export const systemEntry = (conversationId: string, messageId: string, body: SystemBody, now: number): Entry => ({
  _id: messageId,
  clientId: messageId,
  by: 'system',
  kind: 'system',
  body: sealBody(conversationId, messageId, body),
  sentAt: now,
});

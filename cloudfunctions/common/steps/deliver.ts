import { blind } from '../cloud/keys';
import { command, conversations, feed, messages, serverDate } from '../cloud/db';
import { NEVER } from '../domain/checks';
import { asSeen, keptMessage, messageOf, placedEntries, type PlacedEntry } from '../domain/entries';
import { attributeTerms, textTerms, wordsOf } from '../domain/search-terms';
import type {
  ConversationDocument,
  ConversationState,
  Entry,
  FeedDocument,
  MessageDocument,
  SystemBody,
} from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { RECENT_LIMIT } from '../protocol/limits';
import { stateOf } from './state';
import { openBody, sealBody } from './stream';

/**
 * The second and third step of every message: from the conversation's recent entries, where it was saved, to `messages`, where it
 * is kept, and to `feed`, where readers are told. Both always copy from the saved entry and may be done again by anybody.
 */

function documentOf(conversation: ConversationDocument, entry: PlacedEntry): MessageDocument {
  const { messageId, ...message } = messageOf(conversation, entry);
  return { _id: messageId, ...message, terms: blind(termsOf(conversation, entry)) };
}

function termsOf(conversation: ConversationDocument, entry: PlacedEntry): string[] {
  const { from, kind } = messageOf(conversation, entry);
  const { _id: conversationId, customerId, agentId, skill } = conversation;
  const attributes = attributeTerms({
    conversationId,
    customerId,
    role: from.role,
    kind,
    ...(agentId !== undefined && { agentId }),
    ...(skill !== undefined && { skill }),
  });
  const body = openBody(conversationId, entry._id, entry.body);
  return body ? [...attributes, ...textTerms(wordsOf(body))] : attributes;
}

/**
 * Copies one saved entry to `messages` and answers what stands at its seq now: the entry, or nothing in its place. Throws
 * `TRY_AGAIN` when the seq was given up meanwhile: sent again, the message gets another.
 */
export async function keep(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  await takeEffect(conversation, entry);
  if (await messages.add([documentOf(conversation, entry)])) return entry;
  const kept = await messages.get(entry._id);
  if (!kept) throw new AppError('TRY_AGAIN');
  return kept.seq === entry.seq ? entry : fillPlace(conversation, entry);
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
async function applyRelease({ readers }: ConversationDocument, messageId: string): Promise<void> {
  const released = await messages.change({ _id: messageId }, { withheld: command.remove() });
  if (!released) return;
  const message = asSeen(keptMessage(released), false);
  const { conversationId } = message;
  await tellAgain(
    readers.map((to) => ({
      _id: `${messageId}:${to}`,
      to,
      at: serverDate(),
      conversationId,
      type: 'message',
      message,
    })),
  );
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

const messageDocument = (conversation: ConversationDocument, entry: PlacedEntry, to: string): FeedDocument => ({
  _id: `${entry._id}:${to}`,
  to,
  at: serverDate(),
  conversationId: conversation._id,
  type: 'message',
  message: asSeen(messageOf(conversation, entry), entry.by === to),
  ...(entry.mentions?.includes(to) && { isMention: true }),
});

const toReaders = (conversation: ConversationDocument, entry: PlacedEntry): FeedDocument[] =>
  conversation.readers.map((to) => messageDocument(conversation, entry, to));

const stateDocuments = (conversation: ConversationDocument, state: ConversationState): FeedDocument[] =>
  conversation.readers.map((to) => ({
    _id: `state:${conversation._id}:${conversation.lastSeq}:${to}`,
    to,
    at: serverDate(),
    conversationId: conversation._id,
    type: 'state',
    state,
  }));

/** Tells feed documents in one request; when some are there already, each is written anew, with a new time. */
async function tellDocuments(documents: FeedDocument[]): Promise<void> {
  if (!(await feed.add(documents))) await tellAgain(documents);
}

async function tellAgain(documents: FeedDocument[]): Promise<void> {
  await Promise.all(documents.map((document) => feed.put(document)));
}

/** Tells all readers what they should know of the conversation now. */
const tellState = async (conversation: ConversationDocument): Promise<void> =>
  tellDocuments(stateDocuments(conversation, await stateOf(conversation)));

/** Tells all readers of one entry, the sender among them. */
export const tell = (conversation: ConversationDocument, entry: PlacedEntry): Promise<void> =>
  tellDocuments(toReaders(conversation, entry));

/** Keeps an entry and tells it again, whatever was done before: the answer to a retry. Answers what stands at its seq. */
export async function deliverAgain(conversation: ConversationDocument, entry: PlacedEntry): Promise<PlacedEntry> {
  const kept = await keep(conversation, entry);
  await tellAgain(toReaders(conversation, kept));
  return kept;
}

/**
 * Keeps and tells those of the entries that are not yet kept or not yet told to somebody, and with a system message the state it
 * has led to. Answers what stands at their seqs.
 */
export async function repair(conversation: ConversationDocument, entries: PlacedEntry[]): Promise<PlacedEntry[]> {
  if (entries.length === 0) return [];
  const kept = await keepMissing(conversation, entries);
  const documents = kept.flatMap((entry) => toReaders(conversation, entry));
  const told = await feed.find({ _id: command.in(documents.map(({ _id }) => _id)) }, { limit: documents.length });
  const toldIds = new Set(told.map(({ _id }) => _id));
  await tellAgain(documents.filter(({ _id }) => !toldIds.has(_id)));
  if (entries.some(({ kind }) => kind === 'system')) await tellState(conversation);
  return kept;
}

async function keepMissing(conversation: ConversationDocument, entries: PlacedEntry[]): Promise<PlacedEntry[]> {
  const found = await messages.find({ _id: command.in(entries.map(({ _id }) => _id)) });
  const foundAt = new Map(found.map(({ _id, seq }) => [_id, seq]));
  const missing = entries.filter(({ _id, seq }) => foundAt.get(_id) !== seq);
  if (await keepAtOnce(conversation, missing)) return entries;
  const kept: PlacedEntry[] = [];
  for (const entry of entries) kept.push(missing.includes(entry) ? await keep(conversation, entry) : entry);
  return kept;
}

/** The usual case in one request; false when one of them is special or there already. */
async function keepAtOnce(conversation: ConversationDocument, entries: PlacedEntry[]): Promise<boolean> {
  if (entries.length === 0) return true;
  if (entries.some(({ kind }) => kind === 'system')) return false;
  return messages.add(entries.map((entry) => documentOf(conversation, entry)));
}

/** Holes are filled in steps of this size. */
const MOST_HOLES = 100;

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
  const end = Math.min(last, windowStart - 1, first + MOST_HOLES - 1);
  if (end < first) return [];
  const seq = command.gte(first).and(command.lte(end));
  const found = new Set((await messages.find({ conversationId: conversation._id, seq })).map((one) => one.seq));
  const holes = Array.from({ length: end - first + 1 }, (_, index) => first + index).filter((one) => !found.has(one));
  return Promise.all(holes.map((hole) => fillHole(conversation, hole)));
}

async function fillHole(conversation: ConversationDocument, seq: number): Promise<PlacedEntry> {
  const messageId = `${conversation._id}:${seq}:void`;
  const nothing = { ...systemEntry(conversation._id, messageId, { event: 'void' }, conversation.lastAt), seq };
  await messages.add([documentOf(conversation, nothing)]);
  return nothing;
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

/** The part of an update that saves an entry: the one way a seq is given out. */
export const saving = (entry: Entry) => ({
  lastSeq: command.inc(1),
  recent: command.push({ each: [entry], slice: -RECENT_LIMIT }),
  lastAt: entry.sentAt,
});

/**
 * Delivers the last entry of a conversation, just saved by a step of ours, together with the new state. Unless
 * something is left to do or came meanwhile, the sweep need not look. */
export async function deliverStep(conversation: ConversationDocument, state: ConversationState): Promise<void> {
  const last = placedEntries(conversation).at(-1);
  if (!last) return;
  await keep(conversation, last);
  await tellDocuments([...toReaders(conversation, last), ...stateDocuments(conversation, state)]);
  if (conversation.keptSeq !== last.seq - 1) return;
  await conversations.changeAll({ _id: conversation._id, lastSeq: last.seq }, { keptSeq: last.seq, checkAt: NEVER });
}

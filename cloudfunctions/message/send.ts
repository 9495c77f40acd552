import type { Checked, Data } from '../common/protocol/action';
import type { Body, ConversationDocument, Entry, Reply } from '../common/protocol/documents';
import { checkBody, filesOf } from '../common/protocol/bodies';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { isNotes } from '../common/protocol/notes';
import { command, conversations, messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { OPEN_STATUSES } from '../common/domain/sides';
import { confirmedSeq, neglected, placedEntries, type PlacedEntry } from '../common/domain/entries';
import { isInFolder } from '../common/domain/files';
import { requireStaffForNotes } from '../common/steps/access';
import { alertOfMessage } from '../common/steps/alert';
import { deliverAgain, keep, repair, saving, tell } from '../common/steps/deliver';
import { messageIdOf } from '../common/steps/message-id';
import { sealBody } from '../common/steps/stream';

type Input = Checked<typeof message.send>;
type Receipt = Data<typeof message.send>;

/** Up to which seq this instance itself saw everything kept and told, by conversation; the next send writes it down in passing. */
const knownSeqs = new Map<string, number>();
const MOST_KNOWN = 1000;

/**
 * Saved, kept, told: three database calls. Sending the same `clientId` again, at any time and however often, yields the same one
 * message. Errors: `CONVERSATION_CLOSED`, `FORBIDDEN` for those who do not take part, `TRY_AGAIN`.
 */
export async function send(input: Input, caller: Caller): Promise<Receipt> {
  await requireStaffForNotes(input.conversationId, caller);
  const entry = await entryOf(input, caller);
  if ((input.attempt ?? 1) > 1) {
    const receipt = await receiptOfKept(entry._id, input.conversationId);
    if (receipt) return receipt;
  }
  const conversation = await save(entry, input.conversationId, caller);
  return conversation
    ? deliver(conversation, entry, input, caller.now)
    : explain(entry._id, input.conversationId, caller);
}

async function entryOf(input: Input, caller: Caller): Promise<Entry> {
  const { conversationId, clientId, kind, replyTo } = input;
  const _id = messageIdOf(conversationId, caller.to, clientId);
  const said = checkBody(kind, input.body);
  checkPlace(conversationId, kind, said);
  const body = sealBody(conversationId, _id, said);
  const entry = { _id, clientId, by: caller.to, kind, body, sentAt: caller.now };
  return replyTo === undefined ? entry : { ...entry, replyTo: await answered(replyTo, conversationId) };
}

/** Files lie in the conversation's own folder; excerpts and calls are only for notes. */
function checkPlace(conversationId: string, kind: Entry['kind'], body: Body): void {
  if (filesOf(body).some((fileId) => !isInFolder(fileId, `kefu/${conversationId}/`)))
    throw new AppError('INVALID_INPUT', 'A file must lie in the folder of its conversation.');
  if (!isNotes(conversationId) && (kind === 'excerpt' || 'mentions' in body))
    throw new AppError('INVALID_INPUT', 'Excerpts and mentions are for notes.');
}

/** The message that is answered, with its place. */
async function answered(messageId: string, conversationId: string): Promise<Reply> {
  const found = await messages.get(messageId);
  if (found?.conversationId !== conversationId) throw new AppError('NOT_FOUND');
  return { messageId, seq: found.seq };
}

/** The one atomic step that makes it a message; undefined when the guard refuses. */
const save = (entry: Entry, conversationId: string, caller: Caller): Promise<ConversationDocument | undefined> =>
  conversations.change(
    {
      _id: conversationId,
      status: command.in([...OPEN_STATUSES, 'staff']),
      readers: caller.to,
      'recent._id': command.neq(entry._id),
    },
    {
      ...saving(entry),
      keptSeq: command.max(knownSeqs.get(conversationId) ?? 0),
      checkAt: entry.sentAt + CHECK_AFTER_MS,
    },
  );

async function deliver(conversation: ConversationDocument, entry: Entry, input: Input, now: number): Promise<Receipt> {
  const own = placed(conversation, entry._id);
  if (!own) throw new AppError('TRY_AGAIN');
  const kept = await keep(conversation, own);
  await tell(conversation, kept);
  await careForEarlier(conversation, own, now);
  if (kept === own) await alertOfMessage(conversation, own.by, textOf(input), now);
  return kept === own ? receiptOf(own) : firstReceipt(own);
}

/** What a message says in words, if anything. */
const textOf = ({ body: { text } }: Input): string => (typeof text === 'string' ? text : '');

/** Copies what earlier senders, cut off, left uncopied, and remembers how far everything is confirmed. */
async function careForEarlier(conversation: ConversationDocument, own: PlacedEntry, now: number): Promise<void> {
  const known = Math.max(conversation.keptSeq, knownSeqs.get(conversation._id) ?? 0);
  const left = neglected(conversation, own, known, now);
  await repair(conversation, left);
  remember(conversation._id, confirmedSeq(known, [...left, own]));
}

function remember(conversationId: string, seq: number): void {
  if (knownSeqs.size >= MOST_KNOWN) knownSeqs.clear();
  knownSeqs.set(conversationId, seq);
}

const placed = (conversation: ConversationDocument, messageId: string): PlacedEntry | undefined =>
  placedEntries(conversation).find(({ _id }) => _id === messageId);

const receiptOf = ({ _id, seq, sentAt }: PlacedEntry): Receipt => ({ messageId: _id, seq, sentAt });

/** The receipt of a message that was kept at an earlier seq. */
async function firstReceipt({ _id }: PlacedEntry): Promise<Receipt> {
  const first = await messages.get(_id);
  if (!first) throw new AppError('TRY_AGAIN');
  return { messageId: _id, seq: first.seq, sentAt: first.sentAt };
}

/** A retry of what is kept already: whether its readers were told is unknown, so they are told again. */
async function receiptOfKept(messageId: string, conversationId: string): Promise<Receipt | undefined> {
  const kept = await messages.get(messageId);
  if (!kept) return undefined;
  const conversation = await conversations.get(conversationId);
  const entry = conversation && placed(conversation, messageId);
  if (entry) await deliverAgain(conversation, entry);
  return { messageId, seq: kept.seq, sentAt: kept.sentAt };
}

/** Why the guard refused: saved by an earlier attempt, no right to send, closed; anything else may be tried again. */
async function explain(messageId: string, conversationId: string, caller: Caller): Promise<Receipt> {
  const conversation = await conversations.get(conversationId);
  if (!conversation) throw new AppError('FORBIDDEN');
  const entry = placed(conversation, messageId);
  if (entry) {
    const kept = await deliverAgain(conversation, entry);
    return kept === entry ? receiptOf(entry) : firstReceipt(entry);
  }
  const kept = await messages.get(messageId);
  if (kept) return { messageId, seq: kept.seq, sentAt: kept.sentAt };
  if (!conversation.readers.includes(caller.to)) throw new AppError('FORBIDDEN');
  throw new AppError(conversation.status === 'closed' ? 'CONVERSATION_CLOSED' : 'TRY_AGAIN');
}

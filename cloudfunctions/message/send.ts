import type { Checked, Data } from '../common/protocol/action';
import type { BodyOf } from '../common/protocol/bodies';
import type { Body, ConversationDocument } from '../common/protocol/documents';
import { AppError, type ErrorCode } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { command, conversations, messages } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { CHECK_AFTER_MS } from '../common/domain/checks';
import { isMember, OPEN_STATUSES } from '../common/domain/sides';
import { authorOf, type Known, knownWith, neglected, placedEntries, type PlacedEntry } from '../common/domain/entries';
import { requireStaffForNotes } from '../common/steps/access';
import { alertOfMessage } from '../common/steps/alert';
import { notifyCalled } from '../common/steps/calling';
import { isBlocked } from '../common/steps/customer';
import { deliverAgain, repair, saving } from '../common/steps/deliver';
import { withVerdict } from '../common/steps/judge';
import { keep } from '../common/steps/keep';
import { resumeOnWord } from '../common/steps/hold';
import { askAboutFiles } from '../common/steps/media-checks';
import { joining } from '../common/steps/notes';
import { sealOne } from '../common/steps/stream';
import { tell } from '../common/steps/tell';
import { hearWords } from '../common/steps/waiting';
import { draftOf, type Draft } from './draft';
import { requireShowable } from './showing';
import { beginTrial, type Trial } from './trial';

type Input = Checked<typeof message.send>;
type Receipt = Data<typeof message.send>;

/** What this instance itself saw kept and told, by conversation; the next send writes it down in passing. */
const knowledge = new Map<string, Known>();
const MOST_KNOWN = 1000;

/**
 * Saved, kept, told: three database calls. Sending the same `clientId` again, at any time and however often, yields the same one
 * message. Errors: `CONVERSATION_CLOSED`, `FORBIDDEN` for those who do not take part, `TRY_AGAIN`.
 */
export async function send(input: Input, caller: Caller): Promise<Receipt> {
  const staff = await requireStaffForNotes(input.conversationId, caller);
  const draft = await draftOf(input, caller);
  const messageId = draft.entry._id;
  if ((input.attempt ?? 1) > 1) {
    const receipt = await receiptOfKept(messageId, input.conversationId);
    if (receipt) return receipt;
  }
  if (staff) await requireShowable(draft, staff, caller);
  const trial = await beginTrial(draft, caller);
  const conversation = await save(draft, trial, caller);
  return conversation ? deliver(conversation, draft, trial, caller) : explain(messageId, input.conversationId, caller);
}

/** The one atomic step that makes it a message; undefined when the guard refuses. */
function save({ conversationId, entry, said, called }: Draft, trial: Trial, caller: Caller) {
  const { _id, sentAt } = entry;
  return conversations.change(
    {
      _id: conversationId,
      status: command.in([...OPEN_STATUSES, 'staff']),
      readers: caller.to,
      watchers: command.neq(caller.to),
      'recent._id': command.neq(_id),
    },
    {
      ...saving(trial.isJudged ? { ...entry, judged: true } : entry),
      ...(trial.hasFiles && { checking: command.push({ each: [{ messageId: _id, sentAt }] }) }),
      ...(called.length > 0 && joining(called)),
      ...('productId' in said && showing(conversationId, said)),
      keptSeq: command.max(knowledge.get(conversationId)?.seq ?? 0),
      checkAt: sentAt + CHECK_AFTER_MS,
    },
  );
}

const MOST_SHOWN = 20;

/** The part of an update that notes which product was shown. */
const showing = (conversationId: string, { productId, name: productName }: BodyOf<'product'>) => ({
  shown: command.push({ each: [sealOne(conversationId, { productId, productName })], slice: -MOST_SHOWN }),
});

async function deliver(
  conversation: ConversationDocument,
  { entry, said }: Draft,
  trial: Trial,
  caller: Caller,
): Promise<Receipt> {
  const own = placed(conversation, entry._id);
  if (!own) throw new AppError('TRY_AGAIN');
  const isStaff = authorOf(own, conversation.people).role !== 'customer';
  const kept = await keep(conversation, withVerdict(own, await trial.verdict(isStaff)));
  await tell(conversation, kept);
  if (kept.withheld === 'checking')
    await askAboutFiles({ ...kept, conversationId: conversation._id }, caller, caller.now);
  await notifyCalled(conversation._id, own, caller.now);
  await careForEarlier(conversation, own, caller.now);
  if (!isStaff) await hearWords(conversation, caller.now);
  if (!isStaff) await resumeOnWord(conversation, caller.now);
  const isNew = kept._id === own._id;
  if (isNew && kept.withheld === undefined) await alertOfMessage(conversation, own.by, textOf(said), caller.now);
  return isNew ? receiptOf(own) : firstReceipt(own);
}

/** What a message says in words, if anything. */
const textOf = (said: Body): string => ('text' in said ? (said.text ?? '') : '');

/** Copies what earlier senders, cut off, left uncopied, and remembers how far everything is confirmed. */
async function careForEarlier(conversation: ConversationDocument, own: PlacedEntry, now: number): Promise<void> {
  const left = neglected(conversation, own, knownOf(conversation), now);
  await repair(conversation, left);
  const known = knownWith(knownOf(conversation), [...left, own]);
  if (knowledge.size >= MOST_KNOWN) knowledge.clear();
  knowledge.set(conversation._id, known);
  if (left.length > 0) await spareOthers(conversation, known);
}

/** Writes down at once what was looked at, or every other instance would look as well. */
const spareOthers = ({ _id }: ConversationDocument, { seq }: Known) =>
  conversations.changeAll({ _id }, { keptSeq: command.max(seq) });

/** Others may know more, and have written it down. */
function knownOf({ _id, keptSeq }: ConversationDocument): Known {
  const { seq, beyond } = knowledge.get(_id) ?? { seq: 0, beyond: [] };
  return knownWith({ seq: Math.max(seq, keptSeq), beyond }, []);
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
    return kept._id === entry._id ? receiptOf(entry) : firstReceipt(entry);
  }
  const kept = await messages.get(messageId);
  if (kept) return { messageId, seq: kept.seq, sentAt: kept.sentAt };
  if (!isMember(conversation, caller.to)) throw new AppError('FORBIDDEN');
  throw new AppError(conversation.status === 'closed' ? await whyClosed(conversation, caller) : 'TRY_AGAIN');
}

const whyClosed = async ({ customerId }: ConversationDocument, { to }: Caller): Promise<ErrorCode> =>
  customerId === to && (await isBlocked(customerId)) ? 'BLOCKED' : 'CONVERSATION_CLOSED';

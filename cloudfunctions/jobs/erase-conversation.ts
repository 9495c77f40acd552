import { command, conversations, customers } from '../common/cloud/db';
import { NEVER } from '../common/domain/checks';
import { withoutPerson } from '../common/domain/retention';
import { settle } from '../common/steps/deliver';
import { sealName } from '../common/steps/stream';
import type { ConversationDocument } from '../common/protocol/documents';
import { notesIdOf } from '../common/protocol/notes';
import { emptyStream, removeSigns, type HasTime } from './empty-stream';

/** What stands for the name of somebody whose data was deleted. */
export const NOBODY = '已删除的客户';

/** Nothing held is touched. */
export const unheld = { 'hold.at': command.exists(false) };

/** The part of an update after which nobody looks for the messages there are, and nothing is taken up again. */
export const puttingAway = ({ lastSeq }: ConversationDocument) => ({
  putAwaySeq: lastSeq,
  keptSeq: lastSeq,
  isSealed: true,
  checkAt: NEVER,
});

/** What came of it: held means that it was not begun, or is left as it is. */
export type Progress = 'done' | 'held' | 'unfinished';

/**
 * Deletes what was said in a conversation that has ended, its notes and files, and whatever tells whose it was; what statistics count
 * stays. First nothing is brought back any more, then the content goes, and last the person: cut off anywhere, it is found again.
 */
export async function eraseConversation(
  conversation: ConversationDocument,
  successor: string,
  now: number,
  hasTime: HasTime,
): Promise<Progress> {
  const { _id } = conversation;
  await settleFirst(conversation);
  const begun = await beginErasing(conversation, now);
  if (!begun) return 'held';
  const notes = await conversations.get(notesIdOf(_id));
  if (notes && !(await eraseNotes(notes, hasTime))) return 'unfinished';
  if (!(await emptyStream(begun, hasTime))) return 'unfinished';
  await removeSigns(begun);
  await forgetPrevious(begun);
  if (notes) await conversations.changeAll({ _id: notes._id }, nameless(notes, successor));
  await removePerson(begun, successor, now);
  return 'done';
}

/** What was told and is not kept yet would not be found. */
async function settleFirst(stream: ConversationDocument): Promise<void> {
  if (stream.keptSeq < stream.lastSeq) await settle(stream);
}

/** The one step after which it is being deleted; undefined when it is held, goes on, or something has come meanwhile. */
const beginErasing = (conversation: ConversationDocument, now: number): Promise<ConversationDocument | undefined> =>
  conversations.change(
    { _id: conversation._id, status: 'closed', lastSeq: conversation.lastSeq, ...unheld },
    { erasingSince: now, recent: [], checking: command.remove(), ...puttingAway(conversation) },
  );

/** Deletes what was written in notes so far; whether all of it is gone. Colleagues may go on writing. */
export async function eraseNotes(notes: ConversationDocument, hasTime: HasTime): Promise<boolean> {
  const { _id, lastSeq } = notes;
  await settleFirst(notes);
  const begun = await conversations.change(
    { _id, lastSeq },
    { recent: [], ...puttingAway(notes), isSealed: command.remove() },
  );
  if (!begun || !(await emptyStream(begun, hasTime))) return false;
  await removeSigns(begun);
  return true;
}

/** The customer's next conversation leads nowhere any more. */
async function forgetPrevious({ _id, customerId }: ConversationDocument): Promise<void> {
  const forgotten = { previousId: command.remove() };
  await conversations.changeAll({ customerId, previousId: _id }, forgotten);
  await customers.changeAll({ _id: customerId, previousId: _id }, forgotten);
}

/** Replaces whatever tells whose it was. Done last: by the customer's id it is found again. */
async function removePerson(conversation: ConversationDocument, successor: string, now: number): Promise<void> {
  const { _id, customerId, leaving } = conversation;
  const kept = Object.entries(withoutPerson(conversation, successor)).map(([name, value]) => [
    name,
    command.set(value),
  ]);
  await conversations.changeAll(
    { _id },
    {
      ...nameless(conversation, successor),
      ...Object.fromEntries(kept),
      ...Object.fromEntries(PERSONAL.map((field) => [field, command.remove()])),
      readers: command.pull(customerId),
      ...(leaving && { leaving: command.pull(customerId) }),
      erasedAt: now,
    },
  );
}

const nameless = ({ _id }: ConversationDocument, successor: string) => ({
  customerId: successor,
  customerName: sealName(_id, NOBODY),
});

const PERSONAL = ['customerAvatar', 'closedReason', 'visits', 'shown', 'rating.comment', 'rating.answers'] as const;

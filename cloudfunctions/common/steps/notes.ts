import { agents, command, conversations } from '../cloud/db';
import { CHECK_AFTER_MS, NEVER } from '../domain/checks';
import { placedEntries } from '../domain/entries';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { notesIdOf } from '../protocol/notes';
import { deliverAgain, saving } from './deliver';
import { messageIdOf } from './message-id';
import { personOf } from './person';
import { openName, sealBody, sealName } from './stream';
import { addOnce, emptyStream } from './stream-document';

/** The notes of a conversation, with this member of the staff among those who read and write them; puts out who has left the team. */
export async function joinNotes(
  subject: ConversationDocument,
  staff: AgentDocument,
  now: number,
): Promise<ConversationDocument> {
  const found = await findOrMake(subject, now);
  if (found.readers.includes(staff.to)) return found;
  await putOutFormer(found);
  const joined = await conversations.change({ _id: found._id }, joining([staff]));
  if (!joined) throw new AppError('TRY_AGAIN');
  return joined;
}

async function findOrMake(subject: ConversationDocument, now: number): Promise<ConversationDocument> {
  const _id = notesIdOf(subject._id);
  return (await conversations.get(_id)) ?? addOnce(newNotes(_id, subject, now));
}

const newNotes = (_id: string, subject: ConversationDocument, now: number): ConversationDocument => ({
  _id,
  status: 'staff',
  customerId: subject.customerId,
  customerName: sealName(_id, openName(subject._id, subject.customerName)),
  readers: [],
  people: [],
  ...emptyStream(now),
  checkAt: NEVER,
});

async function putOutFormer({ _id, readers }: ConversationDocument): Promise<void> {
  const present = new Set((await agents.find({ to: command.in(readers) }, { limit: 1000 })).map(({ to }) => to));
  const former = readers.filter((to) => !present.has(to));
  if (former.length > 0) await conversations.changeAll({ _id }, { readers: command.pullAll(former) });
}

/** The part of an update that lets staff read along. */
export const joining = (called: readonly AgentDocument[]) => ({
  readers: command.addToSet({ $each: called.map(({ to }) => to) }),
  people: command.addToSet({ $each: called.map(personOf) }),
});

/** What somebody writes among the notes as part of something else; `clientId` makes it one note however often it is written. */
export type NewNote = { clientId: string; text: string; shownTo: AgentDocument[] };

/** Writes a note in a colleague's name and lets others read the notes. Answers its id. */
export async function writeNote(
  subject: ConversationDocument,
  author: AgentDocument,
  note: NewNote,
  now: number,
): Promise<string> {
  const { _id: notesId } = await joinNotes(subject, author, now);
  const _id = messageIdOf(notesId, author.to, note.clientId);
  const notes = (await saveNote(notesId, _id, author.to, note, now)) ?? (await conversations.get(notesId));
  const entry = notes && placedEntries(notes).find((one) => one._id === _id);
  if (entry) await deliverAgain(notes, entry);
  return _id;
}

/** The one atomic step; undefined when it was written before. */
function saveNote(notesId: string, _id: string, by: string, { clientId, text, shownTo }: NewNote, now: number) {
  const body = sealBody(notesId, _id, { text });
  return conversations.change(
    { _id: notesId, 'recent._id': command.neq(_id) },
    {
      ...saving({ _id, clientId, by, kind: 'text', body, sentAt: now }),
      ...(shownTo.length > 0 && joining(shownTo)),
      checkAt: now + CHECK_AFTER_MS,
    },
  );
}

import { command, customerNotes } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import type { Author, CustomerNoteDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { messageIdOf } from './message-id';
import { openText, sealText } from './stream';

const MOST_NOTES = 100;

/** A note as it is read. */
export type Note = { noteId: string; text: string; by: Author; at: number };

/** The latest notes about a customer, the last one first. */
export async function notesAbout(customerId: string): Promise<Note[]> {
  const found = await customerNotes.find(
    { customerId, removedAt: command.exists(false) },
    { sort: ['at', 'desc'], limit: MOST_NOTES },
  );
  return found.map(({ _id, text = '', by, at }) => ({ noteId: _id, text: openText(customerId, _id, text), by, at }));
}

/** Writes a note down. Again with the same `clientId` it is one note. */
export async function addNote(
  customerId: string,
  { clientId, text }: { clientId: string; text: string },
  { to, now }: Caller,
  by: Author,
): Promise<void> {
  const _id = messageIdOf(customerId, to, clientId);
  await customerNotes.add([{ _id, customerId, by, at: now, text: sealText(customerId, _id, text) }]);
}

/** Takes a note away: its author may, and who looks after everything. What was removed once stays so. */
export async function removeNote(customerId: string, noteId: string, { id, scope, now }: Caller): Promise<void> {
  const note = await customerNotes.get(noteId);
  if (note?.customerId !== customerId || !mayRemove(note, id, scope)) throw new AppError('FORBIDDEN');
  await customerNotes.changeAll({ _id: noteId }, { removedAt: now, text: command.remove() });
}

const mayRemove = ({ by }: CustomerNoteDocument, id: string, scope: Caller['scope']): boolean =>
  scope === 'all' || by.id === id;

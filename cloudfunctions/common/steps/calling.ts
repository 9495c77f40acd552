import { agents, command, conversations } from '../cloud/db';
import type { ConversationDocument, Entry } from '../protocol/documents';
import { subjectOf } from '../protocol/notes';
import { notify } from './notice';

type Call = Pick<Entry, 'by' | 'mentions' | 'sentAt'>;

/** Notifies the colleagues whom a note calls, wherever they are; each once, however often it is done. */
export async function notifyCalled(notesId: string, { by, mentions = [], sentAt }: Call, now: number): Promise<void> {
  const others = mentions.filter((to) => to !== by);
  const subject = others.length > 0 ? await conversations.get(subjectOf(notesId)) : undefined;
  if (!subject) return;
  const called = await agents.find({ to: command.in(others) });
  await notify(subject, { kind: 'mention', at: sentAt }, called, now);
}

/** Notifies those whom notes call that are not confirmed: their authors may have been cut off. */
export async function notifyLeftOut(notes: ConversationDocument, now: number): Promise<void> {
  const { _id, status, recent, lastSeq, keptSeq } = notes;
  if (status !== 'staff') return;
  const unconfirmed = recent.slice(Math.max(0, recent.length - (lastSeq - keptSeq)));
  for (const entry of unconfirmed) await notifyCalled(_id, entry, now);
}

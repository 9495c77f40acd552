import { command, conversations } from '../common/cloud/db';
import { deleteFiles } from '../common/cloud/storage';
import { findKept } from '../common/steps/kept';
import type { ConversationDocument } from '../common/protocol/documents';
import { notesIdOf } from '../common/protocol/notes';
import { filesIn, type HasTime } from './empty-stream';
import { unheld, type Progress } from './erase-conversation';

/** Messages whose files are deleted at once. */
const AT_ONCE = 50;

/** Deletes the files of a conversation and its notes; the messages stay and say that there was one. */
export async function eraseFiles(conversation: ConversationDocument, hasTime: HasTime): Promise<Progress> {
  const notes = await conversations.get(notesIdOf(conversation._id));
  for (const stream of [conversation, notes]) {
    const progress = stream ? await eraseFilesOf(stream, hasTime) : 'done';
    if (progress !== 'done') return progress;
  }
  return 'done';
}

async function eraseFilesOf(stream: ConversationDocument, hasTime: HasTime): Promise<Progress> {
  const { _id, lastSeq, filesGoneSeq = 0 } = stream;
  let gone = filesGoneSeq;
  while (gone < lastSeq) {
    const last = Math.min(lastSeq, gone + AT_ONCE);
    const found = await findKept(stream, { seq: command.gt(gone).and(command.lte(last)) }, { limit: AT_ONCE });
    await deleteFiles(found.flatMap(filesIn));
    gone = last;
    if ((await conversations.changeAll({ _id, ...unheld }, { filesGoneSeq: gone })) === 0) return 'held';
    if (!hasTime()) return 'unfinished';
  }
  return 'done';
}

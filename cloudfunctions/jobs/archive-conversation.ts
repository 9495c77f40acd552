import { archive, command, conversations, messages } from '../common/cloud/db';
import { settle } from '../common/steps/deliver';
import type { ConversationDocument } from '../common/protocol/documents';
import { notesIdOf } from '../common/protocol/notes';
import type { HasTime } from './empty-stream';
import { puttingAway, unheld, type Progress } from './erase-conversation';

/** Messages that are moved at once. */
const AT_ONCE = 50;

/**
 * Moves the messages of a conversation that has ended, and its notes, to the archive: they can be read there, and no search finds them.
 * Each is there before it leaves, so that whoever reads meanwhile misses nothing.
 */
export async function archiveConversation(
  conversation: ConversationDocument,
  now: number,
  hasTime: HasTime,
): Promise<Progress> {
  if (conversation.keptSeq < conversation.lastSeq) await settle(conversation);
  const begun = await begin(conversation, { status: 'closed', ...unheld }, now);
  if (!begun) return 'held';
  const notes = await conversations.get(notesIdOf(conversation._id));
  const sides = [begun, notes && (await begin(notes, {}, now))];
  for (const side of sides) if (side && !(await moveAll(side, hasTime))) return 'unfinished';
  return 'done';
}

const begin = (conversation: ConversationDocument, guard: object, now: number) =>
  conversations.change(
    { _id: conversation._id, lastSeq: conversation.lastSeq, ...guard },
    {
      archivedAt: now,
      ...puttingAway(conversation),
      ...(conversation.status === 'staff' && { isSealed: command.remove() }),
    },
  );

async function moveAll(stream: ConversationDocument, hasTime: HasTime): Promise<boolean> {
  while ((await moveSome(stream)) > 0) if (!hasTime()) return false;
  return true;
}

async function moveSome({ _id, putAwaySeq = 0 }: ConversationDocument): Promise<number> {
  const old = { conversationId: _id, seq: command.lte(putAwaySeq) };
  const found = await messages.find(old, { sort: ['seq', 'asc'], limit: AT_ONCE });
  if (found.length === 0) return 0;
  const moved = found.map((message) => ({ ...message, terms: [] }));
  if (!(await archive.add(moved))) await Promise.all(moved.map((message) => archive.put(message)));
  await messages.removeAll({ _id: command.in(found.map((message) => message._id)) });
  return found.length;
}

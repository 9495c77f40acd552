import type { Checked } from '../common/protocol/action';
import type { ConversationDocument, FeedDocument } from '../common/protocol/documents';
import type { message } from '../common/protocol/message';
import { command, conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isWatcher } from '../common/domain/sides';

type Input = Checked<typeof message.delivered>;

/**
 * Notes how far the caller's phone has received conversations, and tells the other readers. What the caller takes no part in, or
 * what was never said, is passed over: a phone reports many at once.
 */
export async function delivered({ marks }: Input, caller: Caller): Promise<null> {
  await Promise.all(marks.map((mark) => note(mark, caller)));
  return null;
}

async function note({ conversationId, seq }: Input['marks'][number], { to }: Caller): Promise<void> {
  const changed = await conversations.change(
    { _id: conversationId, readers: to, lastSeq: command.gte(seq) },
    { [`delivered.${to}`]: command.max(seq) },
  );
  if (changed) await Promise.all(documentsOf(changed, to).map((document) => feed.put(document)));
}

/** One document per other reader, rewritten as the watermark moves. */
function documentsOf(conversation: ConversationDocument, receiver: string): FeedDocument[] {
  const person = conversation.people.find(({ to }) => to === receiver);
  if (!person || isWatcher(conversation, receiver)) return [];
  const others = conversation.readers.filter((to) => to !== receiver);
  return others.map((to) => ({
    _id: `delivered:${conversation._id}:${person.id}:${to}`,
    to,
    at: serverDate(),
    conversationId: conversation._id,
    type: 'delivered',
    reader: { role: person.role, id: person.id },
    seq: conversation.delivered?.[receiver] ?? 0,
  }));
}

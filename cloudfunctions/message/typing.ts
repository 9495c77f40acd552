import type { Checked } from '../common/protocol/action';
import type { FeedDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { message } from '../common/protocol/message';
import { conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

/** Tells the others that the caller is writing: one document per conversation and reader, rewritten each time. */
export async function typing(
  { conversationId }: Checked<typeof message.typing>,
  { to: writer }: Caller,
): Promise<null> {
  const conversation = await conversations.get(conversationId);
  const person = conversation?.people.find(({ to }) => to === writer);
  if (!person || !conversation?.readers.includes(writer)) throw new AppError('FORBIDDEN');
  const { role, id } = person;
  const documents = conversation.readers
    .filter((to) => to !== writer)
    .map((to): FeedDocument => ({
      _id: `typing:${conversationId}:${id}:${to}`,
      to,
      at: serverDate(),
      conversationId,
      type: 'typing',
      reader: { role, id },
    }));
  await Promise.all(documents.map((document) => feed.put(document)));
  return null;
}

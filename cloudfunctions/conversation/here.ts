import { command, conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { OPEN_STATUSES, staffReaders } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument, FeedDocument, Reader } from '../common/protocol/documents';

/**
 * Notes in all open conversations of the caller that they are there or have left, and tells the staff of a customer, and the customer of
 * the agent who has the conversation.
 */
export async function here({ here: isHere }: Checked<typeof conversation.here>, { to, now }: Caller): Promise<null> {
  const own = { readers: to, status: command.in(OPEN_STATUSES) };
  await conversations.changeAll(own, { [`here.${to}`]: isHere ? now : -now });
  const found = await conversations.find(own);
  await Promise.all(found.flatMap((one) => hereDocuments(one, to, isHere)).map((document) => feed.put(document)));
  return null;
}

/** One document per reader, rewritten as somebody comes and goes. */
function hereDocuments(conversation: ConversationDocument, who: string, isHere: boolean): FeedDocument[] {
  const { _id: conversationId } = conversation;
  return signsOf(conversation, who).map(({ to, reader }) => ({
    _id: `here:${conversationId}:${reader.id}:${to}`,
    to,
    at: serverDate(),
    conversationId,
    type: 'here',
    reader,
    isHere,
  }));
}

/** Who is told of somebody. */
function signsOf(conversation: ConversationDocument, who: string): { to: string; reader: Reader }[] {
  const { customerId, agentId, people } = conversation;
  if (customerId === who)
    return staffReaders(conversation).map((to) => ({ to, reader: { role: 'customer', id: customerId } }));
  const owner = people.find(({ role, to, id }) => role === 'agent' && to === who && id === agentId);
  return owner ? [{ to: customerId, reader: { role: 'agent', id: owner.id } }] : [];
}

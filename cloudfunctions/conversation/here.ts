import { command, conversations, feed, serverDate } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { OPEN_STATUSES, staffReaders } from '../common/domain/sides';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import type { ConversationDocument, FeedDocument } from '../common/protocol/documents';

/** Notes in all open conversations of the caller that they are there or have left, and tells the staff of a customer. */
export async function here({ here: isHere }: Checked<typeof conversation.here>, { to, now }: Caller): Promise<null> {
  const own = { readers: to, status: command.in(OPEN_STATUSES) };
  await conversations.changeAll(own, { [`here.${to}`]: isHere ? now : -now });
  const served = await conversations.find({ ...own, customerId: to });
  await Promise.all(served.flatMap((one) => hereDocuments(one, to, isHere)).map((document) => feed.put(document)));
  return null;
}

/** One document per reader, rewritten as the customer comes and goes. */
const hereDocuments = (conversation: ConversationDocument, id: string, isHere: boolean): FeedDocument[] =>
  staffReaders(conversation).map((to) => ({
    _id: `here:${conversation._id}:${id}:${to}`,
    to,
    at: serverDate(),
    conversationId: conversation._id,
    type: 'here',
    reader: { role: 'customer', id },
    isHere,
  }));

import type { Handover } from '../protocol/conversation';
import type { ConversationDocument } from '../protocol/documents';
import { messageOf, placedEntries, recallIdOf } from './entries';
import { isCustomerOf } from './sides';
import { waitOf } from './waiting';

/** What the customer said last that nobody has answered yet; `hidden` are ids of messages that are not for others to see. */
function questionIn(conversation: ConversationDocument, hidden: ReadonlySet<string>) {
  const wait = waitOf(conversation, hidden);
  const ids = new Set(conversation.recent.map(({ _id }) => _id));
  const isSeen = (id: string) => !hidden.has(id) && !ids.has(recallIdOf(id));
  return placedEntries(conversation).findLast(
    ({ _id, by, kind, seq }) =>
      wait !== undefined && seq >= wait.seq && kind !== 'system' && isCustomerOf(conversation, by) && isSeen(_id),
  );
}

/** What a colleague should know who is asked to take over, in the words of the sender's note if there is one. */
export function handoverOf(
  conversation: ConversationDocument,
  customer: string,
  hidden: ReadonlySet<string>,
  note?: string,
): Handover {
  const { openedAt, source, tags = [] } = conversation;
  const question = questionIn(conversation, hidden);
  return {
    customer,
    since: openedAt,
    ...(source?.productName !== undefined && { product: source.productName }),
    tags,
    ...(question && { question: messageOf(conversation, question) }),
    ...(note !== undefined && { note }),
  };
}

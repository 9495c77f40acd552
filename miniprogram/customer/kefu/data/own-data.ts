import type {
  OwnConversation,
  OwnCursor,
  OwnMessage,
  OwnProfile,
  Portion,
} from '../../../../cloudfunctions/common/protocol/rights';
import { call } from '../../../shared/cloud';

/** A conversation with all that was said in it. */
export type WholeConversation = OwnConversation & { messages: OwnMessage[] };

/** Everything about a customer. */
export type OwnData = { profile?: OwnProfile; conversations: WholeConversation[] };

/** Asks for everything, part by part; tells how many messages there are so far. */
export async function gatherOwnData(onProgress: (messages: number) => void): Promise<OwnData> {
  const data: OwnData = { conversations: [] };
  let count = 0;
  let after: OwnCursor | undefined;
  do {
    const portion = await call('customer', 'ownData', after ? { after } : {});
    add(data, portion);
    count += portion.messages.length;
    onProgress(count);
    after = portion.next;
  } while (after);
  return data;
}

function add(data: OwnData, { profile, conversation, messages }: Portion): void {
  if (profile) data.profile = profile;
  if (conversation) data.conversations.push({ ...conversation, messages: [] });
  data.conversations.at(-1)?.messages.push(...messages);
}

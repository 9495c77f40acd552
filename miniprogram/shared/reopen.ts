import { call } from './cloud';
import { holdKeys } from './keys';

/** Opens the customer's next conversation, or the one that is open already; answers its id. */
export async function reopen(): Promise<string> {
  const { conversationId, keys } = await call('conversation', 'open', {});
  holdKeys(conversationId, keys);
  return conversationId;
}

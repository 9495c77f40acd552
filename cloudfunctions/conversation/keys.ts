import { streamKeys } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { accessible } from '../common/steps/access';

/** The keys that open a conversation's messages; phones hold them in memory only. */
export async function keys(
  { conversationId }: Checked<typeof conversation.keys>,
  caller: Caller,
): Promise<Data<typeof conversation.keys>> {
  await accessible(conversationId, caller);
  return streamKeys(conversationId);
}

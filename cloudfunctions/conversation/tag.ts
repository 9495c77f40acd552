import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { changeable } from '../common/steps/access';

/** Marks a conversation for the staff, also after it has ended. */
export async function tag({ conversationId, tags }: Checked<typeof conversation.tag>, caller: Caller): Promise<null> {
  await changeable(conversationId, caller);
  await conversations.changeAll({ _id: conversationId }, { tags: [...new Set(tags)] });
  return null;
}

import { conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { conversation } from '../common/protocol/conversation';
import { changeable } from '../common/steps/access';
import { tellState } from '../common/steps/tell';

/** Marks a conversation for the staff, also after it has ended. */
export async function tag({ conversationId, tags }: Checked<typeof conversation.tag>, caller: Caller): Promise<null> {
  await changeable(conversationId, caller);
  const changed = await conversations.change({ _id: conversationId }, { tags: [...new Set(tags)] });
  if (changed) await tellState(changed);
  return null;
}

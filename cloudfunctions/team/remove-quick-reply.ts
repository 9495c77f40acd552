import type { Checked } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { quickReplies } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { documentIdOf, ownerFor } from './owner';
import { recordChange } from './save-quick-reply';

/** Removes one of the caller's own quick replies, or one of the team's. Removing again changes nothing. */
export async function removeQuickReply(
  { replyId, isTeam }: Checked<typeof team.removeQuickReply>,
  caller: Caller,
): Promise<null> {
  const owner = ownerFor(isTeam, caller);
  if (isTeam) await recordChange('team.removeQuickReply', replyId, caller);
  await quickReplies.removeAll({ _id: documentIdOf(owner, replyId), owner });
  return null;
}

import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import { QUICK_REPLY_LIMIT } from '../common/protocol/limits';
import type { team } from '../common/protocol/team';
import { record } from '../common/cloud/audit';
import { command, quickReplies } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isInFolder } from '../common/domain/files';
import { documentIdOf, ownerFor } from './owner';

type Input = Checked<typeof team.saveQuickReply>;

/** Makes or changes one of the caller's own quick replies, or one of the team's. Changes of the team's are written down. */
export async function saveQuickReply(input: Input, caller: Caller): Promise<null> {
  const { replyId, isTeam, image, ...rest } = input;
  const owner = ownerFor(isTeam, caller);
  if (image !== undefined && !isInFolder(image, 'kefu/replies/'))
    throw new AppError('INVALID_INPUT', 'image: elsewhere');
  const _id = documentIdOf(owner, replyId);
  await requireRoom(owner, _id);
  if (isTeam) await recordChange('team.saveQuickReply', replyId, caller);
  await quickReplies.put({ _id, owner, ...rest, updatedAt: caller.now, ...(image !== undefined && { image }) });
  return null;
}

async function requireRoom(owner: string, _id: string): Promise<void> {
  const others = await quickReplies.count({ owner, _id: command.neq(_id) });
  if (others >= QUICK_REPLY_LIMIT) throw new AppError('INVALID_INPUT', `at most ${QUICK_REPLY_LIMIT} quick replies`);
}

/** What was done to one of the team's. */
export async function recordChange(action: string, replyId: string, caller: Caller): Promise<void> {
  const { now: at, role, id, appid } = caller;
  await record({ at, who: { role, id }, appid, action, target: { replyId } });
}

import type { Checked } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import { command, invites } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { mayManage, recordTeamChange } from './managing';

/** Takes an invitation back that nobody has used. Done again it changes nothing. */
export async function revoke({ inviteId }: Checked<typeof team.revoke>, caller: Caller): Promise<null> {
  const found = await invites.get(inviteId);
  if (!found) return null;
  if (!mayManage(caller, found.role)) throw new AppError('FORBIDDEN');
  if (found.usedBy !== undefined) throw new AppError('TOO_LATE');
  await recordTeamChange('revoke', { inviteId }, caller);
  await invites.removeAll({ _id: inviteId, usedBy: command.exists(false) });
  return null;
}

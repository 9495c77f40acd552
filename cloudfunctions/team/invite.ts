import type { Checked, Data } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import { codeText } from '../common/protocol/invite-code';
import { INVITE_MS } from '../common/protocol/limits';
import type { team } from '../common/protocol/team';
import { command, invites } from '../common/cloud/db';
import { inviteIdOf, newCode } from '../common/cloud/invite-codes';
import type { Caller } from '../common/cloud/serve';
import { mayManage, recordTeamChange } from './managing';
import { requireKnownSkills } from './skills';

/** Invitations are kept this long after they have expired, so that whoever used one late learns that it has. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Invites somebody to the team: whoever has the code joins, once. Nobody can be told the code again. */
export async function invite(
  { role, skills, capacity }: Checked<typeof team.invite>,
  caller: Caller,
): Promise<Data<typeof team.invite>> {
  if (!mayManage(caller, role)) throw new AppError('FORBIDDEN');
  await requireKnownSkills(skills, [], caller.now);
  const { id: by, now } = caller;
  const [code, expiresAt] = [newCode(), now + INVITE_MS];
  const inviteId = inviteIdOf(code);
  await recordTeamChange('invite', { inviteId, as: role }, caller);
  await invites.add([{ _id: inviteId, role, skills, capacity, by, createdAt: now, expiresAt }]);
  await invites.removeAll({ expiresAt: command.lt(now - KEPT_MS) });
  return { inviteId, code: codeText(code), expiresAt };
}

import type { Checked, Data } from '../common/protocol/action';
import type { AgentDocument, InviteDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import { agents, command, invites } from '../common/cloud/db';
import { inviteIdOf, memberIdOf } from '../common/cloud/invite-codes';
import type { Caller } from '../common/cloud/serve';
import { countTry } from './invite-tries';
import { recordTeamChange } from './managing';
import { meOf } from './me';

/**
 * Makes the caller a member of the team by an invitation, which is used up by it. Whoever left and is invited again is the one they
 * were before. Who is in the team already stays as they are, and uses up nothing.
 */
export async function bind(
  { inviteCode, name }: Checked<typeof team.bind>,
  caller: Caller,
): Promise<Data<typeof team.bind>> {
  if (caller.staff) return meOf(caller.staff, caller.now);
  await countTry(caller.to, caller.now);
  const invite = await claim(inviteIdOf(inviteCode), caller);
  const member = await join(invite, name, caller);
  if (!member) throw new AppError('WRONG_CODE');
  return meOf(member, caller.now);
}

/** One person gets it; the same person may come back for what was cut off. */
async function claim(inviteId: string, { to, now }: Caller): Promise<InviteDocument> {
  const claimed = await invites.change(
    { _id: inviteId, expiresAt: command.gt(now), usedBy: command.exists(false) },
    { usedBy: to, usedAt: now },
  );
  const invite = claimed ?? (await invites.get(inviteId));
  if (invite?.usedBy !== to) throw new AppError('WRONG_CODE');
  return invite;
}

/** Undefined when the invitation was used before, and its user has left since. */
async function join(invite: InviteDocument, name: string, caller: Caller): Promise<AgentDocument | undefined> {
  const { to } = caller;
  await recordTeamChange('bind', { inviteId: invite._id, agentId: memberIdOf(to) }, caller);
  if ((await agents.count({ to })) === 0) await agents.add([newMember(invite, name, to)]);
  else await comeBack(invite, name, to);
  const [member] = await agents.find({ to, deactivatedAt: command.exists(false) }, { limit: 1 });
  return member;
}

const newMember = ({ role, skills, capacity }: InviteDocument, name: string, to: string): AgentDocument => ({
  _id: memberIdOf(to),
  to,
  name,
  role,
  skills,
  capacity,
  holding: [],
  presence: 'offline',
  leaseUntil: 0,
  lastAssignedAt: 0,
});

/** An invitation of before somebody was sent away does not bring them back. */
const comeBack = ({ role, skills, capacity, usedAt = 0 }: InviteDocument, name: string, to: string) =>
  agents.changeAll(
    { to, deactivatedAt: command.lt(usedAt) },
    {
      name,
      role,
      skills: command.set(skills),
      capacity,
      presence: 'offline',
      deactivatedAt: command.remove(),
      isLeaving: command.remove(),
    },
  );

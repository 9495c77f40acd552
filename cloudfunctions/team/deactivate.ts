import type { Checked } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import { agents, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { announceLeaving, takeLeave } from '../common/steps/leaving';
import { noteDuty } from '../common/steps/presence';
import { managedMember, recordTeamChange } from './managing';

/**
 * Ends somebody's access at once and gives their conversations to others. Done again, it finishes what was cut off; the sweep does so
 * too.
 */
export async function deactivate({ agentId }: Checked<typeof team.deactivate>, caller: Caller): Promise<null> {
  const member = await managedMember(agentId, caller);
  if (member._id === caller.id) throw new AppError('FORBIDDEN');
  await recordTeamChange('deactivate', { agentId }, caller);
  await announceLeaving(member, caller.now);
  await takeLeave(await endAccess(member, caller.now), caller.now);
  return null;
}

async function endAccess(member: AgentDocument, now: number): Promise<AgentDocument> {
  if (member.deactivatedAt !== undefined) return member;
  if (member.noted !== undefined && member.noted !== 'offline') await noteDuty(member, 'offline', now);
  const gone = await agents.change(
    { _id: member._id, role: member.role, deactivatedAt: command.exists(false) },
    { deactivatedAt: now, isLeaving: true, presence: 'offline', noted: 'offline' },
  );
  if (!gone) throw new AppError('TRY_AGAIN');
  if (gone.role === 'admin') await requireAnotherAdmin(gone);
  return gone;
}

/** Two admins who deactivate each other at once both stay. */
async function requireAnotherAdmin({ _id }: AgentDocument): Promise<void> {
  if ((await agents.count({ role: 'admin', deactivatedAt: command.exists(false) })) > 0) return;
  await agents.changeAll({ _id }, { deactivatedAt: command.remove(), isLeaving: command.remove() });
  throw new AppError('FORBIDDEN');
}

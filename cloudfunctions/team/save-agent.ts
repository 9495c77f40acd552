import type { Checked } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import { agents, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { drainQueue } from '../common/steps/assign';
import { giveUpAll } from '../common/steps/leaving';
import { noteDuty } from '../common/steps/presence';
import { managedMember, mayManage, recordTeamChange } from './managing';
import { requireKnownSkills } from './skills';

type Input = Checked<typeof team.saveAgent>;

/**
 * Changes what a member of the team is and can do. Conversations they have go on, also more than they may have from now on; whoever
 * waits for what they can do now is served before it answers. Analysts serve nobody: what they had goes to others.
 */
export async function saveAgent(input: Input, caller: Caller): Promise<null> {
  const { agentId, role, skills } = input;
  const member = await managedMember(agentId, caller);
  requireRoleFor(member, role, caller);
  if (skills) await requireKnownSkills(skills, member.skills, caller.now);
  await recordTeamChange('saveAgent', targetOf(input), caller);
  const changed = await agents.change({ _id: agentId, role: member.role }, changesOf(input));
  if (!changed) throw new AppError('TRY_AGAIN');
  if (changed.role === 'analyst') await giveUpAll(changed, caller.now);
  if (changed.noted) await noteDuty(changed, changed.noted, caller.now);
  await drainQueue(caller.now);
  return null;
}

/** Nobody makes somebody what they could not look after, or changes what they are themselves. */
function requireRoleFor(member: AgentDocument, role: Input['role'], caller: Caller): void {
  if (role === undefined || role === member.role) return;
  if (member._id === caller.id || !mayManage(caller, role)) throw new AppError('FORBIDDEN');
}

const changesOf = ({ agentId: _, skills, ...rest }: Input) => ({
  ...rest,
  ...(skills && { skills: command.set(skills) }),
  ...(rest.role === 'analyst' && { presence: 'offline' }),
});

/** What was set; a name is nobody's business. */
const targetOf = ({ agentId, role, skills, capacity, weight }: Input): Record<string, string | number> => ({
  agentId,
  ...(role !== undefined && { role }),
  ...(skills && { skills: skills.join(',') }),
  ...(capacity !== undefined && { capacity }),
  ...(weight !== undefined && { weight }),
});

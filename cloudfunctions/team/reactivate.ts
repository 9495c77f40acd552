import type { Checked } from '../common/protocol/action';
import type { team } from '../common/protocol/team';
import { agents, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { managedMember, recordTeamChange } from './managing';

/** Lets somebody back into the team, as who they were; they go on duty themselves. */
export async function reactivate({ agentId }: Checked<typeof team.reactivate>, caller: Caller): Promise<null> {
  await managedMember(agentId, caller);
  await recordTeamChange('reactivate', { agentId }, caller);
  await agents.changeAll(
    { _id: agentId, deactivatedAt: command.exists(true) },
    { presence: 'offline', deactivatedAt: command.remove(), isLeaving: command.remove() },
  );
  return null;
}

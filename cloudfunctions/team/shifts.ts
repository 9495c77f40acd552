import type { Data } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import type { AgentShift, team } from '../common/protocol/team';
import { agents, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { readShift } from '../common/domain/shifts';
import { mayManage } from './managing';

/** When everybody is to be there and is on call, by name; agents see their own. */
export async function shifts(_input: unknown, caller: Caller): Promise<Data<typeof team.shifts>> {
  const own = caller.scope === 'own' ? { _id: caller.id } : {};
  const found = await agents.find(
    { ...own, deactivatedAt: command.exists(false) },
    { sort: ['name', 'asc'], limit: 1000 },
  );
  return { shifts: found.map((agent) => shiftOf(agent, caller)) };
}

const shiftOf = ({ _id: agentId, name, role, shift }: AgentDocument, caller: Caller): AgentShift => ({
  agentId,
  name,
  role,
  shift: readShift(shift).read,
  canChange: mayManage(caller, role),
});

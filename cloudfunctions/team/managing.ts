import type { AgentDocument, Role } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import { record } from '../common/cloud/audit';
import { agents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

/** Leads look after agents, admins after everybody. */
export const mayManage = ({ role }: Pick<Caller, 'role'>, managed: Role): boolean =>
  role === 'admin' || (role === 'lead' && managed === 'agent');

/** A member of the team whom the caller may change. */
export async function managedMember(agentId: string, caller: Caller): Promise<AgentDocument> {
  const member = await agents.get(agentId);
  if (!member || !mayManage(caller, member.role)) throw new AppError('FORBIDDEN');
  return member;
}

/** Writes down what is done to the team, before it is done. */
export async function recordTeamChange(
  action: string,
  target: Record<string, string | number>,
  { now: at, role, id, appid }: Caller,
): Promise<void> {
  await record({ at, who: { role, id }, appid, action: `team.${action}`, target });
}

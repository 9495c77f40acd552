import type { Data } from '../common/protocol/action';
import type { InviteDocument } from '../common/protocol/documents';
import type { Invite, team } from '../common/protocol/team';
import { command, invites as documents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { agentNames } from '../common/steps/agent-names';
import { mayManage } from './managing';

/** The invitations that somebody may still use, the latest first: of agents for leads, all for admins. */
export async function invites(_input: unknown, caller: Caller): Promise<Data<typeof team.invites>> {
  const open = { expiresAt: command.gt(caller.now), usedBy: command.exists(false) };
  const found = (await documents.find(open, { sort: ['expiresAt', 'desc'] })).filter(({ role }) =>
    mayManage(caller, role),
  );
  const names = await agentNames(found.map(({ by }) => by));
  return { invites: found.map((one) => shown(one, names)) };
}

const shown = (
  { _id: inviteId, role, skills, capacity, by, createdAt, expiresAt }: InviteDocument,
  names: ReadonlyMap<string, string>,
): Invite => ({ inviteId, role, skills, capacity, by: names.get(by) ?? by, createdAt, expiresAt });

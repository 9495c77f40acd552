import type { Data } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import type { Colleague, team } from '../common/protocol/team';
import { agents as all, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

/** The whole team by name, as colleagues may know it. */
export async function agents(_input: unknown, { now }: Caller): Promise<Data<typeof team.agents>> {
  const found = await all.find({ deactivatedAt: command.exists(false) }, { sort: ['name', 'asc'], limit: 1000 });
  return { agents: found.map((agent) => colleagueOf(agent, now)) };
}

const colleagueOf = ({ _id: id, name, role, presence, leaseUntil }: AgentDocument, now: number): Colleague => ({
  id,
  name,
  role,
  presence: leaseUntil > now ? presence : 'offline',
});

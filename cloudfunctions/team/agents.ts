import type { Data } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import type { Colleague, team } from '../common/protocol/team';
import { agents as all, command } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { presenceOf } from '../common/domain/presence';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import { currentRules } from '../common/steps/settings';

/** The whole team by name, as colleagues may know it. */
export async function agents(_input: unknown, { now }: Caller): Promise<Data<typeof team.agents>> {
  const found = await all.find({ deactivatedAt: command.exists(false) }, { sort: ['name', 'asc'], limit: 1000 });
  const rules = await currentRules(now);
  return { agents: found.map((agent) => colleagueOf(agent, rules, now)) };
}

function colleagueOf(agent: AgentDocument, rules: AssignmentRules, now: number): Colleague {
  const { _id: id, name, role, holding, capacity } = agent;
  return { id, name, role, presence: presenceOf(agent, rules, now), load: holding.length, capacity };
}

import type { Data } from '../common/protocol/action';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import type { AgentDocument } from '../common/protocol/documents';
import type { Member, team } from '../common/protocol/team';
import { agents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { utcOffsetOf } from '../common/domain/alerts';
import { presenceOf } from '../common/domain/presence';
import { isOnCall, isOnShift } from '../common/domain/shifts';
import { currentRules, currentSettings } from '../common/steps/settings';
import { mayManage } from './managing';

/** Everybody on the team by name, also who has left it, with what they are, can do and have to do. */
export async function roster(_input: unknown, caller: Caller): Promise<Data<typeof team.roster>> {
  const [found, rules, settings] = await Promise.all([
    agents.find({}, { sort: ['name', 'asc'], limit: 1000 }),
    currentRules(caller.now),
    currentSettings(caller.now),
  ]);
  return {
    members: found.map((agent) => memberOf(agent, caller, rules, utcOffsetOf(settings))),
    skills: rules.skills.map(({ id, name }) => ({ id, name })),
  };
}

function memberOf(agent: AgentDocument, caller: Caller, rules: AssignmentRules, utcOffsetMinutes: number): Member {
  const { _id: id, name, role, skills, capacity, weight = 1, holding, deactivatedAt, isLeaving } = agent;
  const { now } = caller;
  return {
    id,
    name,
    role,
    skills,
    capacity,
    weight,
    presence: presenceOf(agent, rules, now),
    load: holding.length,
    isOnShift: isOnShift(agent.shift, now, utcOffsetMinutes),
    isOnCall: isOnCall(agent.shift, now, utcOffsetMinutes),
    canChange: mayManage(caller, role),
    ...(deactivatedAt !== undefined && { deactivatedAt }),
    ...(isLeaving && { isLeaving }),
  };
}

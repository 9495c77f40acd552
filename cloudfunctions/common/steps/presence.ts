import { agents, command, duty } from '../cloud/db';
import { isThere, presenceOf } from '../domain/presence';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, Standby } from '../protocol/documents';

const reachableMs = ({ timers }: AssignmentRules): number => timers.reachableSeconds * 1000;

/** Everybody who is on duty and was heard of lately, whether or not they have room; of more than one request can hold, the longest idle. */
export const agentsOnDuty = (rules: AssignmentRules, now: number): Promise<AgentDocument[]> =>
  agents.find(
    { presence: 'online', leaseUntil: command.gt(now - reachableMs(rules)) },
    { sort: ['lastAssignedAt', 'asc'], limit: 1000 },
  );

/** Whether anybody can be given a conversation, as far as presence goes. */
export const isAnybodyThere = async (rules: AssignmentRules, now: number): Promise<boolean> =>
  (await agentsOnDuty(rules, now)).some((agent) => isThere(presenceOf(agent, rules, now)));

/** What must still hold of somebody's presence when a place is taken at them. */
export const presenceConditions = (agent: AgentDocument, rules: AssignmentRules, now: number) =>
  presenceOf(agent, rules, now) === 'reachable'
    ? { presence: 'online', canBeAlerted: true, leaseUntil: command.gt(now - reachableMs(rules)) }
    : { presence: 'online', leaseUntil: command.gt(now) };

/** Writes down since when somebody is where: what replays and reports know of the team's presence. Said twice, it is written once. */
export async function noteDuty({ _id: agentId, capacity, skills }: AgentDocument, presence: Standby, at: number) {
  await duty.add([{ _id: `${agentId}:${at}:${presence}`, agentId, at, presence, capacity, skills }]);
}

/** What somebody chose, until when they count as heard of, and whether an alert can reach them then. */
export type Sign = Pick<AgentDocument, 'presence' | 'leaseUntil' | 'canBeAlerted'>;

/** Sets what is known of somebody's presence, and notes where they are if that has changed. */
export async function setPresence(staff: AgentDocument, sign: Sign, rules: AssignmentRules, now: number) {
  const is = presenceOf({ ...staff, ...sign }, rules, now);
  if (is !== staff.noted) await noteDuty(staff, is, now);
  await agents.changeAll({ _id: staff._id }, { ...sign, noted: is });
}

/** When somebody of whom nothing is heard is no longer online, and when no longer reachable. */
const endsOf = ({ leaseUntil, canBeAlerted }: AgentDocument, rules: AssignmentRules): number[] =>
  canBeAlerted ? [leaseUntil, leaseUntil + reachableMs(rules)] : [leaseUntil];

/** Notes of those who fell silent since when nothing was heard of them. */
export async function noteSilence(rules: AssignmentRules, now: number): Promise<void> {
  const silent = await agents.find({ noted: command.in(['online', 'reachable']), leaseUntil: command.lte(now) });
  for (const agent of silent) {
    const is = presenceOf(agent, rules, now);
    if (is === agent.noted) continue;
    await noteDuty(agent, is, Math.max(...endsOf(agent, rules).filter((end) => end <= now)));
    await agents.changeAll({ _id: agent._id, leaseUntil: agent.leaseUntil }, { noted: is });
  }
}

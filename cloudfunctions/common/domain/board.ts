import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument, Standby } from '../protocol/documents';
import type { Line, Working } from '../protocol/report';
import { presenceOf } from './presence';
import { skillNamed } from './skills';

type Queued = Pick<ConversationDocument, 'skill' | 'queuedAt'>;

/** The queue by skill, the one with the longest wait first. */
export function linesOf(queued: readonly Queued[], rules: AssignmentRules): Line[] {
  const skills = [...new Set(queued.map(({ skill }) => skill))];
  const lines = skills.map((skill) =>
    lineOf(
      skill,
      queued.filter((one) => one.skill === skill),
      rules,
    ),
  );
  return lines.sort((a, b) => a.since - b.since);
}

function lineOf(skill: string | undefined, queued: readonly Queued[], rules: AssignmentRules): Line {
  const known = skillNamed(rules, skill);
  return {
    ...(skill !== undefined && { skill }),
    name: known?.name ?? skill ?? '',
    isPool: known?.isPool ?? false,
    count: queued.length,
    since: Math.min(...queued.map(({ queuedAt }) => queuedAt)),
  };
}

type Held = Pick<ConversationDocument, '_id' | 'agentId' | 'waitingSince'>;

/** Whose conversations the reader of the board may open. */
export type MayOpen = (agentId: string) => boolean;

const order: Record<Standby, number> = { online: 0, reachable: 1, busy: 2, away: 3, offline: 4 };

/** The team as it stands: who is there first, then by name; with everybody, the customer who has waited longest for their answer. */
export function workingOf(
  agents: readonly AgentDocument[],
  active: readonly Held[],
  rules: AssignmentRules,
  now: number,
  mayOpen: MayOpen,
): Working[] {
  return agents
    .filter(({ role, deactivatedAt }) => role !== 'analyst' && deactivatedAt === undefined)
    .map((agent) => ({ ...standing(agent, rules, now), ...unanswered(agent, active, mayOpen) }))
    .sort((a, b) => order[a.presence] - order[b.presence] || a.name.localeCompare(b.name, 'zh'));
}

const standing = (agent: AgentDocument, rules: AssignmentRules, now: number) => ({
  id: agent._id,
  name: agent.name,
  role: agent.role,
  presence: presenceOf(agent, rules, now),
  skills: agent.skills.map((skill) => skillNamed(rules, skill)?.name ?? skill),
  load: agent.holding.length,
  capacity: agent.capacity,
});

function unanswered({ _id }: AgentDocument, active: readonly Held[], mayOpen: MayOpen) {
  const waiting = active.flatMap(({ _id: id, agentId, waitingSince: since }) =>
    agentId === _id && since !== undefined ? [{ id, since }] : [],
  );
  const first = waiting.sort((a, b) => a.since - b.since)[0];
  if (!first) return { unanswered: 0 };
  return { unanswered: waiting.length, since: first.since, ...(mayOpen(_id) && { conversationId: first.id }) };
}

import {
  decidingParts,
  type AssignmentRules,
  type Decision,
  type Obstacle,
  type Parts,
  type Standing,
  type Strategy,
} from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { isThere, presenceOf, type Timed } from './presence';
import { skillsWanted, strategyFor } from './skills';

/** What is wanted, and how to choose. Any of the skills will do; none means anybody. */
export type Wanted = {
  conversationId: string;
  skills: readonly string[];
  strategy: Strategy;
  lastAgentId?: string;
  /** Who has let it lie before. */
  missedBy?: readonly string[];
};

type Asking = Pick<ConversationDocument, '_id' | 'skill' | 'queuedAt' | 'lastAgentId' | 'missedBy' | 'reopenedAt'>;

/** Who takes a conversation up again goes on with the agent they had, whatever the rules say of new ones. */
const goesBack = (asking: Asking, { lastAgentFirst }: AssignmentRules): asking is Asking & { lastAgentId: string } =>
  asking.lastAgentId !== undefined && (lastAgentFirst || asking.reopenedAt !== undefined);

/** What a conversation that waits calls for by now. */
export const wantedBy = (conversation: Asking, rules: AssignmentRules, now: number): Wanted => ({
  conversationId: conversation._id,
  skills: skillsWanted(conversation, rules, now),
  strategy: strategyFor(conversation.skill, rules),
  missedBy: conversation.missedBy ?? [],
  ...(goesBack(conversation, rules) && { lastAgentId: conversation.lastAgentId }),
});

/** One agent with what stands against them and what decides. */
export type Candidate = { agent: AgentDocument; obstacles: Obstacle[]; parts: Parts };

const holds = ({ holding }: AgentDocument, { conversationId }: Wanted) => holding.includes(conversationId);

/** A place already reserved for this very conversation counts as room. */
const hasRoom = (agent: AgentDocument, wanted: Wanted) => agent.holding.length < agent.capacity || holds(agent, wanted);

export const hasSkill = ({ skills }: Pick<AgentDocument, 'skills'>, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.some((skill) => skills.includes(skill));

function absence(agent: AgentDocument, rules: Timed, now: number): Obstacle[] {
  const presence = presenceOf(agent, rules, now);
  return isThere(presence) ? [] : [presence === 'away' ? 'unreachable' : (presence as Obstacle)];
}

const obstaclesOf = (agent: AgentDocument, wanted: Wanted, rules: Timed, now: number): Obstacle[] => [
  ...absence(agent, rules, now),
  ...(hasRoom(agent, wanted) ? [] : (['full'] as const)),
  ...(hasSkill(agent, wanted.skills) ? [] : (['noSkill'] as const)),
];

const partsOf = (agent: AgentDocument, wanted: Wanted, rules: Timed, now: number): Parts => ({
  reserved: holds(agent, wanted) ? 0 : 1,
  missed: wanted.missedBy?.includes(agent._id) ? 1 : 0,
  lastAgent: agent._id === wanted.lastAgentId ? 0 : 1,
  reachable: presenceOf(agent, rules, now) === 'online' ? 0 : 1,
  load: agent.holding.length / agent.capacity,
  weighted: (agent.holding.length + 1) / (agent.weight ?? 1),
  lastAssignedAt: agent.lastAssignedAt,
  idleSince: agent.idleSince ?? agent.lastAssignedAt,
});

function compareParts(a: Parts, b: Parts, strategy: Strategy): number {
  const deciding = decidingParts[strategy].find((part) => a[part] !== b[part]);
  return deciding === undefined ? 0 : a[deciding] - b[deciding];
}

/** All agents, those who may take the conversation first and best first; the others after them, each with what is in the way. */
export function rank(wanted: Wanted, agents: readonly AgentDocument[], rules: Timed, now: number): Candidate[] {
  return agents
    .map((agent) => ({
      agent,
      obstacles: obstaclesOf(agent, wanted, rules, now),
      parts: partsOf(agent, wanted, rules, now),
    }))
    .sort((a, b) => a.obstacles.length - b.obstacles.length || compareParts(a.parts, b.parts, wanted.strategy));
}

export const isEligible = ({ obstacles }: Candidate): boolean => obstacles.length === 0;

/** A decision keeps this many of those who were looked at. */
const MOST_STANDINGS = 10;

const standingOf = ({ agent, obstacles, parts }: Candidate): Standing => ({
  agentId: agent._id,
  name: agent.name,
  obstacles,
  parts,
});

/** The decision for one of the candidates, as it is kept. */
export const decisionFor = (
  chosen: Candidate,
  candidates: readonly Candidate[],
  { skills, strategy }: Wanted,
  at: number,
): Decision => ({
  at,
  agentId: chosen.agent._id,
  skills: [...skills],
  strategy,
  standings: candidates.slice(0, MOST_STANDINGS).map(standingOf),
  lookedAt: candidates.length,
});

import type { AgentDocument, ConversationDocument } from '../protocol/documents';

/** One candidate with the parts of the decision, each lower is better, compared in this order. */
export type Candidate = { agent: AgentDocument; parts: { reserved: 0 | 1; load: number; lastAssignedAt: number } };

/** Present means on duty and lately heard of. */
const isPresent = (agent: Pick<AgentDocument, 'presence' | 'leaseUntil'>, now: number): boolean =>
  agent.presence === 'online' && agent.leaseUntil > now;

type Wanted = Pick<ConversationDocument, '_id' | 'skill'>;

/** A place already reserved for this very conversation counts as room: an assignment that was cut off goes on. */
const hasRoom = (agent: AgentDocument, { _id }: Wanted) =>
  agent.holding.length < agent.capacity || agent.holding.includes(_id);

const hasSkill = (agent: AgentDocument, { skill }: Wanted) => skill === undefined || agent.skills.includes(skill);

/** All agents who may take the conversation, best first: the one already reserved, then the least loaded, then the longest idle. */
export function rank(conversation: Wanted, agents: readonly AgentDocument[], now: number): Candidate[] {
  return agents
    .filter((agent) => isPresent(agent, now) && hasRoom(agent, conversation) && hasSkill(agent, conversation))
    .map((agent) => ({ agent, parts: partsOf(agent, conversation) }))
    .sort((a, b) => compareParts(a.parts, b.parts));
}

const partsOf = (agent: AgentDocument, { _id }: Wanted): Candidate['parts'] => ({
  reserved: agent.holding.includes(_id) ? 0 : 1,
  load: agent.holding.length / agent.capacity,
  lastAssignedAt: agent.lastAssignedAt,
});

const compareParts = (a: Candidate['parts'], b: Candidate['parts']): number =>
  a.reserved - b.reserved || a.load - b.load || a.lastAssignedAt - b.lastAssignedAt;

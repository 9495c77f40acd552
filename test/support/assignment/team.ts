import type { AgentDocument } from '../../../cloudfunctions/common/protocol/documents';

const SKILLS = [['a'], ['b'], ['a', 'b', 'pool']];

/** Agents who differ in skills and capacity; off duty. One can be called back to a locked phone. */
export const agentNumber = (index: number): AgentDocument => ({
  _id: `agent-${index}`,
  to: `agent-${index}`,
  name: `Agent ${index}`,
  role: 'agent',
  skills: SKILLS[index] ?? [],
  capacity: 1 + (index % 2),
  holding: [],
  presence: 'offline',
  leaseUntil: 0,
  lastAssignedAt: 0,
  ...(index === 1 && { canBeAlerted: true }),
});

export const lead: AgentDocument = {
  ...agentNumber(0),
  _id: 'lead',
  to: 'lead',
  name: 'Lead',
  role: 'lead',
  skills: [],
};

export const team = [...SKILLS.map((_, index) => agentNumber(index)), lead];

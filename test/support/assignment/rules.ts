import type { AssignmentRules } from '../../../cloudfunctions/common/protocol/assignment-rules';
import type { AgentDocument, ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';

/** After this long a customer who waits for `b` may be served by anybody. */
const OVERFLOW_SECONDS = 60;

/** Customers need `a`, `b` which flows over, `pool` which nobody is given, or nothing. */
export const rules: Pick<AssignmentRules, 'strategy' | 'lastAgentFirst'> & { skills: object[] } = {
  strategy: 'leastLoaded',
  lastAgentFirst: true,
  skills: [
    { id: 'a', name: 'a' },
    { id: 'b', name: 'b', overflow: [{ afterSeconds: OVERFLOW_SECONDS, to: '*' }] },
    { id: 'pool', name: 'pool', isPool: true },
  ],
};

/** Whether the agent could serve the customer now, said as simply as the rules above allow. */
export function couldServe(agent: AgentDocument, { skill, queuedAt }: ConversationDocument, now: number): boolean {
  if (agent.presence !== 'online' || agent.leaseUntil <= now) return false;
  if (agent.holding.length >= agent.capacity || skill === 'pool') return false;
  const flowsOver = skill === 'b' && now - queuedAt >= OVERFLOW_SECONDS * 1000;
  return skill === undefined || flowsOver || agent.skills.includes(skill);
}

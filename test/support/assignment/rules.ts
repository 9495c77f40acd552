import type { AgentDocument, ConversationDocument } from '../../../cloudfunctions/common/protocol/documents';

/** After this long a customer who waits for `b` may be served by anybody. */
const OVERFLOW_SECONDS = 60;

/** How long an agent whose phone is locked can be called back. */
const REACHABLE_SECONDS = 600;

/** Customers need `a`, `b` which flows over, `pool` which nobody is given, or nothing. */
export const rulesOf = (asksFirst: boolean) => ({
  strategy: 'leastLoaded',
  lastAgentFirst: true,
  asksFirst,
  timers: { reachableSeconds: REACHABLE_SECONDS },
  skills: [
    { id: 'a', name: 'a' },
    { id: 'b', name: 'b', overflow: [{ afterSeconds: OVERFLOW_SECONDS, to: '*' }] },
    { id: 'pool', name: 'pool', isPool: true },
  ],
});

/** Whether the agent could serve the customer now, said as simply as the rules above allow. */
export function couldServe(agent: AgentDocument, { skill, queuedAt }: ConversationDocument, now: number): boolean {
  if (agent.presence !== 'online' || now >= thereUntil(agent)) return false;
  if (agent.holding.length >= agent.capacity || skill === 'pool') return false;
  const flowsOver = skill === 'b' && now - queuedAt >= OVERFLOW_SECONDS * 1000;
  return skill === undefined || flowsOver || agent.skills.includes(skill);
}

const thereUntil = ({ leaseUntil, canBeAlerted }: AgentDocument): number =>
  canBeAlerted ? leaseUntil + REACHABLE_SECONDS * 1000 : leaseUntil;

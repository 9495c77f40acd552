import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, Standby } from '../protocol/documents';

type Member = Pick<AgentDocument, 'presence' | 'leaseUntil' | 'canBeAlerted' | 'deactivatedAt'>;
/** How long somebody in the background can be reached. */
export type Timed = { timers: Pick<AssignmentRules['timers'], 'reachableSeconds'> };

/**
 * Where somebody is, from what they chose and when they were last heard of: `reachable` is somebody on duty whose phone is locked or
 * in the pocket, for as long as an alert can call them back; `away`, somebody on duty of whom nothing is known.
 */
export function presenceOf(agent: Member, { timers }: Timed, now: number): Standby {
  const { presence, leaseUntil, canBeAlerted, deactivatedAt } = agent;
  if (deactivatedAt !== undefined || presence === 'offline') return 'offline';
  if (presence === 'busy') return 'busy';
  if (now < leaseUntil) return 'online';
  return canBeAlerted && now < leaseUntil + timers.reachableSeconds * 1000 ? 'reachable' : 'away';
}

/** Whether somebody can be given a conversation as far as presence goes. */
export const isThere = (presence: Standby): boolean => presence === 'online' || presence === 'reachable';

import type { AssignmentRules } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument, DutyDocument, Source } from '../protocol/documents';
import { quantile } from './numbers';
import { priorityIn } from './queue';
import { skillOfSource } from './skills';

/** Of a conversation, what is known of it afterwards and matters to a replay. */
export type Recorded = Pick<
  ConversationDocument,
  | '_id'
  | 'status'
  | 'skill'
  | 'source'
  | 'priority'
  | 'lastAgentId'
  | 'agentId'
  | 'queuedAt'
  | 'queueAt'
  | 'assignedAt'
  | 'closedAt'
>;

/** Fields to be asked for. */
export const RECORDED_FIELDS = [
  'status',
  'skill',
  'source',
  'priority',
  'lastAgentId',
  'agentId',
  'openedAt',
  'queuedAt',
  'queueAt',
  'assignedAt',
  'closedAt',
];

/** Somebody who came to the queue. */
export type Arrival = {
  id: string;
  at: number;
  skill?: string;
  /** Where from, if that tells the skill: other rules may tell another. */
  source?: Source;
  /** Without what the skill adds. */
  priority: number;
  lastAgentId?: string;
  /** How long an agent is busy with it. */
  busyMs: number;
  /** Left after waiting this long. */
  patienceMs?: number;
  /** What became of it on the day itself. */
  taken?: { agentId: string; at: number };
};

/** A conversation that had its agent when the day began. */
export type Held = { id: string; agentId: string; since: number; until: number };

/** What is known of a day: who came, who was there, and what they were busy with already. */
export type Day = {
  from: number;
  until: number;
  arrivals: Arrival[];
  held: Held[];
  duties: DutyDocument[];
  agents: AgentDocument[];
};

export type Span = { from: number; until: number };

/** How far back to look for who was there, and for what was being worked on, when a day began. */
export const LEAD_MS = 24 * 3_600_000;

/** Puts a day together out of what is kept of it. `rules` are those in force, `now` is when it was read. */
export function dayOf(
  conversations: readonly Recorded[],
  duties: readonly DutyDocument[],
  agents: readonly AgentDocument[],
  { from, until }: Span,
  rules: AssignmentRules,
  now: number,
): Day {
  const queued = conversations.filter(
    ({ status, queuedAt }) => status !== 'bot' && status !== 'staff' && queuedAt < until,
  );
  const usual = usualBusyMs(queued, now);
  const isHeld = ({ assignedAt }: Recorded) => assignedAt !== undefined && assignedAt < from;
  return {
    from,
    until: Math.min(until, now),
    arrivals: queued
      .filter((one) => !isHeld(one) && !hasLeft(one, from))
      .map((one) => arrivalOf(one, usual, rules, now)),
    held: queued.filter(isHeld).flatMap((one) => heldOf(one, now)),
    duties: [...duties].sort((a, b) => a.at - b.at),
    agents: [...agents],
  };
}

const hasLeft = ({ closedAt }: Recorded, from: number): boolean => closedAt !== undefined && closedAt < from;

const busyMsOf = ({ assignedAt, closedAt }: Recorded, now: number): number | undefined =>
  assignedAt === undefined ? undefined : Math.max(0, (closedAt ?? now) - assignedAt);

/** Where nobody served a customer, it is assumed that it would have taken as long as most. */
const usualBusyMs = (conversations: readonly Recorded[], now: number): number =>
  quantile(
    conversations.flatMap((one) => busyMsOf(one, now) ?? []),
    0.5,
  ) ?? 10 * 60_000;

function arrivalOf(one: Recorded, usual: number, rules: AssignmentRules, now: number): Arrival {
  const { _id: id, queuedAt, skill, source, lastAgentId, agentId, assignedAt, closedAt } = one;
  const isTold = source !== undefined && skillOfSource(source, rules) === skill;
  return {
    id,
    at: queuedAt,
    priority: priorityIn(one, undefined, rules),
    busyMs: busyMsOf(one, now) ?? usual,
    ...(skill !== undefined && { skill }),
    ...(isTold && { source }),
    ...(lastAgentId !== undefined && { lastAgentId }),
    ...(assignedAt === undefined && closedAt !== undefined && { patienceMs: closedAt - queuedAt }),
    ...(assignedAt !== undefined && agentId !== undefined && { taken: { agentId, at: assignedAt } }),
  };
}

const heldOf = ({ _id: id, agentId, assignedAt = 0, closedAt }: Recorded, now: number): Held[] =>
  agentId === undefined ? [] : [{ id, agentId, since: assignedAt, until: closedAt ?? now }];

import type { AssignmentRules } from '../protocol/assignment-rules';
import type { ConversationDocument } from '../protocol/documents';
import { skillNamed } from './skills';
import type { Waiting } from './state';

/** What was served longer ago than this says nothing of how fast the queue moves now. */
export const SERVED_MS = 3_600_000;

/** The last of them that are looked at. */
export const MOST_SERVED = 20;

/** How long the one at a position will wait, by how fast the last ones were served; undefined when nobody was. */
export function estimateWait(position: number, servedAt: readonly number[], now: number): number | undefined {
  const recent = servedAt.filter((at) => at > now - SERVED_MS && at <= now).slice(0, MOST_SERVED);
  if (recent.length === 0) return undefined;
  const span = now - Math.min(...recent);
  return Math.round((span / recent.length) * position);
}

type Waiter = Pick<ConversationDocument, '_id' | 'skill' | 'queuedAt' | 'queueAt'>;

/** How long a customer of a skill waits at most before something else is offered; 0 when that is never. */
export const maxWaitMs = (skill: string | undefined, rules: AssignmentRules): number =>
  (skillNamed(rules, skill)?.maxWaitSeconds ?? rules.timers.maxWaitSeconds) * 1000;

/** Whether somebody has waited longer than anybody should. */
export function isLongWait({ skill, queuedAt }: Waiter, rules: AssignmentRules, now: number): boolean {
  const most = maxWaitMs(skill, rules);
  return most > 0 && now - queuedAt >= most;
}

/** What a customer at a position should know. */
export function waitingAt(
  position: number,
  waiter: Waiter,
  servedAt: readonly number[],
  rules: AssignmentRules,
  now: number,
): Waiting {
  const waitMs = estimateWait(position, servedAt, now);
  return {
    position,
    ...(waitMs !== undefined && { waitMs }),
    ...(isLongWait(waiter, rules, now) && { isLong: true }),
  };
}

/** The places of those who wait, given in the queue's order, each among those with the same skill. */
export function positionsIn(queue: readonly Waiter[]): Map<string, number> {
  const counts = new Map<string | undefined, number>();
  const positions = new Map<string, number>();
  for (const { _id, skill } of queue) {
    const position = (counts.get(skill) ?? 0) + 1;
    counts.set(skill, position);
    positions.set(_id, position);
  }
  return positions;
}

const skillPriority = (skill: string | undefined, rules: AssignmentRules): number =>
  skillNamed(rules, skill)?.priority ?? 0;

/** How urgent a customer with these tags is in this skill: the strongest tag, and what the skill adds. */
export function priorityOf(tags: readonly string[], skill: string | undefined, rules: AssignmentRules): number {
  const levels = rules.priorities.filter(({ tag }) => tags.includes(tag)).map(({ level }) => level);
  return Math.max(0, ...levels) + skillPriority(skill, rules);
}

/** Where a conversation stands in the queue: each level counts like some minutes of waiting, so that nobody waits behind others for ever. */
export const queueAtOf = (since: number, priority: number, { minutesPerPriority }: AssignmentRules): number =>
  since - priority * minutesPerPriority * 60_000;

type Placed = Pick<ConversationDocument, 'skill' | 'priority' | 'queueAt'>;

/** How urgent a conversation is once it waits for this skill: what the customer's tags gave it stays. */
export const priorityIn = (
  { skill, priority = 0 }: Placed,
  wanted: string | undefined,
  rules: AssignmentRules,
): number => priority - skillPriority(skill, rules) + skillPriority(wanted, rules);

/** Since when a conversation has waited, as its place in the queue counts it. */
export const waitsSince = ({ queueAt, priority = 0 }: Placed, { minutesPerPriority }: AssignmentRules): number =>
  queueAt + priority * minutesPerPriority * 60_000;

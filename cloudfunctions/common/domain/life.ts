import type { AssignmentRules, Timers } from '../protocol/assignment-rules';
import type { AgentDocument, ConversationDocument } from '../protocol/documents';
import { NEVER } from './checks';
import { placedEntries } from './entries';
import { passedOnNow } from './offers';
import { maxWaitMs } from './queue';
import { lastWordAt, waitOf, wroteSinceHeld, type Wait } from './waiting';

/** What time brings about in a conversation, in the order in which it is done. */
const STEPS = [
  'offerOver',
  'transferBack',
  'resume',
  'requeueAbsent',
  'ack',
  'reassign',
  'idleClose',
  'remind',
  'lead',
  'followUp',
  'longWait',
  'idleRemind',
] as const;

export type Step = (typeof STEPS)[number];

type Deadline = { step: Step; at: number };
type Owner = Pick<AgentDocument, 'to' | 'presence' | 'leaseUntil' | 'canBeAlerted' | 'deactivatedAt'>;

/** A step that could not be done is tried again after this long. */
const RETRY_MS = 60_000;

const MINUTE_MS = 60_000;

/** A deadline some time after another; none when it is turned off. */
const after = (step: Step, from: number, seconds: number): Deadline[] =>
  seconds > 0 ? [{ step, at: from + seconds * 1000 }] : [];

/** When the owner is gone: at once who went off duty, others when nothing was heard of them and no alert brings them back. */
function goneAt(owner: Owner | undefined, { reachableSeconds }: Timers): number {
  if (!owner || owner.presence === 'offline' || owner.deactivatedAt !== undefined) return 0;
  return owner.leaseUntil + (owner.canBeAlerted ? reachableSeconds * 1000 : 0);
}

/** Since when the owner of now has been letting the customer wait: what another agent missed is not theirs. */
export const chaseFrom = ({ assignedAt = 0 }: Pick<ConversationDocument, 'assignedAt'>, { since }: Wait): number =>
  Math.max(since, assignedAt);

/** Whether the owner has looked at the conversation since it was given to them. */
function hasLooked(conversation: ConversationDocument, owner: Owner): boolean {
  const entries = placedEntries(conversation);
  const given = entries.find(({ by, sentAt }) => by === 'system' && sentAt === conversation.assignedAt) ?? entries[0];
  return (conversation.reads[owner.to] ?? 0) >= (given?.seq ?? 0);
}

function chasing(conversation: ConversationDocument, wait: Wait, owner: Owner | undefined, timers: Timers): Deadline[] {
  const from = chaseFrom(conversation, wait);
  const { chased } = conversation;
  const stage = chased?.since === from ? chased.stage : undefined;
  const gone = goneAt(owner, timers);
  return [
    ...(stage === undefined ? after('remind', from, timers.replySeconds) : []),
    ...(stage !== 'lead' ? after('lead', from, timers.leadAfterSeconds) : []),
    ...after('reassign', from, timers.reassignAfterSeconds),
    ...(owner && !hasLooked(conversation, owner) ? after('ack', from, timers.ackSeconds) : []),
    ...after('requeueAbsent', from, timers.absentSeconds).map(({ step, at }) => ({ step, at: Math.max(at, gone) })),
  ];
}

/** How long after the customer was asked a conversation is ended in which nobody speaks. */
export const closesInMinutes = ({ idleReminderMinutes, idleCloseMinutes }: Timers): number =>
  idleReminderMinutes < idleCloseMinutes ? idleCloseMinutes - idleReminderMinutes : idleCloseMinutes;

/** Since when nobody has said anything; until the owner's reminder nobody is expected to. */
const quietSince = (conversation: ConversationDocument): number =>
  Math.max(lastWordAt(conversation) ?? 0, conversation.assignedAt ?? 0, conversation.remindAt ?? 0);

/** The customer is asked first, and has the time that they were told then. */
function idling(conversation: ConversationDocument, timers: Timers): Deadline[] {
  const since = quietSince(conversation);
  const seconds = closesInMinutes(timers) * 60;
  if (seconds === timers.idleCloseMinutes * 60) return after('idleClose', since, seconds);
  const isAsked = (conversation.idleAt ?? -1) >= since;
  return isAsked
    ? after('idleClose', conversation.idleAt ?? since, seconds)
    : after('idleRemind', since, timers.idleReminderMinutes * 60);
}

function activeDeadlines(
  conversation: ConversationDocument,
  owner: Owner | undefined,
  timers: Timers,
  hidden?: ReadonlySet<string>,
): Deadline[] {
  const wait = waitOf(conversation, hidden);
  return wait ? chasing(conversation, wait, owner, timers) : idling(conversation, timers);
}

function queueDeadlines(conversation: ConversationDocument, rules: AssignmentRules): Deadline[] {
  const { queuedAt, chased } = conversation;
  const passed = passedOnNow(conversation);
  return [
    ...(passed ? [{ step: 'transferBack', at: passed.until } as const] : []),
    ...(chased?.since === queuedAt ? [] : after('longWait', queuedAt, maxWaitMs(conversation.skill, rules) / 1000)),
  ];
}

/** An offer that nobody has answered, and the owner's own reminder, once. */
const agreed = ({ offer, remindAt, remindedAt }: ConversationDocument): Deadline[] => [
  ...(offer ? [{ step: 'offerOver', at: offer.until } as const] : []),
  ...(remindAt === undefined || remindedAt === remindAt ? [] : [{ step: 'followUp', at: remindAt } as const]),
];

function deadlinesOf(
  conversation: ConversationDocument,
  owner: Owner | undefined,
  rules: AssignmentRules,
  hidden?: ReadonlySet<string>,
): Deadline[] {
  switch (conversation.status) {
    case 'active':
      return [...activeDeadlines(conversation, owner, rules.timers, hidden), ...agreed(conversation)];
    case 'onhold':
      return [...(wroteSinceHeld(conversation) ? [{ step: 'resume', at: 0 } as const] : []), ...agreed(conversation)];
    case 'queued':
      return queueDeadlines(conversation, rules);
    case 'bot':
      return after('idleClose', conversation.lastAt, rules.timers.idleCloseMinutes * 60);
    default:
      return [];
  }
}

/** What is to be done in a conversation by now. `hidden` are ids of messages that are not for the staff to see. */
export function dueSteps(
  conversation: ConversationDocument,
  owner: Owner | undefined,
  rules: AssignmentRules,
  now: number,
  hidden?: ReadonlySet<string>,
): Step[] {
  const due = new Set(
    deadlinesOf(conversation, owner, rules, hidden).flatMap(({ step, at }) => (at <= now ? [step] : [])),
  );
  return STEPS.filter((step) => due.has(step));
}

/** When there is something to do next, if nothing happens before; what could not be done is tried again soon. */
export function nextDeadline(
  conversation: ConversationDocument,
  owner: Owner | undefined,
  rules: AssignmentRules,
  now: number,
  hidden?: ReadonlySet<string>,
): number {
  const times = deadlinesOf(conversation, owner, rules, hidden).map(({ at }) => (at <= now ? now + RETRY_MS : at));
  return Math.min(NEVER, ...times);
}

type Ended = Pick<ConversationDocument, 'status' | 'isSealed' | 'closedAt'>;

/** Until when a conversation that has ended can be taken up again; never, once a newer one has been named. */
export const reopenUntil = (
  { status, isSealed, closedAt = 0 }: Ended,
  { reopenMinutes }: Timers,
): number | undefined =>
  status === 'closed' && !isSealed && reopenMinutes > 0 ? closedAt + reopenMinutes * MINUTE_MS : undefined;

/** Whether it still can. */
export const canReopen = (ended: Ended, timers: Timers, now: number): boolean =>
  now < (reopenUntil(ended, timers) ?? 0);

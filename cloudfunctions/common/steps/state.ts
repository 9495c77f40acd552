import { command, conversations } from '../cloud/db';
import { reopenUntil } from '../domain/life';
import { MOST_SERVED, SERVED_MS, waitingAt } from '../domain/queue';
import { choicesIn } from '../domain/skills';
import { stateFor, type Waiting } from '../domain/state';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { ConversationDocument, ConversationState } from '../protocol/documents';
import { currentRules } from './settings';

/** Those of a skill, or those without one. */
export const ofSkill = (skill: string | undefined) => ({ skill: skill ?? command.exists(false) });

/** When the last ones of a skill were served. */
export async function servedAt(skill: string | undefined, now: number): Promise<number[]> {
  const served = await conversations.find(
    { ...ofSkill(skill), assignedAt: command.gt(now - SERVED_MS) },
    { sort: ['assignedAt', 'desc'], limit: MOST_SERVED, fields: ['assignedAt'] },
  );
  return served.flatMap(({ assignedAt }) => assignedAt ?? []);
}

async function positionOf({ skill, queueAt }: ConversationDocument): Promise<number> {
  const before = { status: 'queued', ...ofSkill(skill), queueAt: command.lt(queueAt) };
  return (await conversations.count(before)) + 1;
}

/** What whoever waits should know now, and who may come back. */
export async function waitingOf(conversation: ConversationDocument, now = Date.now()): Promise<Waiting> {
  const { status, skill } = conversation;
  if (status !== 'bot' && status !== 'queued' && status !== 'closed') return {};
  const rules = await currentRules(now);
  if (status === 'closed') return endedState(conversation, rules);
  if (status === 'bot') return { choices: choicesIn(rules) };
  const [position, served] = await Promise.all([positionOf(conversation), servedAt(skill, now)]);
  return waitingAt(position, conversation, served, rules, now);
}

function endedState(conversation: ConversationDocument, rules: AssignmentRules): Waiting {
  const until = reopenUntil(conversation, rules.timers);
  return until === undefined ? {} : { reopenUntil: until };
}

/** What a reader should know of a conversation. */
export const stateOf = async (conversation: ConversationDocument, reader: string): Promise<ConversationState> =>
  stateFor(conversation, reader, await waitingOf(conversation));

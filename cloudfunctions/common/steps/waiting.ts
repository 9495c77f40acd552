import { command, conversations } from '../cloud/db';
import { priorityIn, queueAtOf, waitsSince } from '../domain/queue';
import { skillNamed, skillOfWords } from '../domain/skills';
import { wordsOf } from '../domain/search-terms';
import { isCustomerOf } from '../domain/sides';
import type { AssignmentRules } from '../protocol/assignment-rules';
import type { ConversationDocument } from '../protocol/documents';
import { assignNow } from './assign';
import { deliverStep, saving } from './deliver';
import { systemEntry } from './keep';
import { currentRules } from './settings';
import { openBody } from './stream';
import { tellState } from './tell';

/** The part of an update that lets a conversation wait, at the place that somebody has who has waited since then. */
export const waiting = (since: number, priority: number, rules: AssignmentRules, now: number) => ({
  status: 'queued',
  turn: command.inc(1),
  queueAt: queueAtOf(since, priority, rules),
  priority,
  toldPosition: command.remove(),
  isToldLong: command.remove(),
  checkAt: now,
});

/** Whether a conversation is not yet with anybody. */
export const isUnserved = ({ status }: ConversationDocument): boolean => status === 'bot' || status === 'queued';

type SkillBy = NonNullable<ConversationDocument['skillBy']>;

/**
 * Lets a conversation that nobody serves yet wait for a skill, or without one for anybody, and assigns it at once if it can be. A customer
 * who waits already keeps their place. The conversation as it stands then; undefined when somebody was faster.
 */
export async function waitFor(
  conversation: ConversationDocument,
  wanted: { skill: string; by: SkillBy } | undefined,
  now: number,
): Promise<ConversationDocument | undefined> {
  if (!isUnserved(conversation)) return undefined;
  const rules = await currentRules(now);
  const changed = await conversations.change(unchanged(conversation), waitingFor(conversation, wanted, rules, now));
  if (!changed) return undefined;
  await (wanted ? deliverStep(changed) : tellState(changed));
  return (await assignNow(changed, now)) ?? changed;
}

const unchanged = ({ _id, status, turn }: ConversationDocument) => ({ _id, status, turn });

function waitingFor(
  conversation: ConversationDocument,
  wanted: { skill: string; by: SkillBy } | undefined,
  rules: AssignmentRules,
  now: number,
) {
  const { _id, status, turn } = conversation;
  const isNew = status === 'bot';
  const skill = wanted?.skill ?? conversation.skill;
  const since = isNew ? now : waitsSince(conversation, rules);
  return {
    ...waiting(since, priorityIn(conversation, skill, rules), rules, now),
    ...(isNew && { queuedAt: now }),
    ...(wanted && { skill: wanted.skill, skillBy: wanted.by }),
    ...(wanted && saving(skillEntry(_id, turn, skillNamed(rules, wanted.skill)?.name ?? wanted.skill, now))),
  };
}

const skillEntry = (_id: string, turn: number, name: string, now: number) =>
  systemEntry(_id, `${_id}:skill:${turn + 1}`, { event: 'skill', name }, now);

/** Whether what the customer says may decide who serves them. */
const mayHear = ({ status, skill }: ConversationDocument): boolean =>
  status === 'bot' || (status === 'queued' && skill === undefined);

/** What the customer has said, as far as it is at hand. */
function wordsIn({ _id, recent, people }: ConversationDocument): string | undefined {
  const own = recent.filter(({ by, kind }) => kind !== 'system' && isCustomerOf({ people }, by));
  if (own.length === 0) return undefined;
  return own
    .map((entry) => openBody(_id, entry._id, entry.body))
    .map((body) => (body ? wordsOf(body) : ''))
    .join('\n');
}

/** Lets the customer's first words decide for which skill they wait; who was asked and answers in words waits from then on. Safe to repeat. */
export async function hearWords(conversation: ConversationDocument, now: number): Promise<void> {
  if (!mayHear(conversation)) return;
  const words = wordsIn(conversation);
  if (words === undefined) return;
  const skill = skillOfWords(words, await currentRules(now));
  if (skill === undefined && conversation.status === 'queued') return;
  await waitFor(conversation, skill === undefined ? undefined : { skill, by: 'words' }, now);
}

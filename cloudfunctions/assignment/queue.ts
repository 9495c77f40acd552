import { command, conversations } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { isPooled } from '../common/domain/skills';
import type { Data } from '../common/protocol/action';
import type { assignment, Waiting } from '../common/protocol/assignment';
import type { AssignmentRules } from '../common/protocol/assignment-rules';
import type { ConversationDocument } from '../common/protocol/documents';
import { lastWords } from '../common/steps/last-messages';
import { currentRules } from '../common/steps/settings';
import { openName } from '../common/steps/stream';

const MOST_SHOWN = 100;

/** What waits that the caller may take, the next one first: agents see their skills and what needs none, leads everything. */
export async function queue(_input: unknown, { staff, scope, now }: Caller): Promise<Data<typeof assignment.queue>> {
  const skills = scope === 'own' ? { skill: command.in([null, ...(staff?.skills ?? [])]) } : {};
  const filter = { status: 'queued', ...skills };
  const [found, count, rules] = await Promise.all([
    conversations.find(filter, { sort: ['queueAt', 'asc'], limit: MOST_SHOWN }),
    conversations.count(filter),
    currentRules(now),
  ]);
  const wordsOf = await lastWords(found);
  return { waiting: found.map((one) => waitingOf(one, wordsOf(one), rules, now)), count };
}

function waitingOf(
  conversation: ConversationDocument,
  last: Waiting['last'],
  rules: AssignmentRules,
  now: number,
): Waiting {
  const { _id: conversationId, customerId, customerName, skill, source, queuedAt, priority } = conversation;
  return {
    conversationId,
    customer: { id: customerId, name: openName(conversationId, customerName) },
    ...(skill !== undefined && { skill }),
    ...(source && { source }),
    queuedAt,
    ...(priority !== undefined && { priority }),
    isPool: isPooled(conversation, rules, now),
    ...(last && { last }),
  };
}

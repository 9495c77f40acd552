import { command, conversations, following, reports } from '../common/cloud/db';
import { logFailure } from '../common/cloud/log';
import { addTallies, emptyTally, type Tally } from '../common/domain/self-audit';
import { sum } from '../common/domain/sum';
import { saySeal } from '../common/steps/audit-seals';
import type { ConversationDocument, PhoneCounts, ReportDocument } from '../common/protocol/documents';
import { learnCommonTerms } from '../common/steps/common-terms';
import { wakeRetention } from '../common/steps/retention-job';
import { compare } from './compare';
import { addPhones, addTally, currentRun, finish, type Run } from './runs';

/** How long one run goes on beginning with another few; the next goes on from there. */
const BUDGET_MS = 1_200;

/** Conversations that are compared at once, and reports of phones that are added up at once. */
const AT_ONCE = 4;
const PHONES_AT_ONCE = 200;

type Phones = Extract<ReportDocument, { kind: 'phones' }>;

/**
 * First it learns which search terms are common. Then the self-audit: every conversation with a message since the last one is compared,
 * then what phones found is added up. Called every minute of some hours: each call does a part, and when all is done the rest cost one
 * read each.
 */
export async function daily(now: number): Promise<{ isDone: boolean }> {
  const hasTime = () => Date.now() - now < BUDGET_MS;
  let run = await currentRun(now);
  if (run && isNew(run)) await learnCommonTerms(now).catch((error: unknown) => logFailure('common terms', error));
  while (run && hasTime()) run = await goOn(run, now);
  return { isDone: run === undefined };
}

const isNew = ({ cursor, from }: Run): boolean =>
  cursor.lastAt === from && cursor.conversationId === '' && cursor.phones === '';

/** The next part; undefined when there is none, or another run was faster. */
async function goOn(run: Run, now: number): Promise<Run | undefined> {
  const next = await nextConversations(run);
  const last = next.at(-1);
  if (last) return addTally(run, await compareAll(next, now), { lastAt: last.lastAt, conversationId: last._id });
  const phones = await nextPhones(run);
  const lastPhone = phones.at(-1);
  if (lastPhone) return addPhones(run, sumOf(phones), lastPhone._id);
  await saySeal(now);
  await finish(run, now);
  await wakeRetention(now);
  return undefined;
}

/** In the order of their last messages; more than one may have the same time. */
function nextConversations({ cursor, until }: Run): Promise<ConversationDocument[]> {
  const { lastAt, conversationId } = cursor;
  const after = following('lastAt', 'asc', lastAt, conversationId);
  const within = { lastAt: command.gte(lastAt).and(command.lt(until)) };
  return conversations.find(command.and([within, after]), { sort: ['lastAt', 'asc'], inOrder: true, limit: AT_ONCE });
}

/** One that cannot be compared must not keep the others from it. */
async function compareAll(next: ConversationDocument[], now: number): Promise<Tally> {
  const tallies = await Promise.all(
    next.map((conversation) =>
      compare(conversation, now).catch((error: unknown) => {
        logFailure(`audit ${conversation._id}`, error);
        return emptyTally;
      }),
    ),
  );
  return tallies.reduce(addTallies, emptyTally);
}

const nextPhones = async ({ cursor, day }: Run): Promise<Phones[]> =>
  (await reports.find(
    { kind: 'phones', _id: command.gt(cursor.phones).and(command.lt(`phones:${day}`)) },
    { inOrder: true, limit: PHONES_AT_ONCE },
  )) as Phones[];

const sumOf = (found: readonly PhoneCounts[]): PhoneCounts => ({
  reports: sum(found.map(({ reports: count }) => count)),
  checked: sum(found.map(({ checked }) => checked)),
  gaps: sum(found.map(({ gaps }) => gaps)),
  duplicates: sum(found.map(({ duplicates }) => duplicates)),
});

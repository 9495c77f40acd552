import { randomBytes } from 'node:crypto';
import { command, conversations, customers, following } from '../common/cloud/db';
import { dueBefore, RETENTION_STAGES } from '../common/domain/retention';
import type { Slice } from '../common/steps/jobs';
import { currentPrivateSettings } from '../common/steps/settings';
import type {
  ConversationDocument,
  CustomerDocument,
  RetentionCursor,
  RetentionStage,
} from '../common/protocol/documents';
import type { JobOf } from '../common/protocol/jobs';
import { isNotes, subjectOf } from '../common/protocol/notes';
import { archiveConversation } from './archive-conversation';
import type { HasTime } from './empty-stream';
import { eraseConversation, eraseNotes, type Progress } from './erase-conversation';
import { eraseFiles } from './erase-files';

/** Conversations that are looked at by one request. */
const PAGE = 20;

const DAY_MS = 24 * 3_600_000;

/** How long one run goes on beginning with another few. */
const BUDGET_MS = 1_200;

/**
 * Archives and deletes what has been kept for long enough: each stage goes through conversations in the order of their last messages
 * and remembers how far it came. What is held is passed over; when the hold ends, the stages go back to it. When nothing is left it
 * looks again a day later.
 */
export async function retention(job: JobOf<'retention'>, now: number): Promise<Slice> {
  const hasTime = () => Date.now() - now < BUDGET_MS;
  const kept = (await currentPrivateSettings(now)).retention;
  for (const stage of RETENTION_STAGES) {
    const before = dueBefore(kept, stage, now);
    const cursor = before === undefined ? undefined : await goOn(stage, job.cursors[stage], before, now, hasTime);
    if (cursor) return { cursors: { ...job.cursors, [stage]: cursor } };
  }
  return { nextAt: now + DAY_MS };
}

/** How far a stage came; undefined when there is nothing left for it. */
async function goOn(
  stage: RetentionStage,
  from: RetentionCursor | undefined,
  before: number,
  now: number,
  hasTime: HasTime,
): Promise<RetentionCursor | undefined> {
  let cursor = from ?? { lastAt: 0, id: '' };
  const found = await nextAfter(cursor, before);
  const owners = await ownersOf(found);
  for (const conversation of found) {
    if (!hasTime()) return cursor;
    const progress = await put(stage, conversation, owners.get(conversation.customerId), now, hasTime);
    if (progress === 'unfinished') return cursor;
    cursor = { lastAt: conversation.lastAt, id: conversation._id };
  }
  return found.length > 0 ? cursor : undefined;
}

function nextAfter({ lastAt, id }: RetentionCursor, before: number): Promise<ConversationDocument[]> {
  const due = { lastAt: command.gte(lastAt).and(command.lt(before)) };
  return conversations.find(command.and([due, following('lastAt', 'asc', lastAt, id)]), {
    sort: ['lastAt', 'asc'],
    inOrder: true,
    limit: PAGE,
  });
}

async function ownersOf(found: readonly ConversationDocument[]): Promise<Map<string, CustomerDocument>> {
  const ids = [...new Set(found.map(({ customerId }) => customerId))];
  const owners = ids.length > 0 ? await customers.find({ _id: command.in(ids) }) : [];
  return new Map(owners.map((owner) => [owner._id, owner]));
}

/** Does to one conversation what a stage does; what goes on, or is held, it leaves. */
async function put(
  stage: RetentionStage,
  conversation: ConversationDocument,
  owner: CustomerDocument | undefined,
  now: number,
  hasTime: HasTime,
): Promise<Progress> {
  const { _id, status, hold, erasedAt } = conversation;
  if (owner?.hold || hold) return 'held';
  if (isNotes(_id)) return stage === 'notes' ? putNotes(conversation, hasTime) : 'done';
  if (status !== 'closed' || erasedAt !== undefined) return 'done';
  if (stage === 'archive') return archiveConversation(conversation, now, hasTime);
  if (stage === 'files') return eraseFiles(conversation, hasTime);
  return stage === 'messages' ? eraseConversation(conversation, await successorOf(owner), now, hasTime) : 'done';
}

async function putNotes(notes: ConversationDocument, hasTime: HasTime): Promise<Progress> {
  const subject = await conversations.get(subjectOf(notes._id));
  if (subject?.status !== 'closed' || subject.hold) return 'held';
  return (await eraseNotes(notes, hasTime)) ? 'done' : 'unfinished';
}

/** The random id that stands for a customer in all that was deleted of them. */
async function successorOf(owner: CustomerDocument | undefined): Promise<string> {
  const minted = randomBytes(12).toString('hex');
  if (!owner) return minted;
  if (owner.successor !== undefined) return owner.successor;
  await customers.changeAll({ _id: owner._id, successor: command.exists(false) }, { successor: minted });
  return (await customers.get(owner._id))?.successor ?? minted;
}

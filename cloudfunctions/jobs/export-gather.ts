import { command, conversations } from '../common/cloud/db';
import { EXPORT_LIMIT } from '../common/domain/exports';
import type { Conditions } from '../common/domain/transcript-header';
import type { JobOf } from '../common/protocol/jobs';
import { settle } from '../common/steps/deliver';
import type { Slice } from '../common/steps/jobs';
import { findKept } from '../common/steps/kept';
import { findFrom } from '../common/steps/search';
import type { Scene } from './export-asking';

type Job = JobOf<'export'>;

/** Messages one slice looks for. */
const PAGE = 1_000;

/** Looks for the next messages: through one conversation by their seq, or as a search does. */
export function gather(job: Job, scene: Scene): Promise<Slice> {
  const { conversationId } = scene.conditions;
  return conversationId !== undefined && isWhole(scene.conditions)
    ? gatherIn(conversationId, job)
    : gatherFound(job, scene);
}

/** Whether nothing but the conversation is asked for: then all of it is wanted, also what no search finds. */
const isWhole = ({ conversationId: _, to: _until, ...rest }: Conditions): boolean => Object.keys(rest).length === 0;

/** What cannot be verified may be what is looked for: it is not left out. */
async function gatherFound(job: Job, { conditions, caller, now }: Scene): Promise<Slice> {
  const way = { order: 'oldest', limit: PAGE, isWithUnverifiable: true } as const;
  const place = job.lookedAt ? { at: job.lookedAt } : {};
  const { found, next, reachedAt } = await findFrom(place, conditions, way, caller);
  const from = job.span?.from ?? conditions.from ?? found[0]?.message.sentAt ?? reachedAt;
  return {
    ...foundMore(
      job,
      found.map(({ message }) => message._id),
    ),
    ...(next?.at && { lookedAt: next.at }),
    ...(!next && { isGathered: true }),
    span: { from, at: reachedAt, to: conditions.to ?? now },
  };
}

async function gatherIn(conversationId: string, job: Job): Promise<Slice> {
  const conversation = await conversations.get(conversationId);
  if (!conversation) return { isGathered: true };
  if (job.cursor === undefined && conversation.keptSeq < conversation.lastSeq) await settle(conversation);
  const { from = 0, at = 0, to = conversation.lastSeq } = job.span ?? {};
  const page = await findKept(
    conversation,
    { seq: command.gt(at).and(command.lte(to)) },
    { sort: ['seq', 'asc'], limit: PAGE, fields: ['_id', 'seq'] },
  );
  const last = page.at(-1)?.seq ?? to;
  return {
    ...foundMore(
      job,
      page.map(({ _id }) => _id),
    ),
    cursor: String(last),
    span: { from, at: last, to },
    ...(page.length < PAGE && { isGathered: true }),
  };
}

function foundMore({ pending, found }: Job, ids: readonly string[]): Slice & object {
  const more = ids.slice(0, EXPORT_LIMIT - found);
  return { pending: [...pending, ...more], found: found + more.length };
}

import { command, conversations } from '../common/cloud/db';
import { EXPORT_LIMIT } from '../common/domain/exports';
import { mergedInTime } from '../common/domain/merging';
import { sum } from '../common/domain/sum';
import type { Conditions } from '../common/domain/transcript-header';
import type { ConversationDocument, MessageDocument } from '../common/protocol/documents';
import type { JobOf, Reading } from '../common/protocol/jobs';
import { isNotes, notesIdOf } from '../common/protocol/notes';
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
  const wanted = found.map(({ message }) => message).filter(isWantedBy(job));
  return {
    ...foundMore(job, wanted),
    ...(next?.at && { lookedAt: next.at }),
    ...(!next && { isGathered: true }),
    span: { from, at: reachedAt, to: conditions.to ?? now },
  };
}

const isWantedBy =
  ({ withNotes }: Job) =>
  ({ conversationId }: Pick<MessageDocument, 'conversationId'>): boolean =>
    withNotes || !isNotes(conversationId);

/** A conversation, and its notes between what was said meanwhile. */
async function gatherIn(conversationId: string, job: Job): Promise<Slice> {
  const streams = await streamsOf(conversationId, job);
  const readings = job.readings ?? (await beginning(streams));
  const pages = await Promise.all(readings.map((reading) => pageOf(reading, streams)));
  const merged = mergedInTime(pages.map((messages) => ({ messages, hasMore: messages.length === PAGE })));
  const after = readings.map((reading) => readOn(reading, merged));
  return {
    ...foundMore(job, merged),
    readings: after,
    span: { from: 0, at: sum(after.map(({ at }) => at)), to: sum(after.map(({ to }) => to)) },
    ...(pages.every((page) => page.length < PAGE) && { isGathered: true }),
  };
}

function streamsOf(conversationId: string, { withNotes }: Job): Promise<ConversationDocument[]> {
  const ids = withNotes ? [conversationId, notesIdOf(conversationId)] : [conversationId];
  return conversations.find({ _id: command.in(ids) }, { limit: ids.length });
}

/** What comes later is not exported any more. */
async function beginning(streams: readonly ConversationDocument[]): Promise<Reading[]> {
  for (const stream of streams) if (stream.keptSeq < stream.lastSeq) await settle(stream);
  return streams.map(({ _id: streamId, lastSeq: to }) => ({ streamId, at: 0, to }));
}

type Placed = Pick<MessageDocument, '_id' | 'conversationId' | 'seq' | 'sentAt'>;

async function pageOf({ streamId, at, to }: Reading, streams: readonly ConversationDocument[]): Promise<Placed[]> {
  const stream = streams.find(({ _id }) => _id === streamId);
  if (!stream) return [];
  const range = { seq: command.gt(at).and(command.lte(to)) };
  return findKept(stream, range, { sort: ['seq', 'asc'], limit: PAGE, fields: PLACED });
}

const PLACED: (keyof Placed)[] = ['_id', 'conversationId', 'seq', 'sentAt'];

function readOn(reading: Reading, taken: readonly Placed[]): Reading {
  const last = taken.findLast(({ conversationId }) => conversationId === reading.streamId);
  return last ? { ...reading, at: last.seq } : reading;
}

function foundMore({ pending, found }: Job, messages: readonly Pick<MessageDocument, '_id'>[]): Slice & object {
  const more = messages.slice(0, EXPORT_LIMIT - found).map(({ _id }) => _id);
  return { pending: [...pending, ...more], found: found + more.length };
}

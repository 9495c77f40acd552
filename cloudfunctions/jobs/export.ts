import { messages, command, conversations } from '../common/cloud/db';
import { deleteFiles, fileIdAt, putFile } from '../common/cloud/storage';
import { signed } from '../common/cloud/signature';
import { EXPORT_KEPT_MS } from '../common/domain/exports';
import { chained, lineOf, sha256, type Manner } from '../common/domain/transcript';
import { jsonOf } from '../common/domain/transcript-json';
import { headerHash, sealedText, type Header } from '../common/domain/transcript-seal';
import type { ConversationDocument, MessageDocument } from '../common/protocol/documents';
import type { ExportVolume } from '../common/protocol/exports';
import type { JobOf } from '../common/protocol/jobs';
import { settle } from '../common/steps/deliver';
import type { Slice } from '../common/steps/jobs';
import { openBody, openName } from '../common/steps/stream';

type Job = JobOf<'export'>;

/** Messages one file holds at most, and one slice looks for. */
const VOLUME = 2_000;
const PAGE = 1_000;

/** One slice of an export: looks for more messages, writes those found to a file, or deletes the files when their time is over. */
export function exportRecords(job: Job, now: number): Promise<Slice> {
  if (job.cancelledAt !== undefined || job.finishedAt !== undefined) return clean(job);
  const isFull = job.pending.length >= VOLUME;
  return isFull || job.isGathered ? write(job, now) : gather(job);
}

/** The file that may have been written last is not noted when its slice was cut off. */
async function clean(job: Job): Promise<Slice> {
  const noted = job.volumes.map(({ fileId }) => fileId);
  await deleteFiles([...noted, await fileIdAt(pathOf(job, job.volumes.length + 1))]);
  return 'done';
}

const nameOf = ({ format }: Job, volume: number): string => `records-${volume}.${format}`;
const pathOf = (job: Job, volume: number): string => `exports/${job._id}/${nameOf(job, volume)}`;

async function gather(job: Job): Promise<Slice> {
  const conversation = await conversations.get(job.conversationId ?? '');
  if (!conversation) return { isGathered: true };
  if (job.cursor === undefined) await settle(conversation);
  const seq = command.gt(Number(job.cursor ?? 0)).and(command.lte(job.total ?? conversation.lastSeq));
  const found = await messages.find(
    { conversationId: conversation._id, seq },
    { sort: ['seq', 'asc'], limit: PAGE, fields: ['_id', 'seq'] },
  );
  return {
    total: job.total ?? conversation.lastSeq,
    cursor: String(found.at(-1)?.seq ?? job.cursor ?? 0),
    pending: command.push(found.map(({ _id }) => _id)),
    found: command.inc(found.length),
    ...(found.length < PAGE && { isGathered: true }),
  };
}

async function write(job: Job, now: number): Promise<Slice> {
  const ids = job.pending.slice(0, VOLUME);
  if (ids.length === 0) return { finishedAt: now, nextAt: now + EXPORT_KEPT_MS };
  const volume = await writeVolume(job, ids);
  return { pending: job.pending.slice(VOLUME), head: volume.head, volumes: command.push([volume]) };
}

async function writeVolume(job: Job, ids: string[]): Promise<ExportVolume> {
  const header: Header = [];
  const manner: Manner = { language: job.language, utcOffsetMinutes: 480, mask: (text) => text };
  const start = job.head || headerHash(header);
  const before = job.volumes.reduce((sum, { count }) => sum + count, 0);
  const said = await saidIn(ids);
  const lines = chained(
    said.map((one, index) => lineOf(one, before + index + 1, manner)),
    start,
  );
  const part = {
    exportId: job._id,
    volume: job.volumes.length + 1,
    start,
    head: lines.at(-1)?.hash ?? start,
    count: lines.length,
  };
  const content = Buffer.from(jsonOf({ header, lines, seal: { ...part, ...signed(sealedText(header, part)) } }));
  const name = nameOf(job, part.volume);
  const fileId = await putFile(pathOf(job, part.volume), content);
  const { head, count } = part;
  return { name, fileId, size: content.length, sha256: sha256(content), count, start, head };
}

async function saidIn(ids: string[]) {
  const found = await messages.find({ _id: command.in(ids) }, { limit: ids.length });
  const byId = new Map(found.map((one) => [one._id, one]));
  const subjects = await conversations.find({ _id: command.in([...new Set(found.map((one) => one.conversationId))]) });
  const subjectOf = new Map(subjects.map((one) => [one._id, one]));
  return ids.flatMap((id) => {
    const message = byId.get(id);
    const subject = subjectOf.get(message?.conversationId ?? '');
    return message && subject ? [saidOf(message, subject)] : [];
  });
}

const saidOf = ({ _id: messageId, body, ...message }: MessageDocument, subject: ConversationDocument) => ({
  messageId,
  ...message,
  customer: openName(subject._id, subject.customerName),
  body: openBody(message.conversationId, messageId, body),
});

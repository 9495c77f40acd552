import type { ExportState, ExportSummary, StoredFile } from '../protocol/exports';
import type { JobOf } from '../protocol/jobs';
import { isInTrouble } from './jobs';

type Job = JobOf<'export'>;

/** Files of an export are deleted after this long. */
export const EXPORT_KEPT_MS = 7 * 24 * 3_600_000;

export function stateOf({ cancelledAt, refusedAt, doneAt, finishedAt, failures }: Job): ExportState {
  if (cancelledAt !== undefined) return 'cancelled';
  if (refusedAt !== undefined) return 'refused';
  if (doneAt !== undefined) return 'expired';
  if (finishedAt !== undefined) return 'ready';
  return isInTrouble({ failures }) ? 'stuck' : 'running';
}

/** Messages one file holds, and one export. */
export const VOLUME_LIMIT = 2_000;
export const EXPORT_LIMIT = 100_000;

/** All files of an export, the list of them last. */
export const filesIn = ({ volumes, list }: Pick<Job, 'volumes' | 'list'>): StoredFile[] => [
  ...volumes,
  ...(list ? [list] : []),
];

export const writtenIn = ({ volumes }: Pick<Job, 'volumes'>): number =>
  volumes.reduce((sum, { seal }) => sum + seal.count, 0);

/** Looking for messages is one half of the work, writing them the other. */
function progressOf({ finishedAt, isGathered, span, found, volumes }: Job): number {
  if (finishedAt !== undefined) return 1;
  const looked = isGathered ? 1 : span ? (span.at - span.from) / Math.max(1, span.to - span.from) : 0;
  const written = found === 0 ? 0 : writtenIn({ volumes }) / found;
  return Math.min(1, Math.max(0, looked)) * (0.5 + written / 2);
}

/** An export as whoever asked for it sees it. */
export function summaryOf(job: Job): ExportSummary {
  const { _id: exportId, format, isMasked, withNotes, conversationId, startedAt, finishedAt, found } = job;
  return {
    exportId,
    state: stateOf(job),
    format,
    isMasked,
    withNotes,
    ...(conversationId !== undefined && { conversationId }),
    startedAt,
    ...(finishedAt !== undefined && { finishedAt, until: finishedAt + EXPORT_KEPT_MS }),
    progress: progressOf(job),
    messages: found,
    files: filesIn(job).map(({ name, size }) => ({ name, size })),
  };
}

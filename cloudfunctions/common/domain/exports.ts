import type { ExportState, ExportSummary } from '../protocol/exports';
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

/** All files of an export. */
export const filesIn = ({ volumes }: Job) => volumes;

export const writtenIn = ({ volumes }: Pick<Job, 'volumes'>): number =>
  volumes.reduce((sum, { count }) => sum + count, 0);

/** Looking for messages is one half of the work, writing them the other. */
function progressOf(job: Job): number {
  if (job.finishedAt !== undefined) return 1;
  const found = job.isGathered ? 1 : job.total ? Math.min(1, job.found / job.total) : 0;
  const written = job.found === 0 ? 0 : writtenIn(job) / job.found;
  return (found + found * written) / 2;
}

/** An export as whoever asked for it sees it. */
export function summaryOf(job: Job): ExportSummary {
  const { _id: exportId, format, isMasked, conversationId, startedAt, finishedAt, found } = job;
  return {
    exportId,
    state: stateOf(job),
    format,
    isMasked,
    ...(conversationId !== undefined && { conversationId }),
    startedAt,
    ...(finishedAt !== undefined && { finishedAt, until: finishedAt + EXPORT_KEPT_MS }),
    progress: progressOf(job),
    messages: found,
    files: filesIn(job).map(({ name, size }) => ({ name, size })),
  };
}

import { command, jobs } from '../cloud/db';
import { logFailure } from '../cloud/log';
import { FORGOTTEN_AFTER_MS, retryAt } from '../domain/jobs';
import type { JobDocument, JobKind, JobOf, JobWork, Ordered } from '../protocol/jobs';

/** What a slice changes in its job; `nextAt` lets the next slice wait. */
export type Slice = Record<string, unknown> | 'done';

/**
 * One slice of work, short enough for a call: it may be cut off anywhere and is then begun again, so all it does must be safe to
 * repeat.
 */
export type Runner<K extends JobKind> = (job: JobOf<K>, now: number) => Promise<Slice>;

export type Runners = { [K in JobKind]: Runner<K> };

/** Has work done from now on; false when there is a job of this id already. */
export const startJob = (_id: string, by: Ordered, work: JobWork, now: number): Promise<boolean> =>
  jobs.add([{ _id, by, startedAt: now, step: 0, nextAt: now, failures: 0, ...work }]);

/** Does the next slice of a job; the job after it, or undefined when it came to nothing, is over, or is somebody else's. */
export async function runSlice(job: JobDocument, runners: Runners, now: number): Promise<JobDocument | undefined> {
  try {
    const begun = await begin(job, now);
    if (!begun) return undefined;
    const slice = await (runners[begun.kind] as Runner<JobKind>)(begun, now);
    const after = await end(begun, slice, now);
    return after?.doneAt === undefined ? after : undefined;
  } catch (error) {
    logFailure(`job ${job.kind} ${job._id}`, error);
    return undefined;
  }
}

/** Counted before it is done: one that takes its process down with it must not be begun again and again at once. */
const begin = ({ _id, step, nextAt, failures }: JobDocument, now: number) =>
  jobs.change({ _id, step, nextAt }, { failures: command.inc(1), nextAt: retryAt({ failures }, now) });

const end = ({ _id, step }: JobDocument, slice: Slice, now: number) =>
  jobs.change({ _id, step }, { step: command.inc(1), failures: 0, nextAt: now, ...changesOf(slice, now) });

const changesOf = (slice: Slice, now: number) =>
  slice === 'done' ? { doneAt: now, nextAt: now + FORGOTTEN_AFTER_MS } : slice;

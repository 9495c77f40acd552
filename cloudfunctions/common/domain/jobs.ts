import type { JobDocument } from '../protocol/jobs';

/** A slice that was cut off is begun again after this long, and later each time, at most this late. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 3_600_000;

/** Work in which so many slices in a row came to nothing is in trouble: whoever wanted it should know. It goes on all the same. */
const MOST_FAILURES = 10;

/** What is done is forgotten after this long. */
export const FORGOTTEN_AFTER_MS = 90 * 24 * 3_600_000;

/** When a slice that begins now is begun again, should it come to nothing. */
export const retryAt = ({ failures }: Pick<JobDocument, 'failures'>, now: number): number =>
  now + Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 20));

export const isInTrouble = ({ failures }: Pick<JobDocument, 'failures'>): boolean => failures >= MOST_FAILURES;

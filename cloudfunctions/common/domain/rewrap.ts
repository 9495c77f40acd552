import type { KeyDocument } from '../protocol/documents';
import type { RewrapJob } from '../protocol/jobs';

/**
 * After so long no instance of a function is left that was started with the keys before: what is looked through from then on and holds
 * nothing of an older version will not hold any later.
 */
export const INSTANCES_GONE_MS = 3_600_000;

/** What one page came to: documents looked at, sealed again, and left because somebody else changed them meanwhile. */
export type PageResult = { examined: number; changed: number; left: number };

/** The versions before this one that something may still be sealed by. */
export const neededBefore = (version: number, stored: readonly KeyDocument[]): string[] =>
  stored.filter(({ _id, clearedAt }) => Number(_id) < version && clearedAt === undefined).map(({ _id }) => _id);

type Job = RewrapJob & { startedAt: number };

/** Where a pass through everything begins. */
export const beginning = (pass: number, beganAt: number) => ({
  pass,
  beganAt,
  collection: 0,
  after: '',
  examined: 0,
  changed: 0,
  left: 0,
});

/** Whether a whole pass that began after the last old instance was gone has found nothing of an older version. */
export const isOver = ({ startedAt, beganAt, changed, left }: Job): boolean =>
  changed === 0 && left === 0 && beganAt >= startedAt + INSTANCES_GONE_MS;

/** The pass after one that has come to its end: at once, unless all that is left to do is to look once more, later. */
export function nextPass({ pass, changed, left, startedAt }: Job, now: number) {
  const isClean = changed === 0 && left === 0;
  const beganAt = isClean ? Math.max(now, startedAt + INSTANCES_GONE_MS) : now;
  return { ...beginning(pass + 1, beganAt), nextAt: beganAt };
}

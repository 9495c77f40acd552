import { command, jobs } from '../cloud/db';
import { stepBack } from '../domain/retention';
import { startJob } from './jobs';

/** The one job that goes on for ever. */
export const RETENTION_ID = 'retention';

const MOST_TRIES = 5;

/** Lets the retention of records begin, or go on at once. */
export async function wakeRetention(now: number): Promise<void> {
  const work = { kind: 'retention', cursors: {} } as const;
  if (await startJob(RETENTION_ID, { role: 'system', id: 'retention' }, work, now)) return;
  await jobs.changeAll({ _id: RETENTION_ID }, { nextAt: command.min(now) });
}

/** Lets every stage look again at what was said last at a time or later. */
export async function goBackTo(lastAt: number): Promise<void> {
  for (let time = 0; time < MOST_TRIES; time += 1) {
    const job = await jobs.get(RETENTION_ID);
    if (job?.kind !== 'retention') return;
    const cursors = command.set(stepBack(job.cursors, lastAt));
    const unchanged = { _id: RETENTION_ID, step: job.step };
    if (await jobs.change(unchanged, { step: command.inc(1), cursors })) return;
  }
}

import { command, jobs as jobDocuments } from '../common/cloud/db';
import type { JobDocument } from '../common/protocol/jobs';
import { runSlice, type Runners } from '../common/steps/jobs';
import { erase } from './erase';
import { exportRecords } from './export';
import { retention } from './retention';
import { rewrap } from './rewrap';
import { startRewrap } from './start-rewrap';

/** How long one run goes on beginning with another slice; the next run goes on from there. */
const BUDGET_MS = 1_200;
const AT_ONCE = 20;

const runners: Runners = { export: exportRecords, erase, retention, rewrap };

/**
 * Does what is due of the work that goes on in the background, one slice of each job in turn. What was done long ago is due to be
 * forgotten.
 */
export async function jobs(now: number): Promise<{ slices: number }> {
  await startRewrap(now);
  const due = await jobDocuments.find({ nextAt: command.lte(now) }, { sort: ['nextAt', 'asc'], limit: AT_ONCE });
  let slices = 0;
  for (let job = due.shift(); job && Date.now() - now < BUDGET_MS; job = due.shift()) {
    const after = await goOn(job, now);
    if (after && after.nextAt <= now) due.push(after);
    slices += 1;
  }
  return { slices };
}

async function goOn(job: JobDocument, now: number): Promise<JobDocument | undefined> {
  if (job.doneAt === undefined) return runSlice(job, runners, now);
  await jobDocuments.removeAll({ _id: job._id });
  return undefined;
}

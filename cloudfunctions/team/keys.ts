import { jobs, keys as checks } from '../common/cloud/db';
import { masterKeys } from '../common/cloud/keys';
import type { Caller } from '../common/cloud/serve';
import { isInTrouble } from '../common/domain/jobs';
import type { Data } from '../common/protocol/action';
import type { KeyDocument } from '../common/protocol/documents';
import type { JobDocument } from '../common/protocol/jobs';
import type { Resealing, team } from '../common/protocol/team';

/** How the keys stand. That there is an answer says that they fit: with others nothing answers. */
export async function keys(_: object, { now }: Caller): Promise<Data<typeof team.keys>> {
  const { current } = masterKeys();
  const [stored, job] = await Promise.all([checks.find({}), jobs.get(`rewrap:${current}`)]);
  const versions = stored.filter(({ _id }) => Number(_id) > 0).map(versionOf);
  const resealing = resealingOf(job, now);
  return { current, versions: versions.sort((a, b) => b.version - a.version), ...(resealing && { resealing }) };
}

const versionOf = ({ _id, since, clearedAt }: KeyDocument) => ({
  version: Number(_id),
  since,
  ...(clearedAt !== undefined && { clearedAt }),
});

function resealingOf(job: JobDocument | undefined, now: number): Resealing | undefined {
  if (job?.kind !== 'rewrap' || job.doneAt !== undefined) return undefined;
  const { examined, total = 0, resealed, nextAt } = job;
  return {
    share: total > 0 ? Math.min(1, examined / total) : 0,
    resealed,
    ...(nextAt > now && { nextAt }),
    ...(isInTrouble(job) && { isInTrouble: true }),
  };
}

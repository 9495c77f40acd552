import { record } from '../common/cloud/audit';
import { command, keys } from '../common/cloud/db';
import { masterKeys } from '../common/cloud/keys';
import { isOver, neededBefore, nextPass } from '../common/domain/rewrap';
import { sealedCollections } from '../common/domain/sealed-places';
import type { JobOf } from '../common/protocol/jobs';
import type { Slice } from '../common/steps/jobs';
import { resealPage, sizeOf } from '../common/steps/reseal';
import { noteUnverifiable } from '../common/steps/unverifiable';

/** Documents of one slice. */
const PAGE = 100;

/** Another version is current for now. */
const LATER_MS = 3_600_000;

/**
 * One slice of sealing everything again by the current version: a page of a collection, then the next, then all of it once more, until
 * a whole pass, none of whose slices was cut off, has found nothing of an older version. Then the older versions may be retired.
 */
export async function rewrap(job: JobOf<'rewrap'>, now: number): Promise<Slice> {
  const { current, keys: versions } = masterKeys();
  if (job.version !== current) return job.version in versions ? { nextAt: now + LATER_MS } : 'done';
  if (job.step === 0) await log('keys.rotate', job, now);
  const name = sealedCollections[job.collection];
  if (name === undefined) return endPass(job, now);
  const { last, examined, changed, left, broken } = await resealPage(name, job.after, PAGE);
  await noteUnverifiable(broken, now);
  return {
    ...(last === undefined ? { collection: job.collection + 1, after: '' } : { after: last }),
    ...(job.total === undefined && { total: await countAll() }),
    examined: command.inc(examined),
    changed: command.inc(changed),
    left: command.inc(left + (job.failures > 1 ? 1 : 0)),
    resealed: command.inc(changed),
  };
}

/** Whoever can give the functions their keys has done it. */
const log = (action: string, { version }: JobOf<'rewrap'>, now: number): Promise<void> =>
  record({ at: now, who: { role: 'admin', id: 'keys' }, appid: '', action, target: { version } });

async function countAll(): Promise<number> {
  const sizes = await Promise.all(sealedCollections.map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function endPass(job: JobOf<'rewrap'>, now: number): Promise<Slice> {
  if (!isOver(job)) return nextPass(job, now);
  const older = neededBefore(job.version, await keys.find({}));
  await log('keys.cleared', job, now);
  await keys.changeAll({ _id: command.in(older) }, { clearedAt: now });
  return 'done';
}

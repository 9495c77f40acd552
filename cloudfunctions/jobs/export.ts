import { deleteFiles, fileIdAt } from '../common/cloud/storage';
import { EXPORT_KEPT_MS, EXPORT_LIMIT, VOLUME_LIMIT, writtenIn } from '../common/domain/exports';
import type { JobOf } from '../common/protocol/jobs';
import type { Slice } from '../common/steps/jobs';
import { asking } from './export-asking';
import { gather } from './export-gather';
import { pathOf, writeList, writeVolume } from './export-write';

type Job = JobOf<'export'>;

/**
 * One slice of an export: looks for more messages, writes those found to a file, or deletes the files when their time is over. Whoever
 * asked must still be allowed to have what it is of.
 */
export async function exportRecords(job: Job, now: number): Promise<Slice> {
  if ([job.cancelledAt, job.refusedAt, job.finishedAt].some((at) => at !== undefined)) return clean(job);
  const scene = await asking(job, now);
  if (!scene) return { refusedAt: now };
  const isGathered = job.isGathered ?? job.found >= EXPORT_LIMIT;
  if (job.pending.length < VOLUME_LIMIT && !isGathered) return gather(job, scene);
  if (job.pending.length > 0) return afterVolume(job, await writeVolume(job, scene));
  return { list: await writeList(job, scene), finishedAt: now, nextAt: now + EXPORT_KEPT_MS };
}

const afterVolume = (job: Job, volume: Job['volumes'][number]): Slice => ({
  pending: job.pending.slice(VOLUME_LIMIT),
  volumes: [...job.volumes, volume],
  written: writtenIn(job) + volume.seal.count,
});

/** The file that was written last is not noted when its slice was cut off. */
async function clean(job: Job): Promise<Slice> {
  const noted = [...job.volumes, ...(job.list ? [job.list] : [])].map(({ fileId }) => fileId);
  const perhaps = await Promise.all(
    [job.volumes.length + 1, 'list' as const].map((part) => fileIdAt(pathOf(job, part))),
  );
  await deleteFiles([...noted, ...perhaps]);
  return 'done';
}

import type { Checked, Data } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { LINK_LEFT_MS, linksTo } from '../common/cloud/storage';
import { filesIn, stateOf } from '../common/domain/exports';
import { AppError } from '../common/protocol/errors';

/** Links to the files of an export, which end after a while. */
export async function exportLinks(
  { exportId }: Checked<typeof exportActions.exportLinks>,
  { id, now }: Caller,
): Promise<Data<typeof exportActions.exportLinks>> {
  const job = await jobs.get(exportId);
  if (job?.kind !== 'export' || job.by.id !== id || stateOf(job) !== 'ready') throw new AppError('NOT_FOUND');
  const files = filesIn(job);
  const urls = await linksTo(
    files.map(({ fileId }) => fileId),
    now,
  );
  const links = files.map(({ name, size, fileId }) => ({ name, size, url: urls.get(fileId) ?? '' }));
  return { links: links.filter(({ url }) => url !== ''), until: now + LINK_LEFT_MS };
}

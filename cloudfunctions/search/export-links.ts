import type { Checked, Data } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { LINK_LEFT_MS, linksTo } from '../common/cloud/storage';
import { filesIn, stateOf } from '../common/domain/exports';
import { AppError } from '../common/protocol/errors';
import type { JobOf } from '../common/protocol/jobs';
import { permissions, scopeFor } from '../common/protocol/permissions';
import { mustBeAllowed } from '../common/steps/exporting';

/** Links to the files of an export, which end after a while. Whoever asked for it must still be allowed to have it. */
export async function exportLinks(
  { exportId }: Checked<typeof exportActions.exportLinks>,
  caller: Caller,
): Promise<Data<typeof exportActions.exportLinks>> {
  const { id, now } = caller;
  const job = await jobs.get(exportId);
  if (job?.kind !== 'export' || job.by.id !== id || stateOf(job) !== 'ready') throw new AppError('NOT_FOUND');
  await mustStillBeAllowed(job, caller);
  const files = filesIn(job);
  const urls = await linksTo(
    files.map(({ fileId }) => fileId),
    now,
  );
  const links = files.map(({ name, size, fileId }) => ({ name, size, url: urls.get(fileId) ?? '' }));
  return { links: links.filter(({ url }) => url !== ''), until: now + LINK_LEFT_MS };
}

function mustStillBeAllowed({ conversationId, isMasked, withNotes }: JobOf<'export'>, caller: Caller): Promise<void> {
  const scope = scopeFor(permissions.search.export, caller.role) ?? 'own';
  return mustBeAllowed({ conversationId, unmasked: !isMasked, withNotes }, { ...caller, scope });
}

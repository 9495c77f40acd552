import type { Checked } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { command, jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { AppError } from '../common/protocol/errors';

/** Lets an export that fails again and again be tried at once; one that is over stays as it is. */
export async function retryExport(
  { exportId }: Checked<typeof exportActions.retryExport>,
  { id, now }: Caller,
): Promise<null> {
  const own = { _id: exportId, kind: 'export', 'by.id': id };
  const unfinished = { finishedAt: command.exists(false), doneAt: command.exists(false) };
  const tried = await jobs.changeAll({ ...own, ...unfinished }, { nextAt: now, failures: 0 });
  if (tried === 0 && (await jobs.count(own)) === 0) throw new AppError('NOT_FOUND');
  return null;
}

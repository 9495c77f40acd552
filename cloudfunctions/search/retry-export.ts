import type { Checked } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { command, jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';

/** Lets an export that fails again and again be tried at once. */
export async function retryExport(
  { exportId }: Checked<typeof exportActions.retryExport>,
  { id, now }: Caller,
): Promise<null> {
  const unfinished = { finishedAt: command.exists(false), doneAt: command.exists(false) };
  await jobs.changeAll({ _id: exportId, kind: 'export', 'by.id': id, ...unfinished }, { nextAt: now, failures: 0 });
  return null;
}

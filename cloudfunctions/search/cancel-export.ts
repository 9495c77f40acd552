import type { Checked } from '../common/protocol/action';
import type { exportActions } from '../common/protocol/exports';
import { command, jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { AppError } from '../common/protocol/errors';

/** Ends an export, or deletes its files before their time. A slice that is on its way counts no more. */
export async function cancelExport(
  { exportId }: Checked<typeof exportActions.cancelExport>,
  { id, now }: Caller,
): Promise<null> {
  const cancelled = await jobs.change(
    { _id: exportId, kind: 'export', 'by.id': id, doneAt: command.exists(false) },
    { cancelledAt: now, nextAt: now, step: command.inc(1) },
  );
  if (!cancelled) throw new AppError('NOT_FOUND');
  return null;
}

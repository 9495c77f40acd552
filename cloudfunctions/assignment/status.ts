import type { Checked, Data } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import { LEASE_MS } from '../common/protocol/limits';
import type { assignment } from '../common/protocol/assignment';
import { agents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import { drainQueue } from '../common/steps/assign';

/** Sets the caller's presence and renews the lease; going on duty serves the queue before it answers. */
export async function status(
  { status: presence }: Checked<typeof assignment.status>,
  { staff, now }: Caller,
): Promise<Data<typeof assignment.status>> {
  if (!staff) throw new AppError('FORBIDDEN');
  const leaseUntil = now + LEASE_MS;
  if (staff.presence !== presence) await agents.changeAll({ _id: staff._id }, { presence });
  if (presence === 'online' && staff.holding.length < staff.capacity) await drainQueue(now);
  return { presence, leaseUntil: Math.max(leaseUntil, staff.leaseUntil) };
}

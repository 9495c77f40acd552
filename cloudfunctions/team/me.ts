import type { Data } from '../common/protocol/action';
import { AppError } from '../common/protocol/errors';
import type { team } from '../common/protocol/team';
import type { Caller } from '../common/cloud/serve';

/** Who the signed-in staff member is, and the address of their feed. */
export function me(_input: unknown, { staff }: Caller): Promise<Data<typeof team.me>> {
  if (!staff) throw new AppError('FORBIDDEN');
  const { _id: id, name, role, skills, capacity, to, presence, leaseUntil, holding } = staff;
  return Promise.resolve({ id, name, role, skills, capacity, to, presence, leaseUntil, load: holding.length });
}

import type { Data } from '../common/protocol/action';
import type { AgentDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { Me, team } from '../common/protocol/team';
import type { Caller } from '../common/cloud/serve';
import { presenceOf } from '../common/domain/presence';
import { currentRules, currentSettings } from '../common/steps/settings';

/** Who the signed-in staff member is, the address of their feed, and how the business has set things up. */
export async function me(_input: unknown, { staff, now }: Caller): Promise<Data<typeof team.me>> {
  if (!staff) throw new AppError('FORBIDDEN');
  return meOf(staff, now);
}

/** A member of the staff, as their phone has to know them. */
export async function meOf(staff: AgentDocument, now: number): Promise<Me> {
  const { _id: id, name, role, skills, capacity, to, presence, leaseUntil, holding } = staff;
  const settings = await currentSettings(now);
  const standby = presenceOf(staff, await currentRules(now), now);
  return { id, name, role, skills, capacity, to, presence, standby, leaseUntil, load: holding.length, settings };
}

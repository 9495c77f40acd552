import { agents } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Conditions } from '../common/domain/transcript-header';
import { AppError } from '../common/protocol/errors';
import type { JobOf } from '../common/protocol/jobs';
import { permissions, scopeFor } from '../common/protocol/permissions';
import { mustBeAllowed } from '../common/steps/exporting';
import { openName } from '../common/steps/stream';

/** Whoever asked for an export, as if they called now, and what they asked for. */
export type Scene = { caller: Caller; name: string; conditions: Conditions; now: number };

/** Undefined when they may not have it any more. */
export async function asking(job: JobOf<'export'>, now: number): Promise<Scene | undefined> {
  const caller = await callerNow(job, now);
  if (!caller) return undefined;
  const conditions = JSON.parse(openName(job._id, job.conditions)) as Conditions;
  const asked = { ...conditions, unmasked: !job.isMasked, withNotes: job.withNotes };
  const isAllowed = await mustBeAllowed(asked, caller).then(() => true, refused);
  return isAllowed ? { caller, name: caller.staff?.name ?? caller.id, conditions, now } : undefined;
}

async function callerNow({ by, to, appid }: JobOf<'export'>, now: number): Promise<Caller | undefined> {
  const staff = await agents.get(by.id);
  if (!staff || staff.deactivatedAt !== undefined || staff.to !== to) return undefined;
  const scope = scopeFor(permissions.search.export, staff.role);
  return scope && { to, appid, role: staff.role, id: staff._id, scope, staff, now };
}

function refused(error: unknown): false {
  if (error instanceof AppError && error.code === 'FORBIDDEN') return false;
  throw error;
}

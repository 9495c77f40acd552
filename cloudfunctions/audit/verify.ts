import type { Checked, Data } from '../common/protocol/action';
import type { audit } from '../common/protocol/audit';
import { AppError } from '../common/protocol/errors';
import { verifyFrom } from '../common/domain/audit-verify';
import { endAt, hashes, storedLog } from '../common/steps/audit-log';

/** How long one call goes on. */
const BUDGET_MS = 1_200;

/** Checks a part of the log: what was changed, taken out, put in or moved does not fit its seal. */
export async function verify({ after }: Checked<typeof audit.verify>): Promise<Data<typeof audit.verify>> {
  const start = await endAt(after);
  if (!start) throw new AppError('NOT_FOUND');
  const until = Date.now() + BUDGET_MS;
  const { end, flaw, isDone, marks } = await verifyFrom(start, storedLog, hashes, () => Date.now() < until);
  return { until: end.number, entries: end.last, isDone, marks, ...(flaw && { flaw }) };
}

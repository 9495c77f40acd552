import { auditing, type Auditing } from '../protocol/auditing';
import type { AuditDocument } from '../protocol/documents';
import { AppError, errorCodes, type ErrorCode } from '../protocol/errors';
import { record } from './audit';
import { customerMark } from './audit-entry';
import type { Origin } from './caller';
import { agents } from './db';
import { logFailure } from './log';
import type { Caller } from './serve';

/** What is known so far of a call: the less, the earlier it is refused. */
export type Attempt = { action: string; now: number; origin?: Origin; input?: unknown; caller?: Caller };

/** How the action named `<function>.<action>` comes into the log. */
export function auditingOf(action: string): Auditing {
  const [fn = '', name = ''] = action.split('.');
  return (auditing as Record<string, Record<string, Auditing>>)[fn]?.[name] ?? 'none';
}

/** Writes down that staff do it, or did. A customer's look at their own records is nobody's business. */
export async function recordDeed({ action, caller, input }: Attempt): Promise<void> {
  if (!caller?.staff) return;
  const { now: at, role, id, appid } = caller;
  await record({ at, who: { role, id }, appid, action, ...partsOf(action, input) });
}

/** Refusals that tell of somebody who tries what they may not; of what is in the log anyway, the others too. */
const SUSPICIOUS: readonly ErrorCode[] = ['INVALID_INPUT', 'UNKNOWN_ACTION', 'FORBIDDEN', 'NOT_FOUND'];

const isRecorded = ({ code }: AppError, action: string): boolean =>
  SUSPICIOUS.includes(code) || (auditingOf(action) !== 'none' && !errorCodes[code].retryable);

/** Writes down that somebody of the staff, or who was, is refused. That it cannot be written does not change the refusal. */
export async function recordRefusal(attempt: Attempt, error: unknown): Promise<void> {
  const { action, now: at, origin, input } = attempt;
  if (!origin || !(error instanceof AppError) || !isRecorded(error, action)) return;
  try {
    const staff = attempt.caller?.staff ?? (await agents.find({ to: origin.to }, { limit: 1 }))[0];
    if (!staff) return;
    const who = { role: staff.role, id: staff._id };
    await record({ at, who, appid: origin.appid, action, ...partsOf(action, input), outcome: error.code });
  } catch (failure) {
    logFailure(`refusal of ${action}`, failure);
  }
}

const isTarget = ([name, value]: [string, unknown]): boolean =>
  typeof value === 'number' || (name.endsWith('Id') && typeof value === 'string');

/** The log cannot be changed when a customer is deleted: it holds no id of theirs that others could read. */
const withoutOpenid = ([name, value]: [string, unknown]): [string, unknown] =>
  name === 'customerId' ? [name, customerMark(String(value))] : [name, value];

/** What the log keeps of a checked input: ids and numbers, and of what is looked at or changed, sealed, the reason and everything else. */
function partsOf(action: string, input: unknown): Pick<AuditDocument, 'target'> & { why?: string; details?: object } {
  const { reason, ...fields } = (input ?? {}) as Record<string, unknown>;
  const parts = Object.entries(fields).filter(([, value]) => value !== undefined);
  const rest = parts.filter((part) => !isTarget(part));
  const how = auditingOf(action);
  const isKept = ['look', 'change', 'discreet'].includes(how);
  const details = how === 'discreet' ? { fields: rest.map(([name]) => name) } : Object.fromEntries(rest);
  return {
    target: Object.fromEntries(parts.filter(isTarget).map(withoutOpenid)) as AuditDocument['target'],
    ...(isKept && typeof reason === 'string' && { why: reason }),
    ...(isKept && rest.length > 0 && { details }),
  };
}

import { randomBytes } from 'node:crypto';
import { command, customers } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import type { CustomerDocument, Erasure } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import { COOLING_MS } from '../protocol/limits';
import type { ErasurePlan } from '../protocol/rights';
import { isHeld } from './holds';
import { startJob } from './jobs';
import { sealText } from './stream';

/** How a deletion that was asked for stands. */
export async function planOf(customer: CustomerDocument, erasure: Erasure): Promise<ErasurePlan> {
  const { jobId: receipt, by, askedAt, dueAt } = erasure;
  return { askedAt, dueAt, isByStaff: by !== customer._id, isHeld: await isHeld(customer), receipt };
}

/**
 * Has everything about a customer deleted, after a while in which it can be called off. Asked again, it stays as it was. The job is
 * there before it counts: one that the customer's document does not name does nothing.
 */
export async function askErasure(
  customer: CustomerDocument,
  { id: by, role, now }: Caller,
  reason?: string,
): Promise<ErasurePlan> {
  const { _id, erasure } = customer;
  if (erasure) return planOf(customer, erasure);
  const jobId = randomBytes(12).toString('hex');
  const asked: Erasure = {
    jobId,
    by,
    askedAt: now,
    dueAt: now + COOLING_MS,
    ...(reason !== undefined && { reason: sealText(_id, `${_id}:erasure`, reason) }),
  };
  const work = { kind: 'erase', customerId: _id, successor: randomBytes(12).toString('hex') } as const;
  await startJob(jobId, role === 'customer' ? { role, id: _id } : { role, id: by }, work, asked.dueAt);
  const claimed = await customers.change({ _id, erasure: command.exists(false) }, { erasure: command.set(asked) });
  const current = claimed ?? (await customers.get(_id));
  if (!current?.erasure) throw new AppError('TRY_AGAIN');
  return planOf(current, current.erasure);
}

/** Calls a deletion off that has not begun; `TOO_LATE` when it has. */
export async function callOffErasure({ _id, erasure }: CustomerDocument): Promise<void> {
  if (!erasure) return;
  const waiting = { _id, 'erasure.jobId': erasure.jobId, 'erasure.begunAt': command.exists(false) };
  if ((await customers.changeAll(waiting, { erasure: command.remove() })) > 0) return;
  if ((await customers.get(_id))?.erasure) throw new AppError('TOO_LATE');
}

import { customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import type { CustomerDocument } from '../common/protocol/documents';
import { AppError } from '../common/protocol/errors';
import type { ErasurePlan } from '../common/protocol/rights';
import { changeable } from '../common/steps/access';
import { findOrMakeCustomer } from '../common/steps/customer';
import { askErasure } from '../common/steps/erasure';

type Input = Checked<typeof customer.erase>;

/** Has everything about the caller deleted, or, when an admin asks and says why, about the customer of a conversation. */
export async function erase(input: Input, caller: Caller): Promise<ErasurePlan> {
  return askErasure(await subjectOf(input, caller), caller, input.reason);
}

/** Whose data it is about: the caller's own, or for staff, who say why, that of a conversation's customer. */
export async function subjectOf({ conversationId, reason }: Input, caller: Caller): Promise<CustomerDocument> {
  if (!caller.staff && conversationId !== undefined) throw new AppError('FORBIDDEN');
  if (!caller.staff) return findOrMakeCustomer(caller);
  if (conversationId === undefined || reason === undefined)
    throw new AppError('INVALID_INPUT', 'Staff name a conversation and a reason.');
  const { customerId } = await changeable(conversationId, caller);
  const found = await customers.get(customerId);
  if (!found) throw new AppError('NOT_FOUND');
  return found;
}

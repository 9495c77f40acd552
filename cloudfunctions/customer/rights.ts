import { command, conversations, customers, jobs } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import type { ErasureState, Rights } from '../common/protocol/rights';
import { planOf } from '../common/steps/erasure';

/** How the caller stands as a customer. Who was deleted and has not come back is told what became of it by their receipt. */
export async function rights({ receipt }: Checked<typeof customer.rights>, { id }: Caller): Promise<Rights> {
  const [known, count] = await Promise.all([
    customers.get(id),
    conversations.count({ customerId: id, status: command.neq('staff') }),
  ]);
  const { consent, withdrawn } = known ?? {};
  const erasure = known?.erasure && (await planOf(known, known.erasure));
  const erased = receipt === undefined || receipt === erasure?.receipt ? undefined : await stateOf(receipt);
  return {
    conversations: count,
    ...(consent && { consent }),
    ...(withdrawn && { withdrawn }),
    ...(erasure && { erasure }),
    ...(erased && { erased }),
  };
}

async function stateOf(receipt: string): Promise<ErasureState | undefined> {
  const job = await jobs.get(receipt);
  if (job?.kind !== 'erase' || !job.isBegun) return undefined;
  return { ...(job.doneAt !== undefined && { doneAt: job.doneAt }) };
}

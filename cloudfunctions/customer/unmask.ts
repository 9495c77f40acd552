import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import { knownOf } from '../common/steps/customer';
import { notesAbout } from '../common/steps/customer-notes';
import { reachableCustomer } from '../common/steps/file-access';

/** What is hidden in a file, for whoever says why. */
export async function unmask(
  { customerId }: Checked<typeof customer.unmask>,
  caller: Caller,
): Promise<Data<typeof customer.unmask>> {
  const reached = await reachableCustomer(customerId, caller);
  const { name, phone, remark } = knownOf(reached.customer);
  const notes = await notesAbout(customerId);
  return {
    name,
    ...(phone !== undefined && { phone }),
    ...(remark !== undefined && { remark }),
    notes: notes.map(({ noteId, text }) => ({ noteId, text })),
  };
}

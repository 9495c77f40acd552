import { command, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import { findOrMakeCustomer } from '../common/steps/customer';

/** Keeps to which version of the privacy text the caller consented, and when first. */
export async function consent({ version }: Checked<typeof customer.consent>, caller: Caller): Promise<null> {
  const { _id, consent: known } = await findOrMakeCustomer(caller);
  if (known?.version === version) return null;
  await customers.changeAll({ _id }, { consent: command.set({ version, at: caller.now }) });
  return null;
}

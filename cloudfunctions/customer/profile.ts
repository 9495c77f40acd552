import { conversations, customers } from '../common/cloud/db';
import type { Caller } from '../common/cloud/serve';
import type { Checked, Data } from '../common/protocol/action';
import type { customer } from '../common/protocol/customer';
import { findOrMakeCustomer } from '../common/steps/customer';
import { openName, sealName } from '../common/steps/stream';

/** The caller's own profile; a new name reaches the open conversation too. */
export async function profile(
  { name }: Checked<typeof customer.profile>,
  caller: Caller,
): Promise<Data<typeof customer.profile>> {
  const { _id: id, name: sealed, openId } = await findOrMakeCustomer(caller);
  if (name === undefined) return { id, name: openName(id, sealed) };
  await customers.changeAll({ _id: id }, { name: sealName(id, name) });
  if (openId !== null) await conversations.changeAll({ _id: openId }, { customerName: sealName(openId, name) });
  return { id, name };
}

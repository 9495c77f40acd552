import { command, customers } from '../common/cloud/db';
import type { Data } from '../common/protocol/action';
import type { Blocked, customer } from '../common/protocol/customer';
import type { CustomerDocument } from '../common/protocol/documents';
import { openName } from '../common/steps/stream';

/** Those who are kept out, the latest first. */
export async function blocked(): Promise<Data<typeof customer.blocked>> {
  const found = await customers.find({ blockedAt: command.gt(0) }, { sort: ['blockedAt', 'desc'] });
  return { customers: found.map(blockedOf) };
}

const blockedOf = ({ _id: customerId, name, blockedAt = 0, openId }: CustomerDocument): Blocked => ({
  customerId,
  name: openName(customerId, name),
  blockedAt,
  ...(openId !== null && { conversationId: openId }),
});

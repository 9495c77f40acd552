import { command, customers } from '../cloud/db';
import type { Caller } from '../cloud/serve';
import type { CustomerDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import type { Profile } from '../protocol/customer';
import { openName, sealName } from './stream';

/** The caller as a customer, made at the first visit. */
export async function findOrMakeCustomer({ id, now }: Caller): Promise<CustomerDocument> {
  const known = await customers.get(id);
  if (known) return known;
  const customer: CustomerDocument = { _id: id, name: sealName(id, nameOfNewcomer(id)), openId: null, createdAt: now };
  return (await customers.add([customer])) ? customer : findCustomer(id);
}

/** What the shop knows of a customer, opened. */
export function profileOf({ _id: id, name, avatar, consent }: CustomerDocument): Profile {
  return {
    id,
    name: openName(id, name),
    ...(avatar !== undefined && { avatar: openName(id, avatar) }),
    ...(consent && { consent: consent.version, consentedAt: consent.at }),
  };
}

/** Until a customer says otherwise: a name that tells two newcomers apart. */
const nameOfNewcomer = (id: string) => `微信用户${id.slice(-4)}`;

/** A customer who is known to be there. */
export async function findCustomer(id: string): Promise<CustomerDocument> {
  const customer = await customers.get(id);
  if (!customer) throw new AppError('TRY_AGAIN');
  return customer;
}

/** Whether a customer is kept out. */
export const isBlocked = async (id: string): Promise<boolean> =>
  (await customers.count({ _id: id, blockedAt: command.gt(0) })) > 0;

import { command, customers } from '../cloud/db';
import { blind } from '../cloud/keys';
import type { Caller } from '../cloud/serve';
import { linksTo } from '../cloud/storage';
import { customerTerms, type Known } from '../domain/customer-terms';
import type { CustomerDocument } from '../protocol/documents';
import { AppError } from '../protocol/errors';
import type { Profile } from '../protocol/customer';
import { openName, sealName } from './stream';

/** The caller as a customer, made at the first visit. */
export async function findOrMakeCustomer({ id, now }: Caller): Promise<CustomerDocument> {
  const known = await customers.get(id);
  if (known) return withTerms(known);
  const made: CustomerDocument = { _id: id, name: sealName(id, nameOfNewcomer(id)), openId: null, createdAt: now };
  const customer = { ...made, terms: termsOf(made) };
  return (await customers.add([customer])) ? customer : findCustomer(id);
}

/** Who was made or changed by hand is made to be found, too. */
async function withTerms(customer: CustomerDocument): Promise<CustomerDocument> {
  const { _id, version, terms: former } = customer;
  const terms = termsOf(customer);
  if (former?.join() === terms.join()) return customer;
  await customers.changeAll({ _id, ...ofVersion(version) }, { terms });
  return customer;
}

/** What a customer says of themselves; cipher strings bound to the customer's id. */
type Told = Pick<Partial<CustomerDocument>, 'name' | 'avatar'>;

/** So many editors may be quicker before the customer has to try again. */
const MOST_TRIES = 10;

/** Changes what a customer says of themselves, whoever edits the file meanwhile. */
export async function changeProfile(known: CustomerDocument, told: Told): Promise<void> {
  let current = known;
  for (let round = 0; round < MOST_TRIES; round += 1) {
    const { _id, version } = current;
    const changes = { ...told, version: (version ?? 0) + 1, terms: termsOf({ ...current, ...told }) };
    if ((await customers.changeAll({ _id, ...ofVersion(version) }, changes)) > 0) return;
    current = await findCustomer(_id);
  }
  throw new AppError('TRY_AGAIN');
}

/** A condition: nobody has changed it since. */
export const ofVersion = (version: number | undefined) => ({ version: version ?? command.exists(false) });

/** What staff know of a customer, opened. */
export function knownOf({ _id: id, name, remark, phone, tags = [] }: CustomerDocument): Known {
  return {
    id,
    name: openName(id, name),
    ...(remark !== undefined && { remark: openName(id, remark) }),
    ...(phone !== undefined && { phone: openName(id, phone) }),
    tags: tags.map(String),
  };
}

/** What a customer is found by, as the database may see it. */
export const termsOf = (customer: CustomerDocument): number[] => blind(customerTerms(knownOf(customer)));

/** A link to the customer's picture; undefined when there is none. */
export async function linkToAvatar({ _id, avatar }: CustomerDocument, now: number): Promise<string | undefined> {
  if (avatar === undefined) return undefined;
  const fileId = openName(_id, avatar);
  return (await linksTo([fileId], now)).get(fileId);
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

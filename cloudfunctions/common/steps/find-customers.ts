import { command, customers } from '../cloud/db';
import { blind } from '../cloud/keys';
import { isMeant, tailTerm, wordTerms } from '../domain/customer-terms';
import type { CustomerDocument } from '../protocol/documents';
import { knownOf } from './customer';

/**
 * Customers that a keyword means: the id, a part of the name, of the remark or of a tag, or at least four last digits of the
 * telephone number. At most `limit`.
 */
export async function findCustomers(keyword: string, limit: number): Promise<CustomerDocument[]> {
  const tail = tailTerm(keyword);
  const [itself, ...found] = await Promise.all([
    customers.get(keyword),
    withTerms(wordTerms(keyword), limit),
    ...(tail === undefined ? [] : [withTerms([tail], limit)]),
  ]);
  const candidates = new Map([...(itself ? [itself] : []), ...found.flat()].map((one) => [one._id, one]));
  return [...candidates.values()].filter((one) => isMeant(keyword, knownOf(one))).slice(0, limit);
}

const withTerms = async (terms: string[], limit: number): Promise<CustomerDocument[]> =>
  terms.length === 0 ? [] : customers.find({ terms: command.all(blind(terms)) }, { limit });

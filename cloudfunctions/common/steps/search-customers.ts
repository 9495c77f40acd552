import { command, customers } from '../cloud/db';
import { isMeant } from '../domain/customer-terms';
import { knownOf } from './customer';
import { findCustomers } from './find-customers';

/** More customers than these are not named beforehand: each is looked at when a message of theirs comes by. */
const MOST_NAMED = 100;

/** The customers that a keyword means, as far as a search has to know. */
export class MeantCustomers {
  readonly ids = new Set<string>();
  examined = 0;
  private readonly judged = new Set<string>();

  private constructor(
    private readonly keyword: string,
    readonly areAllKnown: boolean,
  ) {}

  /** Some of those that are read may only seem to be meant, so more are asked for than are named. */
  static async of(keyword: string): Promise<MeantCustomers> {
    const found = await findCustomers(keyword, 2 * MOST_NAMED);
    const meant = new MeantCustomers(keyword, found.length <= MOST_NAMED);
    meant.examined = found.length;
    for (const { _id } of found) meant.ids.add(_id);
    return meant;
  }

  /** Finds out which of these customers are meant. */
  async learn(customerIds: readonly string[]): Promise<void> {
    const fresh = this.areAllKnown ? [] : [...new Set(customerIds)].filter((id) => !this.judged.has(id));
    if (fresh.length === 0) return;
    const found = await customers.find({ _id: command.in(fresh) }, { limit: fresh.length });
    this.examined += found.length;
    for (const id of fresh) this.judged.add(id);
    for (const one of found) if (isMeant(this.keyword, knownOf(one))) this.ids.add(one._id);
  }
}

import { randomOf, type Random } from './random';
import { nameOf, say } from './speech';
import { AGENT_NAMES, REMARKS, SKILLS, TAGS } from './words';

/** A customer as the business knows them. */
export type Customer = { id: string; name: string; phone: string; remark?: string; tags: string[] };

/** One message; the texts of one author stand in the order of `sentAt`. */
export type Line = { role: 'customer' | 'agent'; text: string; sentAt: number };

/** One conversation from its first message to its end. */
export type Talk = {
  id: string;
  customer: Customer;
  agent: { id: string; name: string };
  skill: string;
  product: { id: string; name: string };
  tags: string[];
  rating?: number;
  lines: Line[];
};

/** How many messages a conversation has on average. */
export const MEAN_LINES = 12;

/** When the first conversation begins, and how far apart they begin on average. */
export type Pace = { startAt: number; gapMs: number };

/**
 * What customers and agents of a shop write to each other, without end and the same again with the same seed. Words follow Zipf's law:
 * phrases range from those that thousands say to those that nobody says twice.
 */
export function* corpus(seed: number, { startAt, gapMs }: Pace): Generator<Talk> {
  const random = randomOf(seed);
  const customers: Customer[] = [];
  const products = Array.from({ length: 200 }, (_, n) => ({ id: `product-${n}`, name: say(random, 'good') }));
  for (let n = 0, begin = startAt; ; n += 1, begin += 2 * gapMs * random.next()) {
    const name = random.pick(AGENT_NAMES);
    yield {
      id: `talk-${seed}-${n}`,
      customer: customerOf(random, seed, customers),
      agent: { id: `clerk-${AGENT_NAMES.indexOf(name)}`, name },
      skill: random.lean(SKILLS),
      product: random.lean(products),
      tags: some(random, TAGS),
      ...(random.isLucky(0.4) && { rating: 6 - random.lean([1, 2, 3, 4, 5]) }),
      lines: linesOf(random, Math.floor(begin)),
    };
  }
}

/** Half of them have been here before. */
function customerOf(random: Random, seed: number, known: Customer[]): Customer {
  if (known.length > 0 && random.isLucky(0.5)) return random.pick(known);
  const made = {
    id: `guest-${seed}-${known.length}`,
    name: nameOf(random),
    phone: say(random, 'phone'),
    ...(random.isLucky(0.2) && { remark: random.lean(REMARKS) }),
    tags: some(random, TAGS),
  };
  known.push(made);
  return made;
}

function some(random: Random, from: string[]): string[] {
  const count = random.pick([0, 0, 0, 1, 1, 2]);
  return [...new Set(Array.from({ length: count }, () => random.lean(from)))];
}

function linesOf(random: Random, begin: number): Line[] {
  const count = random.between(2, 2 * MEAN_LINES - 2);
  let sentAt = begin;
  return Array.from({ length: count }, (_, place) => {
    sentAt += random.between(1_000, 90_000);
    const role = place === 0 || random.isLucky(0.5) ? 'customer' : 'agent';
    return { role, text: textOf(random, role), sentAt };
  });
}

function textOf(random: Random, role: Line['role']): string {
  if (random.isLucky(0.15)) return say(random, role === 'customer' ? 'small' : 'agentSmall');
  return say(random, role === 'customer' ? 'customerSays' : 'agentSays');
}

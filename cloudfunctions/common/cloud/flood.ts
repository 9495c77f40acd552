import { FLOOD_LIMIT } from '../protocol/limits';

type Bucket = { tokens: number; at: number };

const MOST_PEOPLE = 10_000;
const buckets = new Map<string, Bucket>();

/**
 * Whether this person may make another call now: bursts up to the limit, refilled at the limit per second.
 * Each warm instance counts for itself, which keeps it free of database calls.
 */
export function mayCall(person: string, now: number): boolean {
  const last = buckets.get(person) ?? { tokens: FLOOD_LIMIT, at: now };
  const elapsed = Math.max(0, now - last.at);
  const tokens = Math.min(FLOOD_LIMIT, last.tokens + (elapsed / 1000) * FLOOD_LIMIT);
  buckets.delete(person);
  buckets.set(person, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
  if (buckets.size > MOST_PEOPLE) forgetOldest();
  return tokens >= 1;
}

function forgetOldest(): void {
  for (const person of buckets.keys()) {
    buckets.delete(person);
    return;
  }
}

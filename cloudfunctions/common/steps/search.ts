import type { Caller } from '../cloud/serve';
import type { Direction, Span } from '../domain/search-order';
import type { Found } from '../protocol/search';
import { byConversation, inTime, type Outcome, type Part } from './search-orders';
import { openPlace, sealPlace, type Place } from './search-cursor';
import { planOf, type Conditions } from './search-plan';
import { Run } from './search-run';
import { noteUnverifiable } from './unverifiable';

/** How far a call has come in time, and what that took. */
type Reached = Pick<Found, 'reachedAt' | 'examined'>;

/** What one call has found, in order; without a cursor there is no more. */
export type FoundPage = Pick<Outcome, 'found' | 'unverifiable'> & Reached & Pick<Found, 'cursor'>;

export type Order = Direction | 'conversation';

export type Paging = { order: Order; cursor?: string | undefined; limit: number };

/** The last moment that a date can hold. */
const LAST_MOMENT = 8.64e15;

/** The messages that fulfil the conditions and that the caller may see: as many as are wanted, or as one call may look for. */
export async function findMessages(conditions: Conditions, paging: Paging, caller: Caller): Promise<FoundPage> {
  const { order, cursor, limit } = paging;
  const name = JSON.stringify([caller.to, order, conditions]);
  const place = startOf(openPlace(cursor, name), order, caller.now);
  const { next, ...page } = await findFrom(place, conditions, { order, limit }, caller);
  return { ...page, ...(next && { cursor: sealPlace(next, name) }) };
}

/** Where a search goes on, how it is ordered, and whether it also takes what cannot be verified and so may hold the phrases. */
export type Way = { order: Order; limit: number; isWithUnverifiable?: boolean };

/** The same, from a place on that nobody else could have made up; tells those who lead of what cannot be verified on the way. */
export async function findFrom(
  place: Place,
  conditions: Conditions,
  { order, limit, isWithUnverifiable }: Way,
  caller: Caller,
): Promise<Outcome & Reached> {
  const to = Math.min(conditions.to ?? LAST_MOMENT, place.until ?? LAST_MOMENT);
  const span = { from: conditions.from ?? 0, to };
  const direction = order === 'oldest' ? 'oldest' : 'newest';
  const plan = await planOf(conditions, { span, direction, after: place.at }, caller.now);
  if (!plan) return { found: [], unverifiable: 0, reachedAt: endOf(span, direction, caller.now), examined: 0 };
  const run = new Run(plan, conditions, caller, isWithUnverifiable);
  const part: Part = { run, walk: plan.walk, span, place, limit };
  const outcome = order === 'conversation' ? await byConversation(part) : await inTime(part);
  await noteUnverifiable(run.unverifiable, caller.now);
  const reachedAt = outcome.next?.at?.sentAt ?? endOf(span, direction, caller.now);
  return { ...outcome, reachedAt, examined: run.examined };
}

/** Conversations keep the order they had when the search began. */
const startOf = (place: Place, order: Order, now: number): Place =>
  order === 'conversation' && place.until === undefined ? { ...place, until: now } : place;

const endOf = ({ from, to }: Span, direction: Direction, now: number): number =>
  direction === 'newest' ? from : Math.min(to, now);

import type { Caller } from '../cloud/serve';
import type { Direction, Span } from '../domain/search-order';
import type { Found } from '../protocol/search';
import { byConversation, inTime, type Part } from './search-orders';
import { openPlace, sealPlace, type Place } from './search-cursor';
import { planOf, type Conditions } from './search-plan';
import { Run, type FoundMessage } from './search-run';

/** What one call has found, in order; without a cursor there is no more. */
export type FoundPage = { found: FoundMessage[] } & Pick<Found, 'cursor' | 'reachedAt' | 'examined'>;

export type Paging = { order: Direction | 'conversation'; cursor?: string | undefined; limit: number };

/** The last moment that a date can hold. */
const LAST_MOMENT = 8.64e15;

/** The messages that fulfil the conditions and that the caller may see: as many as are wanted, or as one call may look for. */
export async function findMessages(conditions: Conditions, paging: Paging, caller: Caller): Promise<FoundPage> {
  const { order, cursor, limit } = paging;
  const name = JSON.stringify([caller.to, order, conditions]);
  const place = startOf(openPlace(cursor, name), order, caller.now);
  const to = Math.min(conditions.to ?? LAST_MOMENT, place.until ?? LAST_MOMENT);
  const span = { from: conditions.from ?? 0, to };
  const direction = order === 'oldest' ? 'oldest' : 'newest';
  const plan = await planOf(conditions, { span, direction, after: place.at }, caller.now);
  if (!plan) return { found: [], reachedAt: endOf(span, direction, caller.now), examined: 0 };
  const run = new Run(plan, conditions, caller);
  const part: Part = { run, walk: plan.walk, span, place, limit };
  const { found, next } = order === 'conversation' ? await byConversation(part) : await inTime(part);
  return {
    found,
    ...(next && { cursor: sealPlace(next, name) }),
    reachedAt: next?.at?.sentAt ?? endOf(span, direction, caller.now),
    examined: run.examined,
  };
}

/** Conversations keep the order they had when the search began. */
const startOf = (place: Place, order: Paging['order'], now: number): Place =>
  order === 'conversation' && place.until === undefined ? { ...place, until: now } : place;

const endOf = ({ from, to }: Span, direction: Direction, now: number): number =>
  direction === 'newest' ? from : Math.min(to, now);

import type { Rating } from '../protocol/documents';
import { RATING_MS } from '../protocol/limits';

/** Until when a customer can say otherwise. */
export const ratedUntil = ({ firstAt }: Pick<Rating, 'firstAt'>): number => firstAt + RATING_MS;

/** Whether a conversation can be rated now: once, and again for a day. */
export const canRate = (former: Pick<Rating, 'firstAt'> | undefined, now: number): boolean =>
  former === undefined || now < ratedUntil(former);

import type { Caller, Clock } from '../contract';
import { ApiError } from './api-error';

const TWO_HOURS_MS = 2 * 3600 * 1000;

/** Who used which app when: content checks are only for people who were there lately. */
export function visitBook(clock: Clock) {
  const lastVisits = new Map<string, Map<string, number>>();

  return {
    note(caller: Caller): void {
      if (caller.kind !== 'client') return;
      const visits = lastVisits.get(caller.openid) ?? new Map<string, number>();
      lastVisits.set(caller.openid, visits.set(caller.appid, clock.now()));
    },
    /** Throws unless the openid is one of this app and was active in the last two hours. */
    requireRecent(openid: unknown, appid: string): void {
      if (typeof openid !== 'string' || openid === '') throw new ApiError(40003, 'invalid openid');
      const visits = lastVisits.get(openid);
      const last = visits?.get(appid);
      if (visits && last === undefined) throw new ApiError(43104, 'this openid does not match the appid');
      if ((last ?? -Infinity) < clock.now() - TWO_HOURS_MS) {
        throw new ApiError(61010, 'code is expired: the user was not active in the last two hours');
      }
    },
  };
}

export type VisitBook = ReturnType<typeof visitBook>;

import type { Clock } from '../contract';
import { ApiError } from './api-error';

const MINUTE_MS = 60_000;

/** Counts an app's calls of one API, and refuses those beyond its limit for a minute. */
export function minuteQuota(limit: number, clock: Clock): (appid: string) => void {
  const calls = new Map<string, { minute: number; count: number }>();
  return (appid) => {
    const minute = Math.floor(clock.now() / MINUTE_MS);
    const former = calls.get(appid);
    const count = former?.minute === minute ? former.count + 1 : 1;
    calls.set(appid, { minute, count });
    if (count > limit) throw new ApiError(45011, 'api minute-quota reach limit, must slower, retry next minute');
  };
}

import { clockTime } from '../../shared/format/time';
import { words } from '../text/words';

const DAY_MS = 86_400_000;

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** When service begins, as one says it: `今天 14:00`, `明天 09:00`, `11月30日 09:00`. */
export function openingTime(at: number, now: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  if (days <= 0) return words.hours.today(clockTime(at));
  if (days === 1) return words.hours.tomorrow(clockTime(at));
  const date = new Date(at);
  return words.hours.later(date.getMonth() + 1, date.getDate(), clockTime(at));
}

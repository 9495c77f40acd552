import { calendarDay, timeOfDay } from '../shared/format/time';

const HOUR_MS = 3_600_000;

/** When one wants to be reminded: as chosen from what is offered. */
export type When = 'later' | 'tomorrow' | 'chosen' | 'none';

/** What a date and a time field hold. */
export type Fields = { date: string; time: string };

/** The moment a choice stands for, on this device's clock; nothing for none, or for fields that say nothing. */
export function momentOf(when: When, { date, time }: Fields, now: number): number | undefined {
  if (when === 'later') return now + HOUR_MS;
  if (when === 'tomorrow') return tomorrowAtNine(now);
  if (when === 'none') return undefined;
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
  const [hour = NaN, minute = NaN] = time.split(':').map(Number);
  const at = new Date(year, month - 1, day, hour, minute).getTime();
  return Number.isNaN(at) ? undefined : at;
}

function tomorrowAtNine(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, 9).getTime();
}

/** What the fields begin with: two hours from now. */
export function firstFields(now: number): Fields {
  const at = now + 2 * HOUR_MS;
  return { date: calendarDay(at), time: timeOfDay(new Date(at).getHours() * 60) };
}

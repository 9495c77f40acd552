import { calendarDay } from '../shared/format/time';

const DAY_MS = 24 * 3_600_000;

/** `YYYY-MM-DD` of the day before, by the clock of the device. */
export const yesterdayOf = (now: number): string => calendarDay(now - DAY_MS);

/** Whether there is such a day. */
export function isCalendarDay(written: string): boolean {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? []).map(Number);
  const date = new Date(year, month - 1, day);
  return year > 0 && date.getMonth() === month - 1 && date.getDate() === day;
}

/** Days and times of day without a clock: what is counted is days since 1970-01-01. */

export const DAY_MINUTES = 24 * 60;

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const daysBeforeYear = (year: number): number => 365 * (year - 1970) + leapsBefore(year) - leapsBefore(1970);

const leapsBefore = (year: number): number =>
  Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);

/** The day `YYYY-MM-DD` stands for, or undefined when there is no such day. */
export function dayNumber(date: string): number | undefined {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const months = Array.from({ length: month - 1 }, (_, index) => daysIn(year, index + 1));
  return daysBeforeYear(year) + months.reduce((sum, days) => sum + days, 0) + day - 1;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD` of a day. */
export function dateOf(day: number): string {
  let year = 1970 + Math.floor(day / 366);
  while (daysBeforeYear(year + 1) <= day) year += 1;
  let rest = day - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysIn(year, month)) rest -= daysIn(year, month++);
  return `${year}-${two(month)}-${two(rest + 1)}`;
}

/** Sunday is 0. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The minute of the day that `HH:MM` stands for, up to `24:00`; undefined when there is no such time. */
export function minuteOfDay(time: string): number | undefined {
  const [, hour, minute] = (/^(\d{2}):(\d{2})$/.exec(time) ?? []).map(Number);
  if (hour === undefined || minute === undefined || minute > 59) return undefined;
  const minutes = hour * 60 + minute;
  return minutes <= DAY_MINUTES ? minutes : undefined;
}

/** `HH:MM` of a minute of the day. */
const timeOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Whole minutes since 1970 on the clocks of a place. */
export const localMinutes = (at: number, utcOffsetMinutes: number): number =>
  Math.floor(at / 60_000) + utcOffsetMinutes;

/** `YYYY-MM-DD HH:MM` on the clocks of a place. */
export function localTime(at: number, utcOffsetMinutes: number): string {
  const minutes = localMinutes(at, utcOffsetMinutes);
  const day = Math.floor(minutes / DAY_MINUTES);
  return `${dateOf(day)} ${timeOf(minutes - day * DAY_MINUTES)}`;
}

/** Where no settings are at hand, days begin at midnight in Beijing. */
const BEIJING_OFFSET_MINUTES = 480;

/** `YYYY-MM-DD` in Beijing. */
export const dayAt = (at: number): string => dateOf(Math.floor(localMinutes(at, BEIJING_OFFSET_MINUTES) / DAY_MINUTES));

/** When a day begins on the clocks of a place, and when the next one does; undefined when there is no such day. */
export function spanOfDay(
  date: string,
  utcOffsetMinutes = BEIJING_OFFSET_MINUTES,
): { from: number; until: number } | undefined {
  const day = dayNumber(date);
  if (day === undefined) return undefined;
  const from = (day * DAY_MINUTES - utcOffsetMinutes) * 60_000;
  return { from, until: from + DAY_MINUTES * 60_000 };
}

/** When the day that holds a moment began on the clocks of a place. */
export const startOfDay = (at: number, utcOffsetMinutes = BEIJING_OFFSET_MINUTES): number =>
  (Math.floor(localMinutes(at, utcOffsetMinutes) / DAY_MINUTES) * DAY_MINUTES - utcOffsetMinutes) * 60_000;

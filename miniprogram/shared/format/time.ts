import { text } from '../text/text';

const DAY_MS = 86_400_000;

/** A line with the time stands above a message that comes this long after the one before. */
export const SEPARATOR_MS = 5 * 60_000;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A time of day, from the minutes since midnight: `14:05` */
export const timeOfDay = (minutes: number): string =>
  `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/** `14:05` */
export function clockTime(at: number): string {
  const date = new Date(at);
  return timeOfDay(date.getHours() * 60 + date.getMinutes());
}

/** As date fields hold it, on this device's clock: `2026-11-03` */
export function calendarDay(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
}

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

const daysBetween = (at: number, now: number): number => Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);

/** The day as one says it: nothing for today, 昨天, 星期三, 11月3日, 2025年11月3日. */
function dayName(at: number, now: number): string {
  const date = new Date(at);
  const days = daysBetween(at, now);
  if (days <= 0) return '';
  if (days === 1) return text.time.yesterday;
  if (days < 7) return text.time.weekdays[date.getDay()] ?? '';
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return year === new Date(now).getFullYear() ? text.time.date(month, day) : text.time.fullDate(year, month, day);
}

/** The line between messages: `14:05`, `昨天 14:05`, `11月3日 14:05`. */
export const separatorTime = (at: number, now: number): string => `${dayName(at, now)} ${clockTime(at)}`.trim();

/** The short time at the end of a row: the clock for today, else the day. */
export const rowTime = (at: number, now: number): string => dayName(at, now) || clockTime(at);

/** Whole minutes since `at`, never negative though clocks differ. */
export const minutesSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / 60_000));

/** So many minutes, as one says it. */
export const spanText = (minutes: number): string =>
  minutes > 0 && minutes % 60 === 0 ? text.span.hours(minutes / 60) : text.span.minutes(minutes);

/** A moment that may be still to come: `14:05`, `明天 09:00`, `11月3日 14:05`. */
export const momentText = (at: number, now: number): string =>
  at <= now ? separatorTime(at, now) : `${comingDay(at, now)} ${clockTime(at)}`.trim();

function comingDay(at: number, now: number): string {
  const date = new Date(at);
  const days = daysBetween(now, at);
  if (days === 0) return '';
  return days === 1 ? text.time.tomorrow : text.time.date(date.getMonth() + 1, date.getDate());
}

/** How much of a time is left: `4:05`. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
}

import type { Service } from '../protocol/conversation';
import type { Hours, Period } from '../protocol/settings';
import { DAY_MINUTES, dayNumber, localMinutes, minuteOfDay, weekdayOf } from './calendar';

/** Local minutes since 1970, the end not included. */
type Span = { from: number; to: number };

/** Nobody looks further ahead for the next opening. */
const MOST_DAYS = 400;

const holidaysOf = ({ holidays }: Hours): ReadonlySet<number> =>
  new Set(holidays.map(dayNumber).filter((day) => day !== undefined));

/** An end that is not after its beginning is on the next day; if that is a holiday, the period ends at midnight. */
function spanOf({ from, to }: Period, day: number, holidays: ReadonlySet<number>): Span {
  const begin = minuteOfDay(from) ?? 0;
  const end = minuteOfDay(to) ?? 0;
  const minutes = end > begin ? end : DAY_MINUTES + (holidays.has(day + 1) ? 0 : end);
  return { from: day * DAY_MINUTES + begin, to: day * DAY_MINUTES + minutes };
}

/** The periods that begin on a day. */
const spansOf = (hours: Hours, day: number, holidays = holidaysOf(hours)): Span[] =>
  holidays.has(day) ? [] : (hours.week[weekdayOf(day)] ?? []).map((period) => spanOf(period, day, holidays));

/** The first beginning after a minute. */
function nextOpening(hours: Hours, minute: number): number | undefined {
  const today = Math.floor(minute / DAY_MINUTES);
  const holidays = holidaysOf(hours);
  for (let day = today; day <= today + MOST_DAYS; day += 1) {
    const beginnings = spansOf(hours, day, holidays).map(({ from }) => from);
    const later = beginnings.filter((from) => from > minute);
    if (later.length > 0) return Math.min(...later);
  }
  return undefined;
}

/** Whether somebody is there, and if not, when again; without hours somebody is always there. */
export function serviceAt(hours: Hours | undefined, now: number): Service {
  if (!hours) return { isOpen: true };
  const minute = localMinutes(now, hours.utcOffsetMinutes);
  const today = Math.floor(minute / DAY_MINUTES);
  const spans = [...spansOf(hours, today - 1), ...spansOf(hours, today)];
  if (spans.some(({ from, to }) => from <= minute && minute < to)) return { isOpen: true };
  const next = nextOpening(hours, minute);
  return next === undefined ? { isOpen: false } : { isOpen: false, opensAt: (next - hours.utcOffsetMinutes) * 60_000 };
}

/** Whether a period of every day, perhaps over midnight, holds a moment. */
export function isWithin({ from, to }: Period, now: number, utcOffsetMinutes: number): boolean {
  const minute = localMinutes(now, utcOffsetMinutes);
  const inDay = minute - Math.floor(minute / DAY_MINUTES) * DAY_MINUTES;
  const begin = minuteOfDay(from) ?? 0;
  const end = minuteOfDay(to) ?? 0;
  return end > begin ? begin <= inDay && inDay < end : inDay >= begin || inDay < end;
}

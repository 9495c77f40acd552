import type { Period } from '../../cloudfunctions/common/protocol/settings';
import { timeOfDay } from '../shared/format/time';
import { text } from '../shared/text/text';
import { words } from './text/words';

/** From Monday, as one says a week; what is kept begins with Sunday. */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

const DAY_MINUTES = 1440;

/** One day of a week as a row shows it; bars are in percent of the day. */
export type ShiftDay = { index: number; name: string; line: string; label: string; bars: Bar[] };

type Bar = { left: number; width: number };
type Span = { from: number; to: number };

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** An end that is not after its beginning is on the next day. */
function spanOf({ from, to }: Period): Span {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return { from: begin, to: end > begin ? end : end + DAY_MINUTES };
}

const sorted = (periods: readonly Period[]): Period[] =>
  [...periods].sort((a, b) => minuteOf(a.from) - minuteOf(b.from));

function periodText(period: Period): string {
  const isOvernight = spanOf(period).to > DAY_MINUTES;
  return `${period.from}–${isOvernight ? words.shift.nextDay : ''}${period.to}`;
}

/** What of a day is taken, also by what began the day before. */
function barsOf(week: readonly Period[][], index: number): Bar[] {
  const spans = (week[index] ?? []).map(spanOf);
  const before = (week[(index + 6) % 7] ?? []).map(spanOf).map(({ to }) => ({ from: 0, to: to - DAY_MINUTES }));
  return [...before, ...spans]
    .map(({ from, to }) => ({ from, to: Math.min(to, DAY_MINUTES) }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({ left: (from / DAY_MINUTES) * 100, width: ((to - from) / DAY_MINUTES) * 100 }));
}

/** The days of a week from Monday on; `none` is said of a day without anything. */
export const daysOf = (week: readonly Period[][], none: string): ShiftDay[] =>
  WEEK.map((index) => {
    const name = text.time.weekdays[index] ?? '';
    const line = sorted(week[index] ?? [])
      .map(periodText)
      .join('  ');
    return { index, name, line: line || none, label: words.shift.label(name, line || none), bars: barsOf(week, index) };
  });

/** Whether periods of one day lie over each other. */
export function overlap(periods: readonly Period[]): boolean {
  const spans = sorted(periods).map(spanOf);
  return spans.some(({ to }, place) => to > (spans[place + 1]?.from ?? Infinity));
}

/** The week with other periods on these days. */
export const withDays = (week: readonly Period[][], days: readonly number[], periods: readonly Period[]): Period[][] =>
  week.map((before, index) => (days.includes(index) ? sorted(periods) : before));

/** How long a week is, in one line. */
export function weekText(week: readonly Period[][]): string {
  const minutes = week.flat().reduce((sum, period) => sum + spanOf(period).to - spanOf(period).from, 0);
  return minutes === 0 ? words.shift.none : words.shift.hours(String(Math.round(minutes / 6) / 10));
}

/** What a new period begins with: after the last one of the day, or the usual working day. */
export function nextPeriod(periods: readonly Period[]): Period {
  const last = sorted(periods)[periods.length - 1];
  if (!last) return { from: '09:00', to: '18:00' };
  const from = Math.min(spanOf(last).to, DAY_MINUTES - 60);
  return { from: timeOfDay(from), to: timeOfDay((from + 60) % DAY_MINUTES) };
}

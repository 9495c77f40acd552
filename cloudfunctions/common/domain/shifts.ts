import type { Shift } from '../protocol/documents';
import type { Period } from '../protocol/settings';
import { minuteOfDay } from './calendar';
import { group, type Finding, type Reader } from './checking';
import { serviceAt } from './hours';
import { week } from './reading';

const noWeek = (): Period[][] => Array.from({ length: 7 }, () => []);

/** Periods of one day that lie over each other. */
function overlaps(periods: readonly Period[]): boolean {
  const spans = periods
    .map(({ from, to }) => ({ from: minuteOfDay(from) ?? 0, to: minuteOfDay(to) ?? 0 }))
    .sort((a, b) => a.from - b.from);
  return spans.some(({ to, from }, index) => {
    const next = spans[index + 1];
    return next !== undefined && (to <= from || next.from < to);
  });
}

const checkedWeek: Reader<Period[][] | undefined> = (written, path, findings) => {
  if (written === undefined || written === null) return undefined;
  const read = week(written, path, findings);
  read?.forEach((periods, day) => {
    if (overlaps(periods)) findings.push({ path: `${path}[${day}]`, code: 'overlapping' });
  });
  return read;
};

/** A shift as far as it can be read: a week that cannot be has nothing in it. */
export const shift: Reader<Shift> = (written, path, findings) => {
  const read = group<Partial<Shift>>({ week: checkedWeek, onCall: checkedWeek })(written, path, findings);
  return { week: read.week ?? noWeek(), onCall: read.onCall ?? noWeek() };
};

/** What somebody wrote as a shift, and what is wrong with it. */
export function readShift(written: unknown): { read: Shift; findings: Finding[] } {
  const findings: Finding[] = [];
  return { read: shift(written, '', findings), findings };
}

const holds = (week: Period[][], now: number, utcOffsetMinutes: number): boolean =>
  serviceAt({ week, holidays: [], utcOffsetMinutes }, now).isOpen;

/** Whether somebody is to be there now. */
export const isOnShift = (written: unknown, now: number, utcOffsetMinutes: number): boolean =>
  holds(readShift(written).read.week, now, utcOffsetMinutes);

/** Whether somebody is called now when nobody is there. Holidays are no exception. */
export const isOnCall = (written: unknown, now: number, utcOffsetMinutes: number): boolean =>
  holds(readShift(written).read.onCall, now, utcOffsetMinutes);

/** The times of a timer: seven fields (second, minute, hour, day, month, weekday, year) in UTC+8. */
export type Cron = {
  seconds: Set<number>;
  minutes: Set<number>;
  hours: Set<number>;
  months: Set<number>;
  years: Set<number>;
  isDay: (day: number, weekday: number) => boolean;
};

type Range = { name: string; from: number; to: number; names?: string[] };

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const ranges = {
  second: { name: 'second', from: 0, to: 59 },
  minute: { name: 'minute', from: 0, to: 59 },
  hour: { name: 'hour', from: 0, to: 23 },
  day: { name: 'day', from: 1, to: 31 },
  month: { name: 'month', from: 1, to: 12, names: monthNames },
  weekday: { name: 'weekday', from: 0, to: 6, names: weekdayNames },
  year: { name: 'year', from: 1970, to: 2099 },
} satisfies Record<string, Range>;

/** Reads a timer's expression; throws with the field that is wrong. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 7) throw new Error(`A timer has seven fields, not ${fields.length}: "${text}"`);
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields;
  return {
    seconds: parseField(second, ranges.second),
    minutes: parseField(minute, ranges.minute),
    hours: parseField(hour, ranges.hour),
    months: parseField(month, ranges.month),
    years: parseField(year, ranges.year),
    isDay: dayRule(day, weekday),
  };
}

/** Day and weekday, when both are given, are alternatives. */
function dayRule(day: string, weekday: string): Cron['isDay'] {
  const days = parseField(day, ranges.day);
  const weekdays = parseField(weekday, ranges.weekday);
  if (day === '*') return (_, w) => weekdays.has(w);
  if (weekday === '*') return (d) => days.has(d);
  return (d, w) => days.has(d) || weekdays.has(w);
}

function parseField(field: string, range: Range): Set<number> {
  return new Set(field.split(',').flatMap((part) => parsePart(part, range)));
}

function parsePart(part: string, range: Range): number[] {
  const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
  const [, first = '', last, step] = match ?? [];
  const from = first === '*' ? range.from : numberOf(first, range);
  const to = lastOf(from, first === '*' || step !== undefined, last, range);
  const by = Number(step ?? 1);
  const isValid = match !== null && from >= range.from && to <= range.to && from <= to && by >= 1;
  if (!isValid) throw new Error(`"${part}" is not a ${range.name} (${range.from}-${range.to})`);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function lastOf(from: number, isOpen: boolean, last: string | undefined, range: Range): number {
  if (last !== undefined) return numberOf(last, range);
  return isOpen ? range.to : from;
}

function numberOf(text: string, range: Range): number {
  const index = range.names?.indexOf(text.toUpperCase()) ?? -1;
  return index < 0 ? Number(text) : index + range.from;
}

const hourMs = 3_600_000;
const zoneMs = 8 * hourMs;
const dayMs = 24 * hourMs;

/** The first due time after `time`, or undefined when there is none left. */
export function nextTime(cron: Cron, time: number): number | undefined {
  let local = Math.floor(time / 1000) * 1000 + 1000 + zoneMs;
  for (;;) {
    const date = new Date(local);
    if (date.getUTCFullYear() > ranges.year.to) return undefined;
    const skipTo = firstMismatch(cron, date, local);
    if (skipTo === undefined) return local - zoneMs;
    local = skipTo;
  }
}

/** Where to look next when this second is not due: the start of the next year, month, day, hour, minute or second. */
function firstMismatch(cron: Cron, date: Date, local: number): number | undefined {
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (!cron.years.has(year)) return Date.UTC(year + 1, 0);
  if (!cron.months.has(month + 1)) return Date.UTC(year, month + 1);
  if (!cron.isDay(date.getUTCDate(), date.getUTCDay())) return startOfNext(local, dayMs);
  if (!cron.hours.has(date.getUTCHours())) return startOfNext(local, hourMs);
  if (!cron.minutes.has(date.getUTCMinutes())) return startOfNext(local, 60_000);
  return cron.seconds.has(date.getUTCSeconds()) ? undefined : local + 1000;
}

function startOfNext(local: number, unitMs: number): number {
  return (Math.floor(local / unitMs) + 1) * unitMs;
}

const DAY_MS = 24 * 3_600_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `YYYY-MM-DD` of the day before, by the clock of the device. */
export function yesterdayOf(now: number): string {
  const date = new Date(now - DAY_MS);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whether there is such a day. */
export function isCalendarDay(written: string): boolean {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(written) ?? []).map(Number);
  const date = new Date(year, month - 1, day);
  return year > 0 && date.getMonth() === month - 1 && date.getDate() === day;
}

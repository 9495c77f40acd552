import { calendarDay, clockTime } from '../shared/format/time';
import { deedName } from './log-deeds';
import { recordsText } from './text/records';

const says = recordsText.log;
const { roles, kinds, orders } = recordsText.records;

/** A number that is larger than these is no count, but a moment. */
const FIRST_MOMENT = Date.UTC(2001, 0, 1);

/** What stands for itself only among programs. */
const named: Record<string, Record<string, string>> = {
  role: roles,
  kind: kinds,
  order: orders,
  format: recordsText.exports.formats,
};

/** Something that an action was asked with, as one reads it. */
export function valueText(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => valueText(name, one)).join('、');
  if (typeof value === 'boolean') return value ? says.yes : says.no;
  if (typeof value === 'number')
    return value > FIRST_MOMENT ? `${calendarDay(value)} ${clockTime(value)}` : String(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return name === 'what' ? deedName(value) : (named[name]?.[value] ?? value);
}

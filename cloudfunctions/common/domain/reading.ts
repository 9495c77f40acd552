import * as v from 'valibot';
import type { Hours, Period } from '../protocol/settings';
import { dayNumber, minuteOfDay } from './calendar';
import { group, list, optional, value, type Finding, type Reader } from './checking';

const DEFAULT_OFFSET_MINUTES = 480;
const MOST_HOLIDAYS = 366;
const MOST_PERIODS = 10;

export const line = (limit: number) =>
  v.pipe(v.string('notText'), v.trim(), v.minLength(1, 'empty'), v.maxLength(limit, 'tooLong'));
export const id = v.pipe(v.string('notId'), v.regex(/^[A-Za-z0-9_:@-]{1,128}$/, 'notId'));
export const number = (least: number, most: number) =>
  v.pipe(v.number('notNumber'), v.minValue(least, 'outOfRange'), v.maxValue(most, 'outOfRange'));
const time = v.pipe(
  v.string('notTime'),
  v.check((text) => minuteOfDay(text) !== undefined, 'notTime'),
);
const date = v.pipe(
  v.string('notDate'),
  v.check((text) => dayNumber(text) !== undefined, 'notDate'),
);
export const yes = v.boolean('notBoolean');

/** Something that is dropped when it is wrong. */
export const needed = <S extends v.GenericSchema>(schema: S) => value(schema, undefined);
export const maybe = <S extends v.GenericSchema>(schema: S) => optional(needed(schema));

export const period: Reader<Period | undefined> = (written, path, findings) => {
  const read = group<Partial<Period>>({ from: needed(time), to: needed(time) })(written, path, findings);
  return read.from === undefined || read.to === undefined ? undefined : { from: read.from, to: read.to };
};

/** Seven days from Sunday on, each with its periods. */
export const week: Reader<Period[][] | undefined> = (written, path, findings) => {
  if (Array.isArray(written) && written.length === 7)
    return list(list(period, MOST_PERIODS), 7)(written, path, findings);
  findings.push({ path, code: 'notWeek' });
  return undefined;
};

/** Without a week that can be read there are no hours: somebody is always there. */
export const hours: Reader<Hours | undefined> = (written, path, findings) => {
  const { week: days, ...rest } = group<Omit<Hours, 'week'> & { week: Period[][] | undefined }>({
    week,
    holidays: list(needed(date), MOST_HOLIDAYS),
    utcOffsetMinutes: value(v.pipe(number(-720, 840), v.integer('notNumber')), DEFAULT_OFFSET_MINUTES),
  })(written, path, findings);
  return days && { week: days, ...rest };
};

/** What the database adds to every document. */
const withoutIds = (written: unknown): unknown => {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
  const { _id, _openid, ...rest } = written as Record<string, unknown>;
  return rest;
};

/** What was read, and what was wrong with it. */
export type ReadResult<T> = { read: T; findings: Finding[] };

export const reading =
  <T>(reader: Reader<T>) =>
  (written: unknown): ReadResult<T> => {
    const findings: Finding[] = [];
    return { read: reader(withoutIds(written), '', findings), findings };
  };

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dateOf, dayNumber, localTime } from '../../../cloudfunctions/common/domain/calendar';
import { isWithin, serviceAt } from '../../../cloudfunctions/common/domain/hours';
import type { Hours, Period } from '../../../cloudfunctions/common/protocol/settings';

/** A moment on the clocks of Beijing. */
const at = (local: string): number => Date.parse(`${local.replace(' ', 'T')}+08:00`);
const local = (moment: number | undefined) => moment && localTime(moment, 480);

const day: Period = { from: '09:00', to: '18:00' };
const night: Period = { from: '22:00', to: '02:00' };
const hours = (week: Partial<Record<number, Period[]>>, holidays: string[] = []): Hours => ({
  week: Array.from({ length: 7 }, (_, weekday) => week[weekday] ?? []),
  holidays,
  utcOffsetMinutes: 480,
});
const workdays = { 1: [day], 2: [day], 3: [day], 4: [day], 5: [day] };

// 2026-09-28 is a Monday.
test.each<[name: string, hours: Hours | undefined, now: string, want: true | string]>([
  ['without hours somebody is always there', undefined, '2026-09-28 03:00', true],
  ['in the middle of the day', hours(workdays), '2026-09-28 12:00', true],
  ['the beginning belongs to it', hours(workdays), '2026-09-28 09:00', true],
  ['the end does not', hours(workdays), '2026-09-28 18:00', '2026-09-29 09:00'],
  ['before the beginning', hours(workdays), '2026-09-28 08:59', '2026-09-28 09:00'],
  ['over the weekend to Monday', hours(workdays), '2026-10-02 18:00', '2026-10-05 09:00'],
  [
    'a pause at noon',
    hours({
      1: [
        { from: '09:00', to: '12:00' },
        { from: '14:00', to: '18:00' },
      ],
    }),
    '2026-09-28 13:00',
    '2026-09-28 14:00',
  ],
  [
    'in an order nobody expects',
    hours({
      1: [
        { from: '14:00', to: '18:00' },
        { from: '09:00', to: '12:00' },
      ],
    }),
    '2026-09-28 08:00',
    '2026-09-28 09:00',
  ],
  ['late at night', hours({ 1: [night] }), '2026-09-28 23:00', true],
  ['past midnight it still counts as the day before', hours({ 1: [night] }), '2026-09-29 01:59', true],
  ['until its end', hours({ 1: [night] }), '2026-09-29 02:00', '2026-10-05 22:00'],
  ['Saturday’s night reaches into Sunday', hours({ 6: [night] }), '2026-09-27 01:00', true],
  ['to the end of the day', hours({ 1: [{ from: '09:00', to: '24:00' }] }), '2026-09-28 23:59', true],
  ['round the clock', hours({ 1: [{ from: '00:00', to: '00:00' }] }), '2026-09-28 23:59', true],
  [
    'round the clock, and no longer',
    hours({ 1: [{ from: '00:00', to: '00:00' }] }),
    '2026-09-29 00:00',
    '2026-10-05 00:00',
  ],
  ['on a holiday nobody is there', hours(workdays, ['2026-09-28']), '2026-09-28 12:00', '2026-09-29 09:00'],
  [
    'before long holidays',
    hours(workdays, ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07']),
    '2026-09-30 20:00',
    '2026-10-08 09:00',
  ],
  [
    'a night ends where a holiday begins',
    hours({ 1: [night] }, ['2026-09-29']),
    '2026-09-29 01:00',
    '2026-10-05 22:00',
  ],
  [
    'a night that begins on a holiday is none',
    hours({ 1: [night] }, ['2026-09-28']),
    '2026-09-29 01:00',
    '2026-10-05 22:00',
  ],
  ['never', hours({}), '2026-09-28 12:00', 'never'],
])('%s', (_, when, now, want) => {
  const { isOpen, opensAt } = serviceAt(when, at(now));
  expect(isOpen || (local(opensAt) ?? 'never')).toBe(want);
});

describe('whatever the hours', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  const anyHours = fc.record({
    week: fc.array(fc.array(fc.record({ from: time, to: time }), { maxLength: 2 }), { minLength: 7, maxLength: 7 }),
    holidays: fc.array(fc.integer({ min: 20_700, max: 20_730 }).map(dateOf), { maxLength: 5 }),
    utcOffsetMinutes: fc.constantFrom(480, -300, 330, 0),
  });
  const moment = fc.integer({ min: 20_700 * 86_400_000, max: 20_720 * 86_400_000 });

  test('it opens when it says, and not a minute before', () => {
    fc.assert(
      fc.property(anyHours, moment, (given, now) => {
        const { isOpen, opensAt } = serviceAt(given, now);
        if (isOpen || opensAt === undefined) return;
        expect(opensAt).toBeGreaterThan(now);
        expect(serviceAt(given, opensAt).isOpen).toBe(true);
        for (let before = now; before < opensAt; before += 61 * 60_000)
          expect(serviceAt(given, before).isOpen).toBe(false);
        expect(serviceAt(given, opensAt - 1).isOpen).toBe(false);
      }),
    );
  });

  test('on holidays nobody is there', () => {
    fc.assert(
      fc.property(anyHours, moment, (given, now) => {
        const today = localTime(now, given.utcOffsetMinutes).slice(0, 10);
        expect(serviceAt({ ...given, holidays: [...given.holidays, today] }, now).isOpen).toBe(false);
      }),
    );
  });
});

test.each([
  ['22:00', '08:00', '2026-09-28 23:00', true],
  ['22:00', '08:00', '2026-09-28 07:59', true],
  ['22:00', '08:00', '2026-09-28 08:00', false],
  ['12:00', '14:00', '2026-09-28 13:00', true],
  ['12:00', '14:00', '2026-09-28 14:00', false],
])('from %s to %s holds %s: %s', (from, to, now, isIn) => {
  expect(isWithin({ from, to }, at(now), 480)).toBe(isIn);
});

test('days and dates are the calendar’s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), (number) => {
      const date = new Date(number * 86_400_000).toISOString().slice(0, 10);
      expect(dateOf(number)).toBe(date);
      expect(dayNumber(date)).toBe(number);
    }),
  );
});

import { expect, test } from '@jest/globals';
import { assert, constant, date, integer, oneof, property } from 'fast-check';
import { nextTime, parseCron } from '../../../scripts/emulator/functions/cron';

/** Times are written in UTC+8, as the timers are. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`);

test.each([
  ['0 * * * * * *', '2026-11-22 10:00:00', '2026-11-22 10:01:00'],
  ['*/5 * * * * * *', '2026-11-22 10:00:01', '2026-11-22 10:00:05'],
  ['0 0 2 1 * * *', '2026-11-22 10:00:00', '2026-12-01 02:00:00'],
  ['0 15 10 * * MON-FRI *', '2026-11-20 10:15:00', '2026-11-23 10:15:00'],
  ['0 0 10,14,16 * * * *', '2026-11-22 14:00:00', '2026-11-22 16:00:00'],
  ['0 */30 9-17 * * * *', '2026-11-22 17:30:00', '2026-11-23 09:00:00'],
  ['0 0 12 * * WED *', '2026-11-22 10:00:00', '2026-11-25 12:00:00'],
  ['0 0 0 13 * FRI *', '2026-11-22 10:00:00', '2026-11-27 00:00:00'],
  ['0 0 0 13 * FRI *', '2026-12-12 00:00:00', '2026-12-13 00:00:00'],
  ['0 0 0 29 2 * *', '2026-11-22 10:00:00', '2028-02-29 00:00:00'],
  ['0 0 3 1 JAN * 2027', '2026-11-22 10:00:00', '2027-01-01 03:00:00'],
  ['30 1/10 * * * * *', '2026-11-22 10:52:00', '2026-11-22 11:01:30'],
])('%s after %s is %s', (cron, after, want) => {
  expect(nextTime(parseCron(cron), at(after))).toBe(at(want));
});

test('a year that is over never comes again', () => {
  expect(nextTime(parseCron('0 0 0 1 1 * 2020'), at('2026-11-22 10:00:00'))).toBeUndefined();
  expect(nextTime(parseCron('0 0 0 31 2 * *'), at('2026-11-22 10:00:00'))).toBeUndefined();
});

test.each([
  '* * * * * *',
  '60 * * * * * *',
  '0 5-1 * * * * *',
  '0 x * * * * *',
  '0 */0 * * * * *',
  '0 0 0 0 * * *',
  '',
])('"%s" is refused', (cron) => {
  expect(() => parseCron(cron)).toThrow();
});

const field = (max: number) => oneof(constant('*'), integer({ min: 0, max }).map(String));

test('the next time is the first second that fits', () => {
  const times = date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
  assert(
    property(field(59), field(59), times, (second, minute, time) => {
      const cron = parseCron(`${second} ${minute} * * * * *`);
      const fits = (time: number) =>
        cron.seconds.has(Math.floor(time / 1000) % 60) && cron.minutes.has(Math.floor(time / 60_000) % 60);
      let want = Math.floor(time.getTime() / 1000) * 1000 + 1000;
      while (!fits(want)) want += 1000;
      expect(nextTime(cron, time.getTime())).toBe(want);
    }),
  );
});

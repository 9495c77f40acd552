import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import { minutesSince, rowTime, separatorTime } from '../../../miniprogram/shared/format/time';

const at = (text: string): number => new Date(text).getTime();
const now = at('2026-11-22T14:05:00');

test.each([
  ['today', '2026-11-22T00:01:00', '00:01', '00:01'],
  ['a clock that runs ahead', '2026-11-22T14:09:00', '14:09', '14:09'],
  ['a minute before midnight', '2026-11-21T23:59:00', '昨天 23:59', '昨天'],
  ['this week', '2026-11-18T09:30:00', '星期三 09:30', '星期三'],
  ['a week ago', '2026-11-15T09:30:00', '11月15日 09:30', '11月15日'],
  ['another year', '2025-11-22T09:30:00', '2025年11月22日 09:30', '2025年11月22日'],
])('%s', (_, time, line, row) => {
  expect(separatorTime(at(time), now)).toBe(line);
  expect(rowTime(at(time), now)).toBe(row);
});

test.each([
  [59_999, 0],
  [60_000, 1],
  [-5_000, 0],
])('%i ms are %i minutes', (ms, minutes) => expect(minutesSince(now - ms, now)).toBe(minutes));

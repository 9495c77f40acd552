import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import { openingTime } from '../../../miniprogram/customer/kefu/opening-time';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ['this afternoon', at(24, 12), at(24, 14), '今天 14:00'],
  ['a moment ago, by a phone that is fast', at(24, 14, 5), at(24, 14), '今天 14:00'],
  ['tomorrow morning', at(24, 22, 30), at(25, 9), '明天 09:00'],
  ['just after midnight', at(24, 23, 59), at(25, 0, 5), '明天 00:05'],
  ['after the weekend', at(27, 19), at(30, 9, 30), '11月30日 09:30'],
])('%s', (_, now, opensAt, said) => {
  expect(openingTime(opensAt, now)).toBe(said);
});

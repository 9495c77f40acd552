import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { keepRecalled, recalledText, watchRecalled } from '../../../miniprogram/shared/recalled-texts';

const FIVE_MINUTES = 5 * 60_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.runAllTimers();
  jest.useRealTimers();
});

test('a text is kept for five minutes, and whoever shows it is told when it comes and goes', () => {
  const told: (readonly string[])[] = [];
  watchRecalled((keys) => told.push(keys));
  keepRecalled('a', '发错了');
  jest.advanceTimersByTime(FIVE_MINUTES - 1);
  expect(recalledText('a')).toBe('发错了');
  keepRecalled('b', '又发错了');
  jest.advanceTimersByTime(1);
  expect([recalledText('a'), recalledText('b')]).toEqual([undefined, '又发错了']);
  expect(told).toEqual([[], ['a'], ['a', 'b'], ['b']]);
});

test('nobody is told after asking not to be', () => {
  const told: (readonly string[])[] = [];
  watchRecalled((keys) => told.push(keys))();
  keepRecalled('a', '发错了');
  expect(told).toEqual([[]]);
});

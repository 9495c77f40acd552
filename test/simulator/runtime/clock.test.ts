/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const MINUTE = 60_000;
let page: OpenPage;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 10, 22, 8, 30, 59, 900) });
  page = openPage(join(__dirname, '../fixtures/lab'), '/pages/blank/blank');
});

afterEach(() => {
  page.close();
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const shown = (): string => page.program.screen.element.querySelector('.phone-status-clock')?.textContent ?? '';

test('the clock changes with the minute', () => {
  expect(shown()).toBe('08:30');
  jest.advanceTimersByTime(100);
  expect(shown()).toBe('08:31');
  jest.advanceTimersByTime(MINUTE);
  expect(shown()).toBe('08:32');
});

test('a phone whose clock is set wrong shows its own minutes', () => {
  page.program.device.apply({ clockMs: -5 * MINUTE - 400 });
  expect(shown()).toBe('08:25');
  jest.advanceTimersByTime(499);
  expect(shown()).toBe('08:25');
  jest.advanceTimersByTime(1);
  expect(shown()).toBe('08:26');
});

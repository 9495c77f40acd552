import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import type * as serverTime from '../../../miniprogram/shared/server-time';

const MINUTE = 60_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A phone that knows nothing yet, whose clock is ahead of the cloud's by `skew`. */
function aPhone(skew: number) {
  let time = {} as typeof serverTime;
  jest.isolateModules(() => {
    time = jest.requireActual<typeof serverTime>('../../../miniprogram/shared/server-time');
  });
  const clock = { skew, cloud: () => Date.now() - clock.skew };
  const reply = (ms: number) => {
    const since = Date.now();
    jest.advanceTimersByTime(ms / 2);
    const at = clock.cloud();
    jest.advanceTimersByTime(ms / 2);
    time.learnFromReply(at, since);
  };
  const push = (lateMs: number) => {
    const at = clock.cloud();
    jest.advanceTimersByTime(lateMs);
    time.learnFromPush(at);
  };
  /** Somebody sets the phone's clock. */
  const setAhead = (ms: number) => {
    jest.setSystemTime(Date.now() + ms);
    clock.skew += ms;
  };
  const error = () => Math.abs(time.serverNow() - clock.cloud());
  return { reply, push, setAhead, error };
}

test('before anything is known, the phone’s own clock has to do', () => {
  expect(aPhone(MINUTE).error()).toBe(MINUTE);
});

test.each([-10, -1, 0, 1, 10])('a phone %d minutes ahead knows better after one reply', (minutes) => {
  const phone = aPhone(minutes * MINUTE);
  phone.reply(400);
  expect(phone.error()).toBeLessThanOrEqual(400);
});

test.each([-10, 10])('a phone %d minutes ahead that only listens knows better after two pushes', (minutes) => {
  const phone = aPhone(minutes * MINUTE);
  phone.push(100);
  phone.push(100);
  expect(phone.error()).toBeLessThanOrEqual(10_000);
});

test('one push that is late changes nothing', () => {
  const phone = aPhone(10 * MINUTE);
  phone.reply(200);
  phone.push(5 * MINUTE);
  expect(phone.error()).toBeLessThanOrEqual(200);
});

test.each([-10, 10])('when the clock is set by %d minutes, the next replies or pushes show it', (minutes) => {
  for (const learn of ['reply', 'push'] as const) {
    const phone = aPhone(0);
    for (let count = 0; count < 5; count++) phone[learn](100);
    phone.setAhead(minutes * MINUTE);
    phone[learn](100);
    phone[learn](100);
    expect(phone.error()).toBeLessThanOrEqual(10_000);
  }
});

test('replies of any length leave it no further off than the quickest of them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10 * MINUTE, max: 10 * MINUTE }),
      fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 10 }),
      (skew, lengths) => {
        const phone = aPhone(skew);
        for (const ms of lengths) phone.reply(ms);
        expect(phone.error()).toBeLessThanOrEqual(Math.min(...lengths) + 1);
      },
    ),
  );
});

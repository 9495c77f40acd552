import { jest } from '@jest/globals';

const notTheClock = (
  'hrtime nextTick performance queueMicrotask requestAnimationFrame cancelAnimationFrame requestIdleCallback ' +
  'cancelIdleCallback setImmediate clearImmediate setInterval clearInterval setTimeout clearTimeout'
).split(' ') as 'setTimeout'[];

/** Stops the clock of this process at a time, and nothing else: what waits goes on waiting as ever. */
export const stopClock = (now: number): void => void jest.useFakeTimers({ doNotFake: notTheClock, now });

import type { Clock } from './contract';

/** The machine's clock moved by an offset, so that a test can make a lease or a timer come due. */
export interface MovableClock extends Clock {
  offsetMs(): number;
  move(offsetMs: number): void;
}

/** A clock that starts in step with the machine's. */
export function cloudClock(): MovableClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    offsetMs: () => offset,
    move: (offsetMs) => {
      offset = offsetMs;
    },
  };
}

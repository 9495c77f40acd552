import { afterAll, beforeAll, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Counter } from '../support/assignment/counter';
import { found } from '../support/assignment/found';
import { loadFunctions } from '../support/assignment/functions';
import { HeldDatabase } from '../support/assignment/held-database';
import { days, type Round } from '../support/assignment/moves';
import { scaled } from '../support/scale';
import { seed } from '../support/seed';

const DAY = 86_400_000;

let database: HeldDatabase;
let day = Date.UTC(2026, 0, 5, 2);

beforeAll(async () => {
  jest.useFakeTimers({ doNotFake: notTheClock, now: day });
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await loadFunctions();
  database = await HeldDatabase.open();
});
afterAll(() => database.close());

const notTheClock = (
  'hrtime nextTick performance queueMicrotask requestAnimationFrame cancelAnimationFrame requestIdleCallback ' +
  'cancelIdleCallback setImmediate clearImmediate setInterval clearInterval setTimeout clearTimeout'
).split(' ') as 'setTimeout'[];

/** Plays a day; what went wrong is told with all that led to it. */
async function play(rounds: Round[]): Promise<void> {
  day += DAY;
  const counter = new Counter(database, (now) => jest.setSystemTime(now), day);
  await counter.furnish();
  try {
    for (const round of rounds) await counter.play(round);
    await counter.settle();
  } catch (error) {
    throw new Error([String(error), ...counter.log].join('\n'), { cause: error });
  }
}

test(
  'nobody is overloaded and nobody forgotten, whatever races and whatever is cut off between two database requests',
  async () => {
    const examples = found.map((rounds): [Round[]] => [rounds]);
    await fc.assert(fc.asyncProperty(days, play), { seed, numRuns: scaled(40, 2000), examples });
  },
  scaled(60_000, 3_600_000),
);

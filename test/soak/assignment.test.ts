import { afterAll, beforeAll, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { stopClock } from '../support/assignment/clock';
import { Counter } from '../support/assignment/counter';
import { found } from '../support/assignment/found';
import { compareKeys, loadFunctions } from '../support/assignment/functions';
import { HeldDatabase } from '../support/assignment/held-database';
import { days, type Day } from '../support/assignment/moves';
import { scaled } from '../support/scale';
import { seed } from '../support/seed';

/** How many days are played. */
const RUNS = scaled(40, 2000);

const DAY = 86_400_000;

let database: HeldDatabase;
let day = Date.UTC(2026, 0, 5, 2);

beforeAll(async () => {
  stopClock(day);
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
  await loadFunctions();
  database = await HeldDatabase.open();
  await compareKeys();
});
afterAll(() => database.close());

/** Plays a day; what went wrong is told with all that led to it. */
async function play({ rounds, ...morning }: Day): Promise<void> {
  day += DAY;
  const counter = new Counter(database, (now) => jest.setSystemTime(now), day, morning);
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
    const examples = found.map((day): [Day] => [day]);
    const limits = { interruptAfterTimeLimit: scaled(20_000, 3_000_000), markInterruptAsFailure: false };
    let runs = 0;
    const property = fc.asyncProperty(days, play).afterEach(() => void (runs += 1));
    await fc.assert(property, { seed, numRuns: RUNS, examples, ...limits });
    console.log(`${runs} days, and nothing amiss.`);
  },
  scaled(60_000, 3_600_000),
);

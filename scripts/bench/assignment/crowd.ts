import { median, quantile } from '../measure';
import { usageOf } from '../messaging/usage';
import { ms, type Row } from '../report';
import { askAgain, clear, setDuty, wait } from './team';

const ARRIVALS = 100;
const ROUNDS = 3;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

type Round = { alone: number[]; together: number[]; whole: number; calls: number };

/** So many customers one after the other, and then as many at the same time, each time with all places free. */
async function play(url: string): Promise<Round> {
  const alone: number[] = [];
  for (const customer of await readyToServe(url)) alone.push(await timed(() => askAgain(customer)));
  const crowd = await readyToServe(url);
  let together: number[] = [];
  let whole = 0;
  const { database } = await usageOf(url, async () => {
    whole = await timed(async () => {
      together = await Promise.all(crowd.map((customer) => timed(() => askAgain(customer))));
    });
  });
  return { alone, together, whole, calls: (database.reads + database.writes) / ARRIVALS };
}

async function readyToServe(url: string) {
  await clear(url);
  const waiting = [];
  for (let count = 0; count < ARRIVALS; count += 1) waiting.push(await wait(url));
  await setDuty(url, 'online');
  return waiting;
}

/** What it costs when very many come in the same moment. */
export async function measureCrowd(url: string): Promise<{ row: Row; remark: string }> {
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await play(url));
  const alone = median(rounds.flatMap((each) => each.alone));
  const together = rounds.flatMap((each) => each.together);
  const whole = median(rounds.map((each) => each.whole));
  return {
    row: {
      what: `assigning each of ${ARRIVALS} who come at once`,
      ours: whole / ARRIVALS,
      theirs: alone,
      against: 'one who comes alone',
      goal: 2,
    },
    remark:
      `${ARRIVALS} customers at once, 50 agents with 250 places: all were assigned after ${ms(whole)}, the answer came after ` +
      `${ms(median(together))} (p50), ${ms(quantile(together, 0.99))} (p99), one alone waits ${ms(alone)}; ` +
      `opening and assigning took ${median(rounds.map(({ calls }) => calls)).toFixed(1)} database calls each.`,
  };
}

import { postJson } from '../cloud/http-client';
import { median } from '../measure';
import { usageOf } from '../messaging/usage';
import type { Row } from '../report';
import { askAgain, clear, fillQueue, setDuty, toQuietMinute, wait } from './team';

const ROUNDS = 30;
const QUEUE = 10_000;

/** What an assignment may cost, and an idle sweep. */
const MOST_CALLS = 4;
const MOST_SWEEP_CALLS = 1;

async function callsIn(url: string, work: () => Promise<unknown>): Promise<number> {
  const { database } = await usageOf(url, work);
  return database.reads + database.writes;
}

/** What assigning alone asks of the database: opening a chat that is assigned then, less opening it once more. */
async function callsPerAssignment(url: string): Promise<number> {
  const waiting = [];
  for (let round = 0; round < ROUNDS; round += 1) waiting.push(await wait(url));
  await setDuty(url, 'online');
  const assigning: number[] = [];
  const asking: number[] = [];
  for (const customer of waiting) {
    assigning.push(await callsIn(url, () => askAgain(customer)));
    asking.push(await callsIn(url, () => askAgain(customer)));
  }
  return median(assigning) - median(asking);
}

async function callsPerSweep(url: string): Promise<number> {
  await toQuietMinute(url);
  const calls: number[] = [];
  for (let round = 0; round < 5; round += 1)
    calls.push(await callsIn(url, () => postJson(`${url}/local/timers/run`, { name: 'sweep' })));
  return median(calls);
}

export async function measureCalls(url: string): Promise<Row[]> {
  await clear(url);
  const sweep = await callsPerSweep(url);
  const alone = await callsPerAssignment(url);
  await clear(url);
  await fillQueue(url, QUEUE);
  const behind = await callsPerAssignment(url);
  await clear(url);
  const what = 'database calls per assignment';
  const row = { unit: 'calls', goal: 1 } as const;
  return [
    { what: `${what}, 50 agents`, ours: alone, theirs: MOST_CALLS, against: 'the most allowed', ...row },
    { what: `${what}, ${QUEUE} others waiting`, ours: behind, theirs: alone, against: 'nobody waiting', ...row },
    {
      what: 'database calls of an idle sweep',
      ours: sweep,
      theirs: MOST_SWEEP_CALLS,
      against: 'the most allowed',
      ...row,
    },
  ];
}

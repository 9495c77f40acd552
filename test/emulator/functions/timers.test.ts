import { afterEach, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { cloudClock } from '../../../scripts/emulator/clock';
import type { Plain } from '../../../scripts/emulator/contract';
import { nextSchedules } from '../../../scripts/emulator/functions/schedule';
import { startTimers, type Timers } from '../../../scripts/emulator/functions/timers';
import { writeFunctions } from '../../support/function-folder';

const at = (time: string) => Date.parse(`2026-11-22T${time}+08:00`);
const trigger = { name: 'sweep', functionName: 'sweep', cron: '0 * * * * * *' };

test.each([
  ['seen for the first time', undefined, '10:00:30', []],
  ['not yet', '10:01:00', '10:00:59', []],
  ['in time', '10:01:00', '10:01:00', ['sweep']],
  ['once for all turns missed', '10:01:00', '17:00:00', ['sweep']],
])('%s', (_, due, now, want) => {
  const last = new Map(due === undefined ? [] : [['sweep', { cron: trigger.cron, dueAt: at(due) }]]);
  expect(nextSchedules(last, [trigger], at(now)).due.map(({ name }) => name)).toEqual(want);
});

test('a clock moved back makes the timer due earlier, a changed timer starts anew', () => {
  const { next } = nextSchedules(new Map(), [trigger], at('17:00:30'));
  const back = nextSchedules(next, [trigger], at('10:00:30'));
  expect(back.next.get('sweep')?.dueAt).toBe(at('10:01:00'));
  expect(nextSchedules(back.next, [{ ...trigger, cron: '5 * * * * * *' }], at('10:02:00')).due).toEqual([]);
});

const functionsFolder = () =>
  writeFunctions({
    sweep: { code: '', config: { triggers: [{ name: 'each-hour', type: 'timer', config: '0 0 * * * * *' }] } },
    other: { code: '' },
  });

type Run = { event: Plain; end: () => void };

function fakeFunctions() {
  const runs: Run[] = [];
  const waiting: ((run: Run) => void)[] = [];
  const invoke = (_name: string, event: Plain): Promise<string> =>
    new Promise((resolve) => {
      const run = { event, end: () => resolve('"done"') };
      runs.push(run);
      waiting.shift()?.(run);
    });
  return { runs, invoke, nextRun: () => new Promise<Run>((resolve) => waiting.push(resolve)) };
}

let timers: Timers | undefined;
let folder = '';

afterEach(() => {
  timers?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start() {
  folder = functionsFolder();
  const clock = cloudClock();
  const functions = fakeFunctions();
  const errors: unknown[] = [];
  timers = startTimers({ functionsFolder: folder, functions, clock, onError: (_, error) => errors.push(error) });
  return { timers, clock, functions, errors };
}

test('a moved clock makes a timer run, with the platform’s event', async () => {
  const { timers, clock, functions, errors } = start();
  const run = functions.nextRun();
  clock.move(3_600_000);
  timers.wake();
  const { event, end } = await run;
  end();
  expect(event).toMatchObject({ Type: 'Timer', TriggerName: 'each-hour', Message: '' });
  expect(Date.parse(String(event['Time']))).toBeGreaterThan(Date.now() + 3_500_000);
  expect(errors).toEqual([]);
});

test('one timer never runs twice at once: due turns are skipped, asked-for runs wait', async () => {
  const { timers, clock, functions } = start();
  const first = timers.run('each-hour');
  clock.move(3_600_000);
  timers.wake();
  const second = timers.run('sweep');
  expect(functions.runs).toHaveLength(1);
  const next = functions.nextRun();
  functions.runs[0]?.end();
  (await next).end();
  expect(await Promise.all([first, second])).toEqual(['done', 'done']);
  expect(functions.runs).toHaveLength(2);
});

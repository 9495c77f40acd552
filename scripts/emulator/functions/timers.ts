import type { Clock } from '../contract';
import { CloudError } from '../contract';
import { fromTimer } from './invocation';
import { nextSchedules, readTriggers, type Schedules, type Trigger } from './schedule';
import type { FunctionService } from './service';

export interface Timers {
  /** Runs the timer of this name, or of the function of this name, now; answers what `main` returned. */
  run(name: string): Promise<unknown>;
  /** Looks again at what is due: the clock has moved. */
  wake(): void;
  stop(): void;
}

export type TimersOptions = {
  functionsFolder: string;
  functions: Pick<FunctionService, 'invoke'>;
  clock: Clock;
  onError: (timer: string, error: unknown) => void;
};

/** A timer that appears or changes while the cloud runs is noticed within this time. */
const maxSleepMs = 10_000;

/** Runs the functions' timers on the cloud's clock; one that still runs when it is due again skips that turn. */
export function startTimers(options: TimersOptions): Timers {
  const { functionsFolder, functions, clock, onError } = options;
  const running = new Map<string, Promise<unknown>>();
  let schedules: Schedules = new Map();
  let alarm: NodeJS.Timeout | undefined;
  let isStopped = false;

  const start = (trigger: Trigger): Promise<unknown> => {
    const run = invokeTimer(functions, clock, trigger).finally(() => running.delete(trigger.functionName));
    running.set(trigger.functionName, run);
    return run;
  };

  const ring = (trigger: Trigger): void => {
    if (running.has(trigger.functionName)) return;
    start(trigger).catch((error: unknown) => {
      if (!isStopped) onError(trigger.name, error);
    });
  };

  const lookWhatIsDue = (): void => {
    const { next, due } = nextSchedules(schedules, readTriggers(functionsFolder), clock.now());
    schedules = next;
    due.forEach(ring);
  };

  const wake = (): void => {
    clearTimeout(alarm);
    try {
      lookWhatIsDue();
    } catch (error) {
      onError('all timers', error);
    }
    const soonest = Math.min(...[...schedules.values()].map(({ dueAt }) => dueAt));
    alarm = setTimeout(wake, Math.min(Math.max(soonest - clock.now(), 0), maxSleepMs));
  };

  const run = async (name: string): Promise<unknown> => {
    const trigger = findTrigger(readTriggers(functionsFolder), name);
    while (running.has(trigger.functionName)) await Promise.allSettled([running.get(trigger.functionName)]);
    return start(trigger);
  };

  const stop = (): void => {
    isStopped = true;
    clearTimeout(alarm);
  };

  wake();
  return { run, wake, stop };
}

function findTrigger(triggers: Trigger[], name: string): Trigger {
  const trigger = triggers.find((each) => each.name === name) ?? triggers.find((each) => each.functionName === name);
  if (!trigger) throw new CloudError('INVALID_PARAM', `There is no timer named "${name}".`);
  return trigger;
}

async function invokeTimer(functions: TimersOptions['functions'], clock: Clock, trigger: Trigger): Promise<unknown> {
  const time = new Date(clock.now()).toISOString();
  const event = { Type: 'Timer', TriggerName: trigger.name, Time: time, Message: '' };
  return JSON.parse(await functions.invoke(trigger.functionName, event, fromTimer));
}

import { nextTime, parseCron } from './cron';
import { readSources } from './source';

/** A function's one timer, from its config.json. */
export type Trigger = { name: string; functionName: string; cron: string };

/** When each function's timer is due next; `Infinity` when never again. */
export type Schedules = Map<string, { cron: string; dueAt: number }>;

/** The timers of all functions as they are configured now. */
export function readTriggers(functionsFolder: string): Trigger[] {
  return readSources(functionsFolder).flatMap(({ name: functionName, config }) =>
    config.triggers.map(({ name, config: cron }) => ({ name, functionName, cron })),
  );
}

/** What is due at `now`, once for all turns missed since, and when each timer is due after that. */
export function nextSchedules(last: Schedules, triggers: Trigger[], now: number): { next: Schedules; due: Trigger[] } {
  const due = triggers.filter((trigger) => dueAt(last, trigger) <= now);
  const next = triggers.map(
    (trigger) => [trigger.functionName, { cron: trigger.cron, dueAt: after(trigger, now) }] as const,
  );
  return { next: new Map(next), due };
}

function dueAt(schedules: Schedules, { functionName, cron }: Trigger): number {
  const schedule = schedules.get(functionName);
  return schedule?.cron === cron ? schedule.dueAt : Infinity;
}

function after({ cron }: Trigger, now: number): number {
  return nextTime(parseCron(cron), now) ?? Infinity;
}

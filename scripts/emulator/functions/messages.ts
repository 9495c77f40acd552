import type { EventContext } from './environment';

/** One event for a worker. `environment` replaces that of the event before it. */
export type Job = {
  event: Record<string, unknown>;
  context: EventContext;
  environment: Record<string, string>;
  clockOffsetMs: number;
};

/** What a worker says: once that it is loaded, then one result or error for each job. */
export type WorkerMessage =
  { kind: 'loaded' } | { kind: 'result'; text: string } | { kind: 'error'; message: string; fatal: boolean };

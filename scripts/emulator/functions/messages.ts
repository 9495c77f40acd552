import type { EventContext } from './environment';

/** One event for a worker. `environment` replaces that of the event before it. */
export type Job = {
  event: Record<string, unknown>;
  context: EventContext;
  environment: Record<string, string>;
  clockOffsetMs: number;
};

/** How loading the code or running an event ended; after `fatal` and `memory` the process is gone. */
export type WorkerAnswer =
  | { kind: 'loaded' }
  | { kind: 'result'; text: string; memoryMb: number }
  | { kind: 'error'; message: string }
  | { kind: 'fatal'; message: string }
  | { kind: 'memory'; memoryMb: number };

/** What a worker says, in this order: what was printed, then how it ended. */
export type WorkerMessage = WorkerAnswer | { kind: 'output'; line: string };

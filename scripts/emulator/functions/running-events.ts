import { randomUUID } from 'node:crypto';
import type { Origin, RunningInvocation } from './invocation';
import type { FunctionWorker } from './worker';

/** An event of a function from its arrival to its answer. */
export type RunningEvent = {
  invocation: RunningInvocation;
  databaseCalls: number;
  /** After which database call an injected fault kills the process. */
  killAfter: number | undefined;
  /** The event whose function asked for this one. */
  caller: RunningEvent | undefined;
  worker?: FunctionWorker;
  /** Its process was lost, so that nobody waits any more for what it asked for. */
  isLost?: boolean;
};

const fewDatabaseCalls = 3;

/** All events that are waiting or running now, by request id, which is also their session token. */
export class RunningEvents {
  readonly #events = new Map<string, RunningEvent>();
  readonly #mostDatabaseCalls = new Map<string, number>();

  begin(functionName: string, origin: Origin, isToBeKilled: boolean): RunningEvent {
    const invocation = { requestId: randomUUID(), functionName, ...origin };
    const killAfter = isToBeKilled ? this.#pickDatabaseCall(functionName) : undefined;
    const caller = this.find(origin.callerId ?? '');
    const event = { invocation, databaseCalls: 0, killAfter, caller };
    this.#events.set(invocation.requestId, event);
    return event;
  }

  end({ invocation: { requestId, functionName }, databaseCalls }: RunningEvent): void {
    this.#events.delete(requestId);
    const most = this.#mostDatabaseCalls.get(functionName) ?? 0;
    this.#mostDatabaseCalls.set(functionName, Math.max(most, databaseCalls));
  }

  find(requestId: string): RunningEvent | undefined {
    return this.#events.get(requestId);
  }

  databaseCalled(requestId: string): void {
    const event = this.find(requestId);
    if (!event) return;
    event.databaseCalls += 1;
    if (event.databaseCalls === event.killAfter) event.worker?.kill();
  }

  #pickDatabaseCall(functionName: string): number {
    const most = this.#mostDatabaseCalls.get(functionName) ?? fewDatabaseCalls;
    return 1 + Math.floor(Math.random() * Math.max(1, most));
  }
}

/** Whether whoever asked still waits: functions that call each other in a circle would otherwise never end. */
export function isAwaited({ caller }: RunningEvent): boolean {
  return caller === undefined || (caller.isLost !== true && isAwaited(caller));
}

/** An event that made fewer database calls than the fault waited for dies after its last one, its answer unsent. */
export function isCutShort({ killAfter, databaseCalls }: RunningEvent): boolean {
  return killAfter !== undefined && databaseCalls > 0;
}

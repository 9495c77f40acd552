import type { ActionHandler, Actions, Caller, Plain } from './contract';
import { suffer, type Faults, type Strike } from './faults';
import type { FunctionService } from './functions/service';
import type { Meter } from './meter';

type Observers = { meter: Meter; faults: Faults; functions: Pick<FunctionService, 'databaseCalled' | 'kill'> };

/** The database's actions, metered, struck by faults, and counted for the invocation that asks. */
export function observeDatabase(actions: Actions, observers: Observers): Actions {
  const observed = Object.entries(actions).map(([action, handle]) => [action, observe(action, handle, observers)]);
  return Object.fromEntries(observed) as Actions;
}

function observe(action: string, handle: ActionHandler, { meter, faults, functions }: Observers): ActionHandler {
  return (body, caller) => {
    meter.databaseCalled(action, caller);
    const strike = faults.strike('database', collectionOf(body));
    return suffer(strike, 'DATABASE_REQUEST_FAILED', async () => {
      try {
        return await handle(body, caller);
      } finally {
        executed(functions, caller, strike);
      }
    });
  };
}

function executed(functions: Observers['functions'], caller: Caller, strike: Strike): void {
  if (caller.kind !== 'function') return;
  functions.databaseCalled(caller.invocation.requestId);
  if (strike.kill) functions.kill(caller.invocation.requestId);
}

function collectionOf({ collectionName }: Plain): string {
  return typeof collectionName === 'string' ? collectionName : '';
}

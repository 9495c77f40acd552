import { CloudError, type Caller } from '../contract';

/** Who may watch: a signed-in client, and a server with the environment's credentials. */
export type Watcher = Exclude<Caller, { kind: 'function' }>;

/** Functions cannot watch: their processes are frozen after each event. */
export function asWatcher(caller: Caller): Watcher {
  if (caller.kind !== 'function') return caller;
  throw new CloudError('CHECK_LOGIN_FAILED', 'Functions cannot watch.');
}

/** The name under which a watch is its own only. */
export function ownerName(watcher: Watcher): string {
  return watcher.kind === 'client' ? `client ${watcher.openid}` : watcher.kind;
}

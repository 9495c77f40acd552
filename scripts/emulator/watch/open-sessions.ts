import { CloudError, type Change, type Clock, type Guard, type Plain } from '../contract';
import { matcher } from '../database/query';
import type { WatchEvent } from './frames';
import { Routes } from './routes';
import { Session, type Sink } from './session';
import { readWatchQuery } from './watch-query';
import { ownerName, type Watcher } from './watcher';
import { Window, type Find, type WindowQuery } from './window';

const SESSION_OUTLIVES_SOCKET_MS = 5 * 60_000;

/** All watches there are, with a socket or for a while without one. */
export class OpenSessions {
  private readonly sessions = new Map<string, Session>();
  private readonly routes = new Routes();

  constructor(
    private readonly find: Find,
    private readonly guard: Guard,
    private readonly clock: Clock,
  ) {}

  /** Starts a watch, if the rules allow its query, and gives the initial result. */
  open(watcher: Watcher, data: Plain): { session: Session; events: WatchEvent[] } {
    this.forgetLongDetached();
    const query = this.allowed(watcher, readWatchQuery(data, this.clock));
    const session = new Session(ownerName(watcher), query, new Window(query, this.find, matcher(query.filter)));
    const events = session.open();
    this.sessions.set(session.queryId, session);
    this.routes.add(session);
    return { session, events };
  }

  /** The watcher's own watch of that id. */
  resume(watcher: Watcher, queryId: unknown): Session {
    const session = typeof queryId === 'string' ? this.sessions.get(queryId) : undefined;
    if (session?.owner === ownerName(watcher) && !session.isOverfull()) return session;
    throw new CloudError('QUERYID_INVALID_ERROR', 'The watch is not known any more.');
  }

  /** Keeps a watch whose socket is gone, for the client to come back to. */
  detach(session: Session, sink: Sink): void {
    session.detach(sink, this.clock.now());
  }

  end(session: Session): void {
    this.sessions.delete(session.queryId);
    this.routes.remove(session);
  }

  /** Brings the watches that one atomic write concerns up to date. */
  follow(changes: Change[]): void {
    for (const [session, share] of this.routes.sort(changes)) {
      if (this.isForgotten(session)) this.end(session);
      else update(session, share);
    }
  }

  private allowed(watcher: Watcher, query: WindowQuery): WindowQuery {
    try {
      return { ...query, filter: this.guard.filter(watcher, 'read', query.collection, query.filter) };
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      throw new CloudError('COLLECTION_PERMISSION_DENIED', error.message);
    }
  }

  private forgetLongDetached(): void {
    for (const session of this.sessions.values()) if (this.isForgotten(session)) this.end(session);
  }

  private isForgotten(session: Session): boolean {
    return session.isForgotten(this.clock.now() - SESSION_OUTLIVES_SOCKET_MS);
  }
}

/** A watch that cannot follow ends with an error; the database and the other watches go on. */
function update(session: Session, changes: Change[]): void {
  try {
    session.apply(changes);
  } catch (error) {
    console.error(error);
    session.fail('The watch could not be kept up to date.');
  }
}

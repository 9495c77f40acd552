import type { WebSocket } from 'ws';
import { CloudError, type Caller, type Change, type Clock, type Guard, type Plain } from '../contract';
import { matcher } from '../database/query';
import { serveSocket, type FrameTrouble, type Sessions } from './connection';
import type { ServerFrame } from './frames';
import { Routes } from './routes';
import { Session } from './session';
import { Tickets } from './tickets';
import { readWatchQuery } from './watch-query';
import { Window, type Find, type WindowQuery } from './window';

type Client = Extract<Caller, { kind: 'client' }>;

export type WatchOptions = {
  database: { find: Find; onCommit(listener: (changes: Change[]) => void): unknown };
  guard: Guard;
  clock: Clock;
  envId: string;
  /** Where clients are told to open their socket. */
  socketUrl: () => string;
  /** Decides the fate of each outgoing frame. */
  trouble?: (frame: ServerFrame) => FrameTrouble;
  /** Called for each pushed NEXT_EVENT. */
  onPush?: () => void;
};

export interface WatchService {
  /** Serves one accepted socket. */
  connect(socket: WebSocket): void;
  /** Answers `auth.wsWebSign`. */
  sign(caller: Caller): Plain;
  /** How many sockets are open. */
  connections(): number;
}

const SESSION_OUTLIVES_SOCKET_MS = 5 * 60_000;
const NO_TROUBLE: FrameTrouble = { error: false, drop: false, duplicate: false, delayMs: 0 };

/** Serves `watch`: keeps each client's results up to date over one WebSocket, and remembers them while it is away. */
export function watchService(options: WatchOptions): WatchService {
  const { database, guard, clock, envId, socketUrl } = options;
  const tickets = new Tickets(clock);
  const routes = new Routes();
  const open = new Map<string, Session>();
  const sockets = new Set<WebSocket>();

  database.onCommit((changes) => {
    for (const [session, share] of routes.sort(changes)) follow(session, share);
  });

  const sessions: Sessions = {
    redeem: (ticket) => tickets.redeem(ticket),
    open(client, data) {
      forgetLongDetached();
      const session = newSession(client, readWatchQuery(data, clock));
      const events = session.open();
      open.set(session.queryId, session);
      routes.add(session);
      return { session, events };
    },
    resume(client, queryId) {
      const session = typeof queryId === 'string' ? open.get(queryId) : undefined;
      if (session?.openid === client.openid && !session.isOverfull()) return session;
      throw new CloudError('QUERYID_INVALID_ERROR', 'The watch is not known any more.');
    },
    detach: (session, sink) => session.detach(sink, clock.now()),
    end,
    pushed: () => options.onPush?.(),
    trouble: (frame) => options.trouble?.(frame) ?? NO_TROUBLE,
  };

  function follow(session: Session, changes: Change[]): void {
    if (session.isForgotten(clock.now() - SESSION_OUTLIVES_SOCKET_MS)) {
      end(session);
      return;
    }
    try {
      session.apply(changes);
    } catch (error) {
      session.fail(String(error));
    }
  }

  function newSession(client: Client, query: WindowQuery): Session {
    const filter = allowedFilter(client, query);
    const window = new Window({ ...query, filter }, database.find, matcher(filter));
    return new Session(client.openid, { ...query, filter }, window);
  }

  function allowedFilter(client: Client, query: WindowQuery): Plain {
    try {
      return guard.filter(client, 'read', query.collection, query.filter);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      throw new CloudError('COLLECTION_PERMISSION_DENIED', error.message);
    }
  }

  function end(session: Session): void {
    open.delete(session.queryId);
    routes.remove(session);
  }

  function forgetLongDetached(): void {
    const limit = clock.now() - SESSION_OUTLIVES_SOCKET_MS;
    for (const session of open.values()) if (session.isForgotten(limit)) end(session);
  }

  return {
    connect(socket) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serveSocket(socket, sessions, envId);
    },
    sign(caller) {
      if (caller.kind !== 'client') throw new CloudError('CHECK_LOGIN_FAILED', 'Only signed-in clients can watch.');
      return { data: { signStr: tickets.issue(caller), wsUrl: socketUrl(), secretVersion: 1, envId } };
    },
    connections: () => sockets.size,
  };
}

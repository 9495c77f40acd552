import type { WebSocket } from 'ws';
import type { Caller, Change, Clock, Guard, Plain } from '../contract';
import { serveSocket, type Door, type FrameTrouble } from './connection';
import type { ServerFrame } from './frames';
import { OpenSessions } from './open-sessions';
import { Tickets } from './tickets';
import { asWatcher } from './watcher';
import type { Find } from './window';

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

const NO_TROUBLE: FrameTrouble = { error: false, drop: false, duplicate: false, delayMs: 0 };

/** Serves `watch`: keeps each client's results up to date over one WebSocket, and remembers them while it is away. */
export function watchService(options: WatchOptions): WatchService {
  const { database, guard, clock, envId } = options;
  const tickets = new Tickets(clock);
  const sessions = new OpenSessions((...query) => database.find(...query), guard, clock);
  const sockets = new Set<WebSocket>();
  database.onCommit((changes) => sessions.follow(changes));
  const door: Door = {
    envId,
    sessions,
    redeem: (ticket) => tickets.redeem(ticket),
    pushed: () => options.onPush?.(),
    trouble: (frame) => options.trouble?.(frame) ?? NO_TROUBLE,
  };

  return {
    connect(socket) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      serveSocket(socket, door);
    },
    sign(caller) {
      return {
        data: { signStr: tickets.issue(asWatcher(caller)), wsUrl: options.socketUrl(), secretVersion: 1, envId },
      };
    },
    connections: () => sockets.size,
  };
}

import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { CloudError } from '../contract';
import type { ClientFrame, ServerFrame, WatchEvent } from './frames';
import type { OpenSessions } from './open-sessions';
import type { Session, Sink } from './session';
import type { Watcher } from './watcher';

/** What goes wrong with one outgoing frame, when faults are being injected. */
export type FrameTrouble = { error: boolean; drop: boolean; duplicate: boolean; delayMs: number };

/** What a connection has at hand. */
export type Door = {
  envId: string;
  sessions: OpenSessions;
  redeem(ticket: string): Watcher;
  pushed(): void;
  trouble(frame: ServerFrame): FrameTrouble;
};

/** Serves one client's socket until it closes. */
export function serveSocket(socket: WebSocket, door: Door): void {
  const connection = new Connection(socket, door);
  socket.on('message', (data: RawData) => connection.receive((data as Buffer).toString()));
  socket.on('close', () => connection.closed());
  socket.on('error', () => socket.terminate());
}

/** One client's socket: answers its frames and pushes what happens in its watches. */
class Connection implements Sink {
  private watcher: Watcher | undefined;
  private readonly watches = new Map<string, Session>();

  constructor(
    private readonly socket: WebSocket,
    private readonly door: Door,
  ) {}

  push(session: Session, events: WatchEvent[]): void {
    this.door.pushed();
    this.send({ ...this.unasked(session), msgType: 'NEXT_EVENT', msgData: eventsOf(session, events) });
  }

  fail(session: Session, message: string): void {
    this.send({ ...this.unasked(session), msgType: 'ERROR', msgData: { code: 'SYS_ERR', message } });
    this.door.sessions.end(session);
  }

  private unasked(session: Session): { watchId: string; requestId: string } {
    const watchId = [...this.watches].find(([, each]) => each === session)?.[0] ?? '';
    return { watchId, requestId: randomUUID() };
  }

  receive(text: string): void {
    const frame = readFrame(text);
    if (!frame) {
      this.socket.close(1007, 'A frame must be a JSON object.');
      return;
    }
    const { requestId, watchId } = frame;
    const answer = this.answer(frame);
    if (answer) this.send({ requestId, ...(watchId !== undefined && { watchId }), ...answer });
  }

  private answer(frame: ClientFrame): Pick<ServerFrame, 'msgType' | 'msgData'> | undefined {
    try {
      return this.handle(frame);
    } catch (error) {
      const { code, message } = asCloudError(error);
      return { msgType: frame.msgType === 'LOGIN' ? 'LOGIN_RES' : 'ERROR', msgData: { code, message } };
    }
  }

  private handle(frame: ClientFrame): Pick<ServerFrame, 'msgType' | 'msgData'> | undefined {
    const data = frame.msgData ?? {};
    switch (frame.msgType) {
      case 'LOGIN':
        this.watcher = this.door.redeem(frame.exMsgData?.signStr ?? '');
        return { msgType: 'LOGIN_RES', msgData: { envId: this.door.envId } };
      case 'PING':
        return { msgType: 'PONG', msgData: null };
      case 'INIT_WATCH':
        return this.init(watchIdOf(frame), data);
      case 'REBUILD_WATCH':
        return this.rebuild(watchIdOf(frame), data);
      case 'CHECK_LAST':
        return this.checkLast(data);
      case 'CLOSE_WATCH':
        return this.closeWatch(watchIdOf(frame));
      default:
        throw new CloudError('INVALID_PARAM', `Frames of type ${frame.msgType} are not known.`);
    }
  }

  private init(watchId: string, data: Record<string, unknown>): Pick<ServerFrame, 'msgType' | 'msgData'> {
    const { session, events } = this.door.sessions.open(this.signedIn(), data);
    this.adopt(watchId, session);
    return { msgType: 'INIT_EVENT', msgData: eventsOf(session, events) };
  }

  private rebuild(watchId: string, data: Record<string, unknown>): Pick<ServerFrame, 'msgType' | 'msgData'> {
    const session = this.door.sessions.resume(this.signedIn(), data['queryID']);
    const missed = session.since(Number(data['eventID']));
    if (!missed) throw new CloudError('QUERYID_INVALID_ERROR', 'The missed events are no longer remembered.');
    this.adopt(watchId, session);
    return { msgType: 'NEXT_EVENT', msgData: eventsOf(session, missed) };
  }

  private checkLast(data: Record<string, unknown>): Pick<ServerFrame, 'msgType' | 'msgData'> {
    const session = this.door.sessions.resume(this.signedIn(), data['queryID']);
    return { msgType: 'CHECK_EVENT', msgData: { queryID: session.queryId, currEvent: session.lastEventId } };
  }

  private closeWatch(watchId: string): undefined {
    const session = this.watches.get(watchId);
    this.watches.delete(watchId);
    if (session) this.door.sessions.end(session);
  }

  private adopt(watchId: string, session: Session): void {
    const former = this.watches.get(watchId);
    if (former && former !== session) this.door.sessions.end(former);
    this.watches.set(watchId, session);
    session.attach(this);
  }

  private signedIn(): Watcher {
    if (this.watcher) return this.watcher;
    throw new CloudError('CHECK_LOGIN_FAILED', 'Sign in with LOGIN first.');
  }

  closed(): void {
    for (const session of this.watches.values()) this.door.sessions.detach(session, this);
  }

  private send(frame: ServerFrame): void {
    const { drop, error, duplicate, delayMs } = this.door.trouble(frame);
    if (drop) {
      this.socket.terminate();
      return;
    }
    const text = JSON.stringify(error ? injectedError(frame) : frame);
    const write = (): void => {
      if (this.socket.readyState !== this.socket.OPEN) return;
      this.socket.send(text);
      if (duplicate) this.socket.send(text);
    };
    if (delayMs > 0) setTimeout(write, delayMs).unref();
    else write();
  }
}

function watchIdOf(frame: ClientFrame): string {
  if (typeof frame.watchId === 'string' && frame.watchId !== '') return frame.watchId;
  throw new CloudError('INVALID_PARAM', `${frame.msgType} needs a watchId.`);
}

function eventsOf(session: Session, events: WatchEvent[]): Record<string, unknown> {
  return { queryID: session.queryId, currEvent: session.lastEventId, events };
}

function injectedError(frame: ServerFrame): ServerFrame {
  return {
    ...frame,
    msgType: 'ERROR',
    msgData: { code: 'SYS_ERR', message: 'An injected fault replaced this frame.' },
  };
}

function readFrame(text: string): ClientFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null ? (frame as ClientFrame) : undefined;
  } catch {
    return undefined;
  }
}

/** What is not one of the service's errors is a defect of ours, and is printed. */
function asCloudError(error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  console.error(error);
  return new CloudError('SYS_ERR', 'The local cloud failed; its terminal shows the cause.');
}

import type { ClientFrame, ServerFrame } from '../../../scripts/emulator/watch/frames';

type Reply = Partial<Pick<ServerFrame, 'msgType' | 'msgData'>> | 'silence' | 'close';

/** A service without time of its own: it answers at once what a test tells it to, and records what it was asked. */
export class FakeService {
  readonly asked: string[] = [];
  isReachable = true;
  replies: Record<string, (frame: ClientFrame) => Reply> = {
    LOGIN: () => ({ msgType: 'LOGIN_RES', msgData: { envId: 'local' } }),
    INIT_WATCH: () => ({ msgType: 'INIT_EVENT', msgData: { queryID: 'q', currEvent: 0, events: [] } }),
    REBUILD_WATCH: () => ({ msgType: 'NEXT_EVENT', msgData: { queryID: 'q', currEvent: 0, events: [] } }),
    CHECK_LAST: () => ({ msgType: 'CHECK_EVENT', msgData: { queryID: 'q', currEvent: 0 } }),
    PING: () => ({ msgType: 'PONG', msgData: null }),
  };
  private socket: FakeSocket | undefined;

  fetch = (async (url: string) => {
    if (!this.isReachable) throw new TypeError('fetch failed');
    const data = { wsUrl: 'ws://fake', signStr: 's', secretVersion: 1, envId: 'local' };
    return { json: async () => (url.endsWith('/local/login') ? { access_token: 't' } : { requestId: 'r', data }) };
  }) as unknown as typeof fetch;

  get WebSocket(): typeof WebSocket {
    const open = (socket: FakeSocket): void => {
      this.socket = socket;
      this.asked.push('open');
    };
    const ask = (frame: ClientFrame): void => this.answer(frame);
    return class extends FakeSocket {
      constructor() {
        super(ask);
        open(this);
      }
    } as unknown as typeof WebSocket;
  }

  /** Sends a frame that nobody asked for. */
  push(frame: Partial<ServerFrame>): void {
    this.socket?.deliver(frame);
  }

  /** How often each thing was asked for since the last time. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  private answer(frame: ClientFrame): void {
    this.asked.push(frame.msgType);
    const { socket } = this;
    const reply = this.replies[frame.msgType]?.(frame) ?? 'silence';
    if (reply === 'silence') return;
    queueMicrotask(() => {
      if (reply === 'close') socket?.close();
      else socket?.deliver({ requestId: frame.requestId, ...(frame.watchId && { watchId: frame.watchId }), ...reply });
    });
  }
}

class FakeSocket extends EventTarget {
  readonly OPEN = 1;
  readyState = 0;

  constructor(private readonly ask: (frame: ClientFrame) => void) {
    super();
    queueMicrotask(() => {
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    });
  }

  send(text: string): void {
    this.ask(JSON.parse(text) as ClientFrame);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.dispatchEvent(new Event('close'));
  }

  deliver(frame: Partial<ServerFrame>): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }
}

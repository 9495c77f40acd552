import type { ClientFrame, ServerFrame } from '../../../emulator/watch/frames';
import { AnswerTimeout, ChannelClosed, ServerError } from './errors';

type Waiting = { resolve: (frame: ServerFrame) => void; reject: (error: Error) => void };

const PING_AFTER_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
const MISSES_TOLERATED = 2;

/** One open socket: matches answers to requests, hands on what comes unasked, and notices when the line is dead. */
export class Channel {
  private readonly waiting = new Map<string, Waiting>();
  private silence: ReturnType<typeof setTimeout> | undefined;
  private missed = 0;
  private isClosed = false;
  onFrame: (frame: ServerFrame) => void = () => {};
  onClose: () => void = () => {};

  constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(String(data)) as ServerFrame));
    socket.addEventListener('close', () => this.closed());
    this.listen();
  }

  async request(frame: Omit<ClientFrame, 'requestId'>, withinMs: number): Promise<ServerFrame> {
    const requestId = newId();
    const answer = new Promise<ServerFrame>((resolve, reject) => this.waiting.set(requestId, { resolve, reject }));
    const timer = setTimeout(() => this.expire(requestId, frame.msgType), withinMs);
    try {
      this.send({ ...frame, requestId });
      return await answer;
    } finally {
      clearTimeout(timer);
      this.waiting.delete(requestId);
    }
  }

  /** Sends a frame that needs no answer. */
  tell(frame: Omit<ClientFrame, 'requestId'>): void {
    this.send({ ...frame, requestId: newId() });
  }

  /** Closes the socket for good; nothing more is reported. */
  close(code: number): void {
    this.onClose = () => {};
    this.socket.close(code);
    this.closed();
  }

  /** Gives the line up, as when the network went away. */
  cut(code = 3000): void {
    this.socket.close(code);
    this.closed();
  }

  private send(frame: ClientFrame): void {
    if (this.isClosed || this.socket.readyState !== this.socket.OPEN)
      throw new ChannelClosed('the connection is closed');
    this.socket.send(JSON.stringify(frame));
  }

  private receive(frame: ServerFrame): void {
    if (this.isClosed) return;
    this.listen();
    const waiting = this.waiting.get(frame.requestId);
    if (!waiting) this.onFrame(frame);
    else if (isFailure(frame)) waiting.reject(failureOf(frame));
    else waiting.resolve(frame);
  }

  private expire(requestId: string, msgType: string): void {
    this.waiting.get(requestId)?.reject(new AnswerTimeout(`no answer to ${msgType}`));
  }

  private closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.silence);
    for (const { reject } of this.waiting.values()) reject(new ChannelClosed('the connection was closed'));
    this.waiting.clear();
    this.onClose();
  }

  private listen(): void {
    this.missed = 0;
    this.askAfter(PING_AFTER_MS);
  }

  private askAfter(ms: number): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.ping(), ms);
  }

  private ping(): void {
    if (this.missed > MISSES_TOLERATED) return this.cut(3003);
    this.missed += 1;
    this.tell({ msgType: 'PING', msgData: null });
    return this.askAfter(PONG_WITHIN_MS);
  }
}

/** The error an ERROR frame, or a refused LOGIN, stands for. */
export function failureOf({ msgData }: ServerFrame): ServerError {
  return new ServerError(String(msgData?.['code']), String(msgData?.['message']));
}

export function isFailure({ msgType, msgData }: ServerFrame): boolean {
  return msgType === 'ERROR' || (msgType === 'LOGIN_RES' && msgData?.['code'] !== undefined);
}

function newId(): string {
  return `${Date.now()}_${Math.random()}`;
}

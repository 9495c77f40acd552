import type { ServerFrame, WatchEvent } from '../../../emulator/watch/frames';
import type { WxCloudError } from '../errors';
import { failureOf, type Channel } from './channel';
import { AnswerTimeout, ChannelClosed, ServerError, watchError, type WatchStep } from './errors';
import { Result, type Snapshot } from './result';

export type WatchHandlers = { onChange: (snapshot: Snapshot) => void; onError: (error: WxCloudError) => void };
export type WatchTarget = {
  collName: string;
  query: string;
  orderBy: Record<string, 'asc' | 'desc'>;
  limit?: number;
};

type Events = { queryID: string; currEvent: number; events: WatchEvent[] };

const ANSWER_WITHIN_MS = 10_000;
const RETRIES = 2;
const CHECK_AFTER_MS = 10_000;

/** One `watch`: follows its numbered events without gap or repetition, over as many sockets as it takes. */
export class Watcher {
  readonly id = `watchid_${Date.now()}_${Math.random()}`;
  private channel: Channel | undefined;
  private queryID: string | undefined;
  private eventID = 0;
  private catchingUp = false;
  private isOver = false;
  private check: ReturnType<typeof setTimeout> | undefined;
  private readonly result: Result;

  constructor(
    private readonly target: WatchTarget,
    private readonly handlers: WatchHandlers,
    private readonly ended: (watcher: Watcher) => void,
  ) {
    if (typeof handlers.onChange !== 'function' || typeof handlers.onError !== 'function') {
      throw new TypeError('collection.watch needs the functions onChange and onError');
    }
    this.result = new Result(target.orderBy);
  }

  /** Starts on this socket, or goes on where the former one broke off. */
  carry(channel: Channel): void {
    this.channel = channel;
    void (this.queryID === undefined ? this.init(channel) : this.rebuild(channel));
  }

  receive(frame: ServerFrame): void {
    if (frame.msgType === 'ERROR') this.fail(watchError('server', failureOf(frame)));
    const isInStep = this.queryID !== undefined && !this.catchingUp;
    if (frame.msgType === 'NEXT_EVENT' && isInStep) this.follow((frame.msgData as Events).events);
  }

  async close(): Promise<void> {
    if (this.isOver) return;
    try {
      this.channel?.tell({ watchId: this.id, msgType: 'CLOSE_WATCH', msgData: null });
    } catch (error) {
      if (!(error instanceof ChannelClosed)) throw error;
    }
    this.end();
  }

  fail(error: WxCloudError): void {
    if (this.isOver) return;
    this.end();
    queueMicrotask(() => this.handlers.onError(error));
  }

  private async init(channel: Channel): Promise<void> {
    const answer = await this.ask(channel, 'init', 'INIT_WATCH', { envId: 'local', ...this.target });
    if (!answer) return;
    this.queryID = answer.queryID;
    this.eventID = answer.currEvent;
    this.report(this.result.load(answer.currEvent, answer.events));
    this.scheduleCheck();
  }

  private async rebuild(channel: Channel): Promise<void> {
    this.catchingUp = true;
    const position = { envId: 'local', collName: this.target.collName, queryID: this.queryID, eventID: this.eventID };
    const answer = await this.ask(channel, 'rebuild', 'REBUILD_WATCH', position);
    if (!answer) return;
    this.catchingUp = false;
    this.follow(answer.events);
  }

  private async ask(
    channel: Channel,
    step: WatchStep,
    msgType: string,
    msgData: Record<string, unknown>,
    retries = RETRIES,
  ): Promise<Events | undefined> {
    try {
      const { msgData: answer } = await channel.request({ watchId: this.id, msgType, msgData }, ANSWER_WITHIN_MS);
      return this.isOver || channel !== this.channel ? undefined : (answer as Events);
    } catch (error) {
      if (this.isOver || channel !== this.channel || error instanceof ChannelClosed) return undefined;
      if (error instanceof AnswerTimeout && retries > 0) return this.ask(channel, step, msgType, msgData, retries - 1);
      if (isSignInError(error)) channel.cut();
      else this.fail(watchError(step, error));
      return undefined;
    }
  }

  private follow(events: WatchEvent[]): void {
    this.scheduleCheck();
    for (const event of events) {
      if (event.ID <= this.eventID) continue;
      if (event.ID > this.eventID + 1) return this.catchUp();
      this.eventID = event.ID;
      this.report(
        this.result.apply(
          event.ID,
          events.filter(({ ID }) => ID === event.ID),
        ),
      );
    }
    return undefined;
  }

  private catchUp(): void {
    if (this.channel && !this.catchingUp) void this.rebuild(this.channel);
  }

  private report(snapshot: Snapshot): void {
    queueMicrotask(() => {
      if (!this.isOver) this.handlers.onChange(snapshot);
    });
  }

  private scheduleCheck(): void {
    clearTimeout(this.check);
    if (!this.isOver) this.check = setTimeout(() => void this.checkLast(), CHECK_AFTER_MS);
  }

  private async checkLast(): Promise<void> {
    this.scheduleCheck();
    if (!this.channel || this.catchingUp) return;
    const position = { queryID: this.queryID, eventID: this.eventID };
    const answer = await this.ask(this.channel, 'checkLast', 'CHECK_LAST', position);
    if (answer && answer.currEvent > this.eventID) this.catchUp();
  }

  private end(): void {
    this.isOver = true;
    clearTimeout(this.check);
    this.ended(this);
  }
}

function isSignInError(error: unknown): boolean {
  return error instanceof ServerError && /^(CHECK_LOGIN_FAILED|SIGN_)/.test(error.code);
}

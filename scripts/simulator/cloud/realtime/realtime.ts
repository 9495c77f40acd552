import type { CloudOptions } from '../options';
import type { Web } from '../web';
import type { Channel } from './channel';
import { connect } from './connect';
import { AnswerTimeout, ChannelClosed, watchError } from './errors';
import { Watcher, type WatchHandlers, type WatchTarget } from './watcher';

const TRIES = 5;
const PAUSE_MS = 10_000;
const REST_MS = 100;
const CLOSING_MS = 500;

/** Keeps one socket for all watches of a phone, and takes a lost one up again. */
export class Realtime {
  private readonly watchers = new Set<Watcher>();
  private channel: Channel | undefined;
  private connecting = false;
  private closingUntil = 0;
  private endRest: () => void = () => {};

  constructor(
    private readonly web: Web,
    private readonly options: CloudOptions,
  ) {
    options.network?.onChange((online) => {
      if (!online) this.channel?.cut();
    });
  }

  watch(target: WatchTarget, handlers: WatchHandlers): Watcher {
    const watcher = new Watcher(target, handlers, (ended) => this.ended(ended));
    if (performance.now() < this.closingUntil) {
      watcher.fail(watchError('init', 'the connection is being closed'));
      return watcher;
    }
    this.watchers.add(watcher);
    if (this.channel) watcher.carry(this.channel);
    else void this.connect('init');
    return watcher;
  }

  /** Tries at once, then a few more times with pauses; after that every watch is dead. */
  private async connect(step: 'init' | 'reconnect'): Promise<void> {
    if (this.connecting) return;
    this.connecting = true;
    if (step === 'reconnect') await this.rest(REST_MS);
    let cause = await this.tryToConnect();
    for (let tries = 0; tries < TRIES && !this.channel && this.watchers.size > 0; tries += 1) {
      await this.rest(wasOpen(cause) ? REST_MS : PAUSE_MS);
      cause = await this.tryToConnect();
    }
    this.connecting = false;
    if (!this.channel) for (const watcher of this.watchers) watcher.fail(watchError(step, cause));
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async tryToConnect(): Promise<unknown> {
    try {
      this.adopt(await connect(this.web, this.options));
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private adopt(channel: Channel): void {
    this.channel = channel;
    channel.onFrame = (frame) => {
      for (const watcher of this.watchers) if (watcher.id === frame.watchId) watcher.receive(frame);
    };
    channel.onClose = () => this.lost();
    if (this.watchers.size === 0) this.closeChannel();
    for (const watcher of this.watchers) watcher.carry(channel);
  }

  private lost(): void {
    this.channel = undefined;
    if (this.watchers.size > 0) void this.connect('reconnect');
  }

  private ended(watcher: Watcher): void {
    this.watchers.delete(watcher);
    if (this.watchers.size > 0) return;
    this.endRest();
    this.closeChannel();
  }

  private closeChannel(): void {
    if (!this.channel) return;
    this.channel.close(3001);
    this.channel = undefined;
    this.closingUntil = performance.now() + CLOSING_MS;
  }
}

/** Whether the line itself was there and only the sign-in on it failed. */
function wasOpen(cause: unknown): boolean {
  return cause instanceof ChannelClosed || cause instanceof AnswerTimeout;
}

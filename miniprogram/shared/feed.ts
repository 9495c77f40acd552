import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { isFailure } from './failure';
import { FeedCursor } from './feed-cursor';
import { FeedPoller } from './feed-poller';
import { FeedReader } from './feed-reader';
import { FeedWatchKeeper } from './feed-watch';
import { watchNetwork } from './network';
import { learnFromPush } from './server-time';
import { watchVisibility } from './visibility';

/** What carries the feed at the moment. */
export type Health = 'watch' | 'poll' | 'sync' | 'offline';

export type FeedListener = {
  /** New documents, each once, in no particular order. */
  onDocuments?: (documents: FeedDocument<number>[]) => void;
  onHealth?: (health: Health) => void;
  /** The feed is back after a break: what is shown has to be compared with what the cloud has. */
  onResume?: () => void;
};

/** Everything addressed to one reader, by whatever way it can be had. */
export interface Feed {
  health(): Health;
  subscribe(listener: FeedListener): () => void;
  /** Something is about to happen, such as an answer: where the feed is polled, that is done more often again. */
  expect(): void;
  close(): void;
}

/** Starts the one feed of this app. Customers pass the literal `'{openid}'`, agents the `to` from `team.me`. */
export const startFeed = ({ to, ...listener }: { to: string } & FeedListener): Feed => new LadderFeed(to, listener);

/** Watches; while that does not work polls the same query; where queries are refused asks the `message` function. */
class LadderFeed implements Feed {
  private readonly cursor = new FeedCursor();
  private readonly reader: FeedReader;
  private readonly keeper: FeedWatchKeeper;
  private readonly poller: FeedPoller;
  private readonly listeners: Set<FeedListener>;
  private readonly stops: (() => void)[];
  private current: Health = 'watch';
  private carrier: Exclude<Health, 'offline'> | undefined;
  private isOnline = true;
  private isVisible = true;
  private isBroken = false;

  constructor(to: string, listener: FeedListener) {
    this.listeners = new Set([listener]);
    this.reader = new FeedReader(to, this.cursor);
    this.poller = new FeedPoller(() => this.look());
    this.keeper = new FeedWatchKeeper({
      to,
      after: () => this.reader.position(),
      onDocuments: (documents, isNews) => this.takePushed(documents, isNews),
      onDown: () => this.loseWatch(),
    });
    this.stops = [watchNetwork((isOnline) => this.setOnline(isOnline)), watchVisibility((is) => this.setVisible(is))];
    this.keeper.start();
    this.poller.start();
  }

  health(): Health {
    return this.current;
  }

  subscribe(listener: FeedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  expect(): void {
    this.poller.quicken();
  }

  close(): void {
    for (const stop of this.stops.splice(0)) stop();
    this.listeners.clear();
    this.keeper.close();
    this.poller.stop();
  }

  private takePushed(documents: FeedDocument<number>[], isNews: boolean): void {
    if (isNews && documents.length > 0) learnFromPush(Math.max(...documents.map(({ at }) => at)));
    this.poller.stop();
    this.reader.setRead();
    this.arrive('watch', documents);
  }

  private loseWatch(): void {
    if (this.carrier === undefined || this.carrier === 'watch') this.breakOff();
  }

  private async look(): Promise<boolean> {
    const documents = await this.read();
    if (documents) this.arrive(this.carrier === 'watch' ? 'watch' : this.reader.way(), documents);
    return documents !== undefined;
  }

  private async read(): Promise<FeedDocument<number>[] | undefined> {
    try {
      const documents = await this.reader.read();
      if (this.reader.way() === 'sync') this.keeper.close();
      return documents;
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.setHealth('offline');
      this.breakOff();
      return undefined;
    }
  }

  private setOnline(isOnline: boolean): void {
    this.isOnline = isOnline;
    if (!isOnline) this.setHealth('offline');
    this.reconnect(isOnline);
  }

  private setVisible(isVisible: boolean): void {
    const wasVisible = this.isVisible;
    this.isVisible = isVisible;
    if (isVisible !== wasVisible) this.reconnect(isVisible);
  }

  /** What the device tells of itself: after a break nobody knows whether the watch is still alive. */
  private reconnect(isPossible: boolean): void {
    if (isPossible) this.keeper.restart();
    this.breakOff();
  }

  private breakOff(): void {
    this.carrier = undefined;
    this.isBroken = true;
    if (this.isOnline && this.isVisible) this.poller.start();
    else this.poller.stop();
  }

  private arrive(carrier: Exclude<Health, 'offline'>, documents: FeedDocument<number>[]): void {
    this.carrier = carrier;
    this.setHealth(carrier);
    const fresh = this.cursor.fresh(documents);
    if (fresh.length > 0) {
      this.poller.quicken();
      for (const { onDocuments } of this.listeners) onDocuments?.(fresh);
    }
    this.resume();
  }

  private resume(): void {
    if (!this.isBroken) return;
    this.isBroken = false;
    for (const { onResume } of this.listeners) onResume?.();
  }

  private setHealth(health: Health): void {
    if (health === this.current) return;
    this.current = health;
    for (const { onHealth } of this.listeners) onHealth?.(health);
  }
}

import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { watchFeed } from './cloud';
import { Deferred } from './deferred';
import { NetworkError } from './failure';
import { backOff, Pause } from './pause';

/** A watch that has not begun to deliver by then will not. */
const OPENING_LIMIT_MS = 10_000;

/** The platform ends a watch after 5000 documents; it is exchanged long before. */
const DOCUMENTS_PER_WATCH = 500;

/** A new watch within half a second of the old one is refused. */
const REOPEN_MS = 700;

export type WatchOptions = {
  to: string;
  /** The server time from which on to watch. */
  after: () => Promise<number>;
  /** `isNews`: they have just been written; otherwise they were there already when the watch began. */
  onDocuments: (documents: FeedDocument<number>[], isNews: boolean) => void;
  onDown: (error: unknown) => void;
};

/** Keeps a reader's feed watched: one watch after the other, until closed. */
export class FeedWatchKeeper {
  private isClosed = false;
  private failures = 0;
  private resting: Pause | undefined;
  private replace: () => void = () => {};

  constructor(private readonly options: WatchOptions) {}

  start(): void {
    void this.run();
  }

  /** The watch may be dead without knowing: takes a new one. */
  restart(): void {
    this.failures = 0;
    this.replace();
    this.resting?.end();
  }

  close(): void {
    this.isClosed = true;
    this.restart();
  }

  private async run(): Promise<void> {
    while (!this.isClosed) await this.rest(await this.watchOnce());
  }

  /** How long to wait before the next one. */
  private async watchOnce(): Promise<number> {
    try {
      await this.watchFrom(await this.options.after());
      return REOPEN_MS;
    } catch (error) {
      if (!this.isClosed) this.options.onDown(error);
      return Math.max(REOPEN_MS, backOff(++this.failures));
    }
  }

  /** One watch: ends well when it is to be replaced, rejects when it dies. */
  private async watchFrom(after: number): Promise<void> {
    if (this.isClosed) return;
    const { promise: over, resolve, reject } = new Deferred<void>();
    const opening = setTimeout(() => reject(new NetworkError('the watch did not open')), OPENING_LIMIT_MS);
    const onDocuments = this.counted(resolve, () => clearTimeout(opening));
    const watch = watchFeed({ to: this.options.to, after, onDocuments, onError: reject });
    this.replace = resolve;
    try {
      await over;
    } finally {
      clearTimeout(opening);
      watch.close();
    }
  }

  /** What is there at first does not count: it is mostly what the watch before has brought already. */
  private counted(onFull: () => void, onOpen: () => void): (documents: FeedDocument<number>[]) => void {
    let count: number | undefined;
    return (documents) => {
      onOpen();
      this.failures = 0;
      this.options.onDocuments(documents, count !== undefined);
      count = count === undefined ? 0 : count + documents.length;
      if (count >= DOCUMENTS_PER_WATCH) onFull();
    };
  }

  private async rest(ms: number): Promise<void> {
    if (this.isClosed) return;
    this.resting = new Pause(ms);
    await this.resting.over;
  }
}

import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { watchFeed } from './cloud';
import { NetworkError } from './failure';
import { backOff, Pause } from './pause';

/** A watch that has not begun to deliver by then will not. */
const OPENING_LIMIT_MS = 10_000;

/** The platform ends a watch after 5000 documents; it is exchanged for a new one long before. */
const DOCUMENTS_PER_WATCH = 500;

/** A new watch right after the old one is refused. */
const REOPEN_MS = 500;

export type WatchOptions = {
  to: string;
  /** The server time from which on to watch. */
  after: () => Promise<number>;
  onDocuments: (documents: FeedDocument<number>[]) => void;
  onUp: () => void;
  onDown: (error: Error) => void;
};

type End = 'full' | 'restarted' | Error;

/** One watch after the other on a reader's feed, until closed. */
export class FeedKeeper {
  private isClosed = false;
  private failures = 0;
  private resting: Pause | undefined;
  private end: (reason: End) => void = () => {};

  constructor(private readonly options: WatchOptions) {}

  async run(): Promise<void> {
    while (!this.isClosed) {
      const end = await this.watchOnce();
      if (end instanceof Error) this.options.onDown(end);
      await this.rest(end instanceof Error ? backOff(++this.failures) : REOPEN_MS);
    }
  }

  /** The watch may be dead without knowing: replaces it. */
  restart(): void {
    this.failures = 0;
    this.end('restarted');
    this.resting?.end();
  }

  close(): void {
    this.isClosed = true;
    this.restart();
  }

  private async watchOnce(): Promise<End> {
    try {
      const after = await this.options.after();
      return await this.watchFrom(after);
    } catch (error) {
      return error instanceof Error ? error : new NetworkError(String(error));
    }
  }

  private watchFrom(after: number): Promise<End> {
    const { to, onDocuments, onUp } = this.options;
    return new Promise((resolve) => {
      let count = 0;
      const opening = setTimeout(() => finish(new NetworkError('the watch did not open')), OPENING_LIMIT_MS);
      const watch = watchFeed({
        to,
        after,
        onDocuments: (documents) => {
          clearTimeout(opening);
          this.failures = 0;
          count += documents.length;
          onDocuments(documents);
          onUp();
          if (count > DOCUMENTS_PER_WATCH) finish('full');
        },
        onError: (error) => finish(error),
      });
      const finish = (end: End) => {
        clearTimeout(opening);
        watch.close();
        resolve(end);
      };
      this.end = finish;
    });
  }

  private async rest(ms: number): Promise<void> {
    this.resting = new Pause(ms);
    await this.resting.over;
  }
}

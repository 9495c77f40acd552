import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { FEED_START_MS } from '../../cloudfunctions/common/protocol/limits';
import { call, newestInFeed, readFeed } from './cloud';
import { failureCode } from './failure';
import type { FeedCursor } from './feed-cursor';

const PAGE = 20;

/** Reads what is new in a feed: by query or, once queries are refused, through the `message` function. */
export class FeedReader {
  private readAt = -Infinity;
  private isRefused = false;

  constructor(
    private readonly to: string,
    private readonly cursor: FeedCursor,
  ) {}

  way(): 'poll' | 'sync' {
    return this.isRefused ? 'sync' : 'poll';
  }

  /** Where to go on. After a long absence that is near the feed's end: lists and histories are fetched anew anyway. */
  async position(): Promise<number> {
    if (Date.now() - this.readAt > FEED_START_MS) {
      this.cursor.moveTo(await newestInFeed(this.to));
      this.setRead();
    }
    return this.cursor.after();
  }

  /** Up to this moment the feed is known. */
  setRead(): void {
    this.readAt = Date.now();
  }

  async read(): Promise<FeedDocument<number>[]> {
    const documents = (await this.query()) ?? (await this.sync());
    this.setRead();
    return documents;
  }

  private async query(): Promise<FeedDocument<number>[] | undefined> {
    if (this.isRefused) return undefined;
    try {
      return await this.queryAll(await this.position());
    } catch (error) {
      if (failureCode(error) !== 'FORBIDDEN') throw error;
      this.isRefused = true;
      return undefined;
    }
  }

  private async queryAll(after: number): Promise<FeedDocument<number>[]> {
    const found: FeedDocument<number>[] = [];
    let page: FeedDocument<number>[];
    do {
      page = await readFeed({ to: this.to, after, skip: found.length, limit: PAGE });
      found.push(...page);
    } while (page.length === PAGE);
    return found;
  }

  /** The cloud says by a cursor before the last document that there are more of them. */
  private async sync(): Promise<FeedDocument<number>[]> {
    const found: FeedDocument<number>[] = [];
    let after = this.cursor.after();
    let isMore: boolean;
    do {
      const { documents, cursor } = await call('message', 'sync', { after });
      found.push(...documents);
      isMore = cursor > after && cursor < (documents[documents.length - 1]?.at ?? 0);
      after = cursor;
    } while (isMore);
    return found;
  }
}

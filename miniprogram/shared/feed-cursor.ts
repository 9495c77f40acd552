import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { FEED_OVERLAP_MS } from '../../cloudfunctions/common/protocol/limits';

const REMEMBERED = 1000;

/** How far a feed has been read. Lets every document pass once, though it is read again and again. */
export class FeedCursor {
  private readonly seen = new Map<string, number>();
  private newest = 0;

  /** Read from this server time on: a little before the newest document, as server clocks may differ. */
  after(): number {
    return Math.max(0, this.newest - FEED_OVERLAP_MS);
  }

  /** The feed's newest document has this time; what was written before is left out. */
  moveTo(newest: number): void {
    this.newest = newest;
  }

  /** Those not seen before; a document written again has a new `at` and counts as new. */
  fresh(documents: readonly FeedDocument<number>[]): FeedDocument<number>[] {
    const fresh = documents.filter((document) => this.isNew(document));
    if (this.seen.size > REMEMBERED) this.forgetOld();
    return fresh;
  }

  private isNew({ _id, at }: FeedDocument<number>): boolean {
    const isNew = this.seen.get(_id) !== at;
    this.seen.set(_id, at);
    this.newest = Math.max(this.newest, at);
    return isNew;
  }

  private forgetOld(): void {
    const after = this.after();
    for (const [id, at] of this.seen) if (at <= after) this.seen.delete(id);
  }
}

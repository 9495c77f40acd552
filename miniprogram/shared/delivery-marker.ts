import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { DELIVERED_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { Background } from './background';
import { isOwn, type Self } from './chat-items';
import { call } from './cloud';
import type { Feed } from './feed';

/** What comes together is told together. */
const GATHER_MS = 1_000;

export type DeliveryMarkerOptions = {
  feed: Feed;
  me: Self;
  /** Whether the reader sees what comes there: then `read` says more. */
  isShown: (conversationId: string) => boolean;
};

/** Tells the cloud what this phone has received without showing it. */
export class DeliveryMarker {
  private readonly wanted = new Map<string, number>();
  private readonly background: Background;
  private readonly unsubscribe: () => void;

  constructor(private readonly options: DeliveryMarkerOptions) {
    this.background = new Background({
      isNeeded: () => this.wanted.size > 0,
      step: () => this.tell(),
      onRefused: () => undefined,
    });
    this.unsubscribe = options.feed.subscribe({ onDocuments: (documents) => this.take(documents) });
  }

  close(): void {
    this.unsubscribe();
    this.background.close();
  }

  private take(documents: readonly FeedDocument<number>[]): void {
    for (const document of documents) if (document.type === 'message') this.want(document);
    this.background.start();
  }

  private want({ conversationId, message: { from, seq } }: FeedDocument<number> & { type: 'message' }): void {
    if (isOwn(from, this.options.me)) return;
    this.wanted.set(conversationId, Math.max(seq, this.wanted.get(conversationId) ?? 0));
  }

  private async tell(): Promise<void> {
    await this.background.rest(GATHER_MS);
    for (const id of this.wanted.keys()) if (this.options.isShown(id)) this.wanted.delete(id);
    const marks = [...this.wanted].slice(0, DELIVERED_LIMIT).map(([conversationId, seq]) => ({ conversationId, seq }));
    if (marks.length > 0) await call('message', 'delivered', { marks });
    for (const { conversationId, seq } of marks)
      if (this.wanted.get(conversationId) === seq) this.wanted.delete(conversationId);
  }
}

import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type { Message } from '../../cloudfunctions/common/protocol/documents';
import { Background } from './background';
import { call } from './cloud';
import { NetworkError } from './failure';
import type { SavedItem, Timeline } from './timeline';

const PAGE = 20;
const LONG_PAGE = 100;

export type ChatHistoryOptions = {
  conversationId: string;
  timeline: Timeline;
  toItem: (message: Message) => SavedItem;
  /** The newest page has come: the list is good to show. */
  onLoaded: () => void;
  /** The timeline has grown. */
  onGrown: () => void;
  onSummary: (summary: ConversationSummary) => void;
  onRefused: (error: unknown) => void;
};

/** Brings a timeline up to what the cloud has: the newest page, what came while the feed was away, and whatever is missing. */
export class ChatHistory {
  private isLoaded = false;
  private isStale = true;
  private readonly background: Background;

  constructor(private readonly options: ChatHistoryOptions) {
    this.background = new Background({
      isNeeded: () => this.isStale || options.timeline.missing().length > 0,
      step: () => (this.isStale ? this.refresh() : this.fillGap()),
      onRefused: options.onRefused,
    });
  }

  /** Something may be missing inside. */
  repair(): void {
    this.background.start();
  }

  /** Something may be missing at the end. */
  reconcile(): void {
    this.isStale = true;
    this.background.start();
  }

  /** Fetches the page before; `more`: there is something before that. */
  async loadEarlier(): Promise<{ more: boolean }> {
    const before = this.options.timeline.firstSeq() ?? 1;
    if (before <= 1) return { more: !this.isLoaded };
    await this.addPage({ before });
    this.options.onGrown();
    return { more: (this.options.timeline.firstSeq() ?? 1) > 1 };
  }

  close(): void {
    this.background.close();
  }

  private async refresh(): Promise<void> {
    this.isStale = false;
    try {
      await Promise.all([this.fetchSummary(), this.isLoaded ? this.fetchTail() : this.fetchNewest()]);
    } catch (error) {
      this.isStale = true;
      throw error;
    }
  }

  private async fetchSummary(): Promise<void> {
    const { conversationId, onSummary } = this.options;
    const { conversations } = await call('conversation', 'list', { conversationId });
    for (const summary of conversations) onSummary(summary);
  }

  private async fetchNewest(): Promise<void> {
    await this.addPage({});
    this.isLoaded = true;
    this.options.onLoaded();
  }

  private async fetchTail(): Promise<void> {
    const found = await this.addRange({ after: this.options.timeline.lastSeq(), limit: LONG_PAGE });
    if (found === LONG_PAGE) this.isStale = true;
  }

  private async fillGap(): Promise<void> {
    const [gap] = this.options.timeline.missing();
    if (!gap) return;
    const { after, before } = gap;
    const found = await this.addRange({ after, limit: Math.min(LONG_PAGE, before - after - 1) });
    if (found === 0) throw new NetworkError(`messages after ${after} are not there yet`);
  }

  private async addPage(range: { before?: number }): Promise<void> {
    const page = await this.fetch({ ...range, limit: PAGE });
    this.options.timeline.addPage(page, page.length < PAGE);
  }

  private async addRange(range: { after: number; limit: number }): Promise<number> {
    const items = await this.fetch(range);
    for (const item of items) this.options.timeline.add(item);
    this.options.onGrown();
    return items.length;
  }

  private async fetch(range: { before?: number; after?: number; limit: number }): Promise<SavedItem[]> {
    const { conversationId, toItem } = this.options;
    const { messages } = await call('message', 'history', { conversationId, ...range });
    return messages.map(toItem);
  }
}

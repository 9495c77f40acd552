import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { Background } from './background';
import { type ChatPart, fetchSummary } from './chat-part';
import { NetworkError } from './failure';

export type ChatHistoryOptions = {
  part: ChatPart;
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
    const { timeline } = options.part;
    this.background = new Background({
      isNeeded: () => this.isStale || timeline.missing().length > 0 || timeline.outdated() !== undefined,
      step: () => (this.isStale ? this.refresh() : this.mend()),
      onRefused: options.onRefused,
    });
  }

  isReady(): boolean {
    return this.isLoaded;
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
    const summary = await fetchSummary(this.options.part.conversationId);
    if (summary) this.options.onSummary(summary);
  }

  private async fetchNewest(): Promise<void> {
    await this.options.part.fetchNewest();
    this.isLoaded = true;
    this.options.onLoaded();
  }

  private async fetchTail(): Promise<void> {
    const isMore = await this.options.part.fetchTail();
    if (isMore) this.isStale = true;
    this.options.onGrown();
  }

  private async mend(): Promise<void> {
    const { part } = this.options;
    const outdated = part.timeline.outdated();
    if (outdated === undefined) return this.fillGap();
    await part.fetchAgain(outdated);
    this.options.onGrown();
  }

  private async fillGap(): Promise<void> {
    const { part } = this.options;
    const [gap] = part.timeline.missing();
    if (!gap) return;
    const found = await part.fetchBetween(gap);
    this.options.onGrown();
    if (found === 0) throw new NetworkError(`messages after ${gap.after} are not there yet`);
  }
}

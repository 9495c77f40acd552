import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type { Message, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import type { SavedItem } from './chat-item';
import { savedItem, type Self } from './chat-items';
import { call } from './cloud';
import { failureCode } from './failure';
import type { HistoryCache } from './history-cache';
import { holdKeys } from './keys';
import type { SeqRange } from './seq-ranges';
import { Timeline } from './timeline';

const PAGE = 20;
const LONG_PAGE = 100;

/** Rows fetched before the message one jumps to. */
const BEFORE_JUMP = 20;

export type ChatPartOptions = {
  conversationId: string;
  keys: readonly StreamKey[];
  me: Self;
  /** The conversation before this one. */
  previousId?: string | undefined;
  /** Where what comes from the cloud is kept, still sealed. */
  cache?: HistoryCache | undefined;
};

/** One conversation of a chat: its timeline, and the ways to fetch more of it. */
export class ChatPart {
  readonly timeline: Timeline;
  readonly conversationId: string;
  previousId: string | undefined;
  /** The last seq of a conversation that is over; 0 while nobody knows of its end. */
  closedAtSeq = 0;
  /** What this phone kept, until the cloud has confirmed it. */
  private kept: SeqRange | undefined;

  constructor(private readonly options: ChatPartOptions) {
    this.timeline = new Timeline(options.me.role);
    this.conversationId = options.conversationId;
    this.previousId = options.previousId;
    this.showKept(options.cache?.read(this.conversationId) ?? []);
  }

  /** Takes a message from the feed; `isShown`: it is on the screen already. */
  hear(message: Message, item: SavedItem, isShown: boolean): void {
    if (isShown) this.timeline.addOwn(item);
    else this.timeline.add(item);
    this.options.cache?.take(this.conversationId, [message]);
  }

  toItem(message: Message): SavedItem {
    return savedItem(message, this.options.keys, this.options.me);
  }

  /** The newest page; `isWhole`: there is nothing before it. */
  async fetchNewest(): Promise<void> {
    const page = await this.fetch({ limit: PAGE });
    this.timeline.addPage(page, { isFirst: page.length < PAGE, isNewest: true });
    this.confirmKept();
  }

  private showKept(messages: readonly Message[]): void {
    const [first, last] = [messages[0], messages[messages.length - 1]];
    if (!first || !last) return;
    this.kept = { from: first.seq, to: last.seq };
    this.timeline.addPage(
      messages.map((message) => this.toItem(message)),
      { isFirst: first.seq === 1 },
    );
  }

  /** What was kept is known to be whole only where it meets what the cloud has said. */
  private confirmKept(): void {
    const { kept } = this;
    this.kept = undefined;
    if (kept && this.timeline.stretch(kept.to)?.to !== this.timeline.lastSeq()) this.timeline.drop(kept);
  }

  async fetchBefore(before: number): Promise<void> {
    const page = await this.fetch({ before, limit: PAGE });
    this.timeline.addPage(page, { isFirst: page.length < PAGE });
  }

  /** What lies after a seq whose stretch is known. */
  async fetchAfter(after: number): Promise<void> {
    const page = await this.fetch({ after, limit: PAGE });
    const whole = this.timeline.get(after);
    this.timeline.addPage(whole ? [whole, ...page] : page, { isFirst: after === 0 });
  }

  async fetchAround(seq: number): Promise<void> {
    const after = Math.max(0, seq - 1 - BEFORE_JUMP);
    const page = await this.fetch({ after, limit: 2 * BEFORE_JUMP });
    if (page.length > 0) this.timeline.addPage(page, { isFirst: after === 0 });
  }

  /** What came after everything that is known; answers whether there may be more. */
  async fetchTail(): Promise<boolean> {
    const items = await this.fetch({ after: this.timeline.lastSeq(), limit: LONG_PAGE });
    for (const item of items) this.timeline.add(item);
    return items.length === LONG_PAGE;
  }

  /** Fetches what lies between two seqs, both excluded; answers how many of them are there. */
  async fetchBetween({ after, before }: { after: number; before: number }): Promise<number> {
    const items = await this.fetch({ after, limit: Math.min(LONG_PAGE, before - after - 1) });
    for (const item of items) this.timeline.keep(item);
    return items.length;
  }

  /** Fetches one message alone. */
  async fetchOne(seq: number): Promise<void> {
    const [item] = await this.fetch({ after: seq - 1, limit: 1 });
    if (item) this.timeline.keep(item);
  }

  private async fetch(range: { before?: number; after?: number; limit: number }): Promise<SavedItem[]> {
    const { conversationId, cache } = this.options;
    const { messages } = await call('message', 'history', { conversationId, ...range });
    cache?.take(conversationId, messages);
    return messages.map((message) => this.toItem(message));
  }
}

/** What the cloud says of a conversation; its keys are held from then on. */
export async function fetchSummary(conversationId: string): Promise<ConversationSummary | undefined> {
  const { conversations } = await call('conversation', 'list', { conversationId });
  const [summary] = conversations;
  if (summary) holdKeys(conversationId, summary.keys);
  return summary;
}

/** An earlier conversation; undefined when it may not be read. */
export async function fetchPart(conversationId: string, me: Self): Promise<ChatPart | undefined> {
  try {
    const summary = await fetchSummary(conversationId);
    return summary && partOf(summary, me);
  } catch (error) {
    if (failureCode(error) !== 'FORBIDDEN') throw error;
    return undefined;
  }
}

function partOf({ conversationId, keys, previousId, lastSeq, otherReadSeq }: ConversationSummary, me: Self): ChatPart {
  const part = new ChatPart({ conversationId, keys, me, previousId });
  part.closedAtSeq = lastSeq;
  part.timeline.setOtherRead(otherReadSeq);
  return part;
}

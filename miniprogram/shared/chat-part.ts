import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { parseCipher } from '../../cloudfunctions/common/protocol/cipher';
import type { Message, StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { LINK_LIMIT } from '../../cloudfunctions/common/protocol/limits';
import { isUnreadable, type SavedItem } from './chat-item';
import { savedItem, type Self } from './chat-items';
import { call } from './cloud';
import { failureCode, isFailure } from './failure';
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

  private keys: readonly StreamKey[];
  /** Versions that were asked for: what the cloud has not got will not come. */
  private readonly askedFor = new Set<number>();
  private readonly reported = new Set<string>();

  constructor(private readonly options: ChatPartOptions) {
    this.keys = options.keys;
    this.timeline = new Timeline(options.me.role);
    this.conversationId = options.conversationId;
    this.previousId = options.previousId;
    this.showKept(options.cache?.read(this.conversationId) ?? []);
  }

  /** Takes a message from the feed; `isShown`: it is on the screen already. */
  hear(message: Message, item: SavedItem, isShown: boolean): void {
    if (isShown) this.timeline.addOwn(item);
    else this.timeline.add(item);
    if (isUnreadable(item)) this.timeline.setStale(item.seq);
    this.options.cache?.take(this.conversationId, [message]);
  }

  toItem(message: Message): SavedItem {
    return savedItem(message, this.keys, this.options.me);
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
    const items = messages.map((message) => this.toItem(message));
    this.timeline.addPage(items, { isFirst: first.seq === 1 });
    for (const item of items) if (isUnreadable(item)) this.timeline.setStale(item.seq);
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
    await this.fetchBetween({ after: seq - 1, before: seq + 1 });
  }

  /** Fetches messages once more; as they come now, they are. */
  async fetchAgain({ from, to }: SeqRange): Promise<void> {
    await this.fetchBetween({ after: from - 1, before: to + 1 });
    this.timeline.setFresh({ from, to });
  }

  private async fetch(range: { before?: number; after?: number; limit: number }): Promise<SavedItem[]> {
    const { conversationId, cache } = this.options;
    const { messages } = await call('message', 'history', { conversationId, ...range });
    cache?.take(conversationId, messages);
    await this.bringKeys(messages);
    const items = messages.map((message) => this.toItem(message));
    await this.report(items.filter((item) => isUnreadable(item) && !this.reported.has(item.messageId)));
    return items;
  }

  /** Tells the cloud of what cannot be verified as it has it; that nobody heard of it must not keep anybody from reading the rest. */
  private async report(items: readonly SavedItem[]): Promise<void> {
    const messageIds = items.slice(0, LINK_LIMIT).map(({ messageId }) => messageId);
    if (messageIds.length === 0) return;
    for (const messageId of messageIds) this.reported.add(messageId);
    try {
      await call('message', 'unverifiable', { conversationId: this.conversationId, messageIds });
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }

  /** Fetches the keys anew when some of these were sealed by a version that came since. */
  private async bringKeys(messages: readonly Message[]): Promise<void> {
    const known = new Set([...this.askedFor, ...this.keys.map(({ version }) => version)]);
    const versions = messages.map(({ body }) => parseCipher(body)?.version);
    const unknown = versions.filter((version) => version !== undefined && !known.has(version)) as number[];
    if (unknown.length === 0) return;
    for (const version of unknown) this.askedFor.add(version);
    this.keys = await call('conversation', 'keys', { conversationId: this.conversationId });
    holdKeys(this.conversationId, this.keys);
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

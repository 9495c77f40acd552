import type {
  Author,
  Body,
  ConversationState,
  FeedDocument,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import { call } from './cloud';
import { isRetryable, NetworkError } from './failure';
import type { Feed } from './feed';
import { listChanges, type ListChange } from './list-changes';
import { openBody } from './opened';
import type { Outbox, OutboxEntry, OutboxEvent, SendReply } from './outbox';
import { backOff, Pause } from './pause';
import { ReadMarker } from './read-marker';
import { Timeline, type ChatItem, type SavedItem } from './timeline';

const PAGE = 20;
const LONG_PAGE = 100;

export type ChatChange = ListChange<ChatItem>;

/** Whose phone this is. A conversation has one customer, so customers need no id. */
export type Self = { role: 'customer' } | { role: 'agent'; id: string; name?: string };

export type ChatOptions = {
  conversationId: string;
  keys: readonly StreamKey[];
  me: Self;
  /** As last known; from `conversation.open` or the list. */
  state: ConversationState;
  feed: Pick<Feed, 'subscribe'>;
  outbox: Outbox;
  /** One step from the list shown to the list to show. The first one is a `reset`: the newest page has come. */
  onChange: (change: ChatChange) => void;
  onState?: (state: ConversationState) => void;
  /** Work in the background was refused for good. */
  onError?: (error: unknown) => void;
};

/** One conversation on a phone: what is shown of it and what can be done in it. */
export interface Chat {
  items(): readonly ChatItem[];
  send(body: Body, kind?: 'text'): void;
  resend(key: string): void;
  discard(key: string): void;
  /** Fetches the page before; `more`: there is something before that. */
  loadEarlier(): Promise<{ more: boolean }>;
  /** To be called while the chat is on the screen; tells the other side, at most every two seconds. */
  markRead(): void;
  state(): ConversationState;
  close(): void;
}

export const openChat = (options: ChatOptions): Chat => new OpenChat(options);

class OpenChat implements Chat {
  private readonly timeline: Timeline;
  private readonly marker: ReadMarker;
  private readonly stops: (() => void)[];
  private shown: ChatItem[];
  private current: ConversationState;
  private isLoaded = false;
  private isStale = true;
  private running: Promise<void> | undefined;
  private resting: Pause | undefined;
  private isClosed = false;

  constructor(private readonly options: ChatOptions) {
    const { me, conversationId, feed, outbox, state } = options;
    this.current = state;
    this.timeline = new Timeline(me.role === 'agent' ? me : { role: 'customer', id: '' });
    this.marker = new ReadMarker(conversationId, (error) => options.onError?.(error));
    this.timeline.setUnsent(outbox.entries(conversationId));
    this.shown = this.timeline.items();
    this.stops = [
      feed.subscribe({ onDocuments: (documents) => this.take(documents), onResume: () => this.refresh() }),
      outbox.subscribe((event) => this.followOutbox(event)),
    ];
    this.refresh();
  }

  items(): readonly ChatItem[] {
    return this.shown;
  }

  send(body: Body, kind: 'text' = 'text'): void {
    this.options.outbox.add(this.options.conversationId, body, kind);
  }

  resend(key: string): void {
    this.options.outbox.resend(key);
  }

  discard(key: string): void {
    this.options.outbox.discard(key);
  }

  async loadEarlier(): Promise<{ more: boolean }> {
    const before = this.timeline.firstSeq();
    if (before === undefined || before <= 1) return { more: !this.isLoaded };
    const page = await this.history({ before, limit: PAGE });
    this.timeline.addPage(page, page.length < PAGE);
    this.show();
    return { more: page.length === PAGE };
  }

  markRead(): void {
    this.marker.mark(this.timeline.lastOtherSeq());
  }

  state(): ConversationState {
    return this.current;
  }

  close(): void {
    this.isClosed = true;
    this.resting?.end();
    this.marker.close();
    for (const stop of this.stops.splice(0)) stop();
  }

  private take(documents: readonly FeedDocument<number>[]): void {
    for (const document of documents) {
      if (document.conversationId === this.options.conversationId) this.takeOne(document);
    }
    this.show();
    this.work();
  }

  private takeOne(document: FeedDocument<number>): void {
    if (document.type === 'state') this.setState(document.state);
    if (document.type === 'read' && document.reader.role !== this.options.me.role)
      this.timeline.setOtherRead(document.seq);
    if (document.type === 'message') this.takeMessage(document.message);
  }

  private takeMessage(message: Message): void {
    const item = this.toItem(message);
    this.timeline.add(item);
    if (item.own) this.options.outbox.settle(message.clientId);
  }

  private followOutbox(event: OutboxEvent): void {
    const { conversationId, outbox } = this.options;
    if (event.entry.conversationId !== conversationId) return;
    if (event.type === 'gone' && event.reply) this.timeline.addOwn(this.ownItem(event.entry, event.reply));
    this.timeline.setUnsent(outbox.entries(conversationId));
    this.show();
    this.work();
  }

  private refresh(): void {
    this.isStale = true;
    this.work();
  }

  private work(): void {
    this.running ??= this.catchUp();
  }

  private async catchUp(): Promise<void> {
    let failures = 0;
    while (!this.isClosed && (this.isStale || this.timeline.missing().length > 0)) {
      failures = (await this.tryToFetch()) ? 0 : failures + 1;
      if (failures > 0) await this.rest(backOff(failures));
    }
    this.running = undefined;
  }

  private async tryToFetch(): Promise<boolean> {
    try {
      await (this.isStale ? this.fetchNew() : this.fetchMissing());
      return true;
    } catch (error) {
      if (isRetryable(error)) return false;
      this.options.onError?.(error);
      this.close();
      return true;
    }
  }

  private async fetchNew(): Promise<void> {
    this.isStale = false;
    try {
      await Promise.all([this.fetchSummary(), this.isLoaded ? this.fetchTail() : this.fetchNewestPage()]);
    } catch (error) {
      this.isStale = true;
      throw error;
    }
  }

  private async fetchSummary(): Promise<void> {
    const { conversationId } = this.options;
    const { conversations } = await call('conversation', 'list', { conversationId });
    const [summary] = conversations;
    if (!summary) return;
    this.setState(summary);
    this.marker.isTold(summary.readSeq);
    this.timeline.setOtherRead(summary.otherReadSeq);
    this.show();
  }

  private async fetchNewestPage(): Promise<void> {
    const page = await this.history({ limit: PAGE });
    this.timeline.addPage(page, page.length < PAGE);
    this.isLoaded = true;
    this.shown = this.timeline.items();
    this.options.onChange({ kind: 'reset', items: this.shown });
  }

  private async fetchTail(): Promise<void> {
    const page = await this.history({ after: this.timeline.lastSeq(), limit: LONG_PAGE });
    for (const item of page) this.timeline.add(item);
    if (page.length === LONG_PAGE) this.isStale = true;
    this.show();
  }

  private async fetchMissing(): Promise<void> {
    const [gap] = this.timeline.missing();
    if (!gap) return;
    const page = await this.history({
      after: gap.after,
      limit: Math.min(LONG_PAGE, gap.before - gap.after - 1),
    });
    if (page.length === 0) throw new NetworkError('the history has no such messages yet');
    for (const item of page) this.timeline.add(item);
    this.show();
  }

  private async history(range: { before?: number; after?: number; limit: number }): Promise<SavedItem[]> {
    const { conversationId } = this.options;
    const { messages } = await call('message', 'history', { conversationId, ...range });
    return messages.map((message) => this.toItem(message));
  }

  private show(): void {
    const items = this.timeline.items();
    const changes = listChanges(this.shown, items, ({ key }) => key);
    this.shown = items;
    if (!this.isClosed) for (const change of changes) this.options.onChange(change);
  }

  private setState({ status, agent, position }: ConversationState): void {
    this.current = { status, ...(agent && { agent }), ...(position !== undefined && { position }) };
    this.options.onState?.(this.current);
  }

  private async rest(ms: number): Promise<void> {
    this.resting = new Pause(ms);
    await this.resting.over;
  }

  private toItem(message: Message): SavedItem {
    const { messageId, clientId, seq, from, kind, sentAt } = message;
    const own = this.isOwn(from);
    const key = own ? clientId : messageId;
    const body = openBody(this.options.keys, message);
    return { key, messageId, seq, from, own, kind, body, sentAt, state: 'sent' };
  }

  private isOwn(from: Author): boolean {
    const { me } = this.options;
    return from.role === me.role && (me.role === 'customer' || from.id === me.id);
  }

  private ownItem({ clientId, kind, body }: OutboxEntry, reply: SendReply): SavedItem {
    const { me } = this.options;
    const from: Author = me.role === 'agent' ? me : { role: 'customer', id: '' };
    return { key: clientId, ...reply, from, own: true, kind, body, state: 'sent' };
  }
}

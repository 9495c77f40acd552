import type {
  ConversationState,
  FeedDocument,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { ChatHistory } from './chat-history';
import { savedItem, selfAuthor, sentItem, type Self } from './chat-items';
import { call } from './cloud';
import type { Feed } from './feed';
import { listChanges, type ListChange } from './list-changes';
import type { Outbox, OutboxEvent } from './outbox';
import type { Outgoing } from './outgoing';
import { ReadMarker } from './read-marker';
import { Timeline, type ChatItem } from './timeline';
import { TypingReport } from './typing-report';
import { TypingSign } from './typing-sign';

export type ChatChange = ListChange<ChatItem>;

export type ChatOptions = {
  conversationId: string;
  keys: readonly StreamKey[];
  me: Self;
  /** As last known, from `conversation.open` or from the list. */
  state: ConversationState;
  feed: Feed;
  outbox: Outbox;
  /** One step from the list that is shown to the one to show. The newest page comes as a `reset`. */
  onChange: (change: ChatChange) => void;
  onState?: (state: ConversationState) => void;
  /** The other side has begun to write, or has stopped. */
  onTyping?: (isTyping: boolean) => void;
  /** Something that goes on in the background was refused for good. */
  onError: (error: unknown) => void;
};

/** One conversation on a phone: what is shown of it, and what can be done in it. */
export interface Chat {
  items(): readonly ChatItem[];
  send(message: Outgoing): void;
  resend(key: string): void;
  discard(key: string): void;
  /** Takes one's own message back; rejects when the cloud refuses. */
  recall(key: string): Promise<void>;
  /** Fetches the page before; `more`: there is something before that. */
  loadEarlier(): Promise<{ more: boolean }>;
  /** The reader has seen everything there is; the other side is told, at most every two seconds. */
  markRead(): void;
  /** Something was typed; the other side is told, now and then. */
  reportTyping(): void;
  state(): ConversationState;
  close(): void;
}

/** Opens a conversation. What was left unsent is there at once, the newest messages come with the first `reset`. */
export const openChat = (options: ChatOptions): Chat => new OpenChat(options);

class OpenChat implements Chat {
  private readonly timeline: Timeline;
  private readonly history: ChatHistory;
  private readonly marker: ReadMarker;
  private readonly typingReport: TypingReport;
  private readonly typingSign: TypingSign;
  private readonly stops: (() => void)[];
  private shown: ChatItem[];
  private current: ConversationState;
  private isClosed = false;

  constructor(private readonly options: ChatOptions) {
    const { conversationId, keys, me, feed, outbox, onError } = options;
    this.current = options.state;
    this.timeline = new Timeline(selfAuthor(me));
    this.timeline.setUnsent(outbox.entries(conversationId));
    this.shown = this.timeline.items();
    this.marker = new ReadMarker(conversationId, onError);
    this.typingReport = new TypingReport(conversationId);
    this.typingSign = new TypingSign((isTyping) => this.tellTyping(isTyping));
    this.history = new ChatHistory({
      conversationId,
      timeline: this.timeline,
      toItem: (message) => savedItem(message, keys, me),
      onLoaded: () => this.showAnew(),
      onGrown: () => this.show(),
      onSummary: (summary) => this.takeSummary(summary),
      onRefused: onError,
    });
    this.stops = [
      feed.subscribe({
        onDocuments: (documents) => this.take(documents),
        onResume: () => this.history.reconcile(),
      }),
      outbox.subscribe((event) => this.follow(event)),
    ];
    this.history.reconcile();
  }

  items(): readonly ChatItem[] {
    return this.shown;
  }

  send(message: Outgoing): void {
    this.options.outbox.add(this.options.conversationId, message);
    this.options.feed.expect();
  }

  resend(key: string): void {
    this.options.outbox.resend(key);
  }

  discard(key: string): void {
    this.options.outbox.discard(key);
  }

  async recall(key: string): Promise<void> {
    const messageId = this.shown.find((item) => item.key === key)?.messageId;
    if (messageId === undefined) return;
    this.options.feed.expect();
    await call('message', 'recall', { conversationId: this.options.conversationId, messageId });
  }

  loadEarlier(): Promise<{ more: boolean }> {
    return this.history.loadEarlier();
  }

  markRead(): void {
    this.marker.mark(this.timeline.lastOtherSeq());
  }

  /** In the queue nobody would hear of it. */
  reportTyping(): void {
    const { status } = this.current;
    if (status === 'active' || status === 'onhold') this.typingReport.tell();
  }

  state(): ConversationState {
    return this.current;
  }

  close(): void {
    this.isClosed = true;
    this.history.close();
    this.marker.close();
    this.typingSign.end();
    for (const stop of this.stops.splice(0)) stop();
  }

  private take(documents: readonly FeedDocument<number>[]): void {
    const own = documents.filter(({ conversationId }) => conversationId === this.options.conversationId);
    for (const document of own) this.takeOne(document);
    this.show();
    this.history.repair();
  }

  private takeOne(document: FeedDocument<number>): void {
    if (document.type === 'message') this.takeMessage(document.message);
    else if (document.type === 'state') this.setState(document.state);
    else if (document.type === 'read') this.takeRead(document);
    else if (document.type === 'typing') this.takeTyping(document);
  }

  private takeRead({ reader, seq }: FeedDocument<number> & { type: 'read' }): void {
    if (reader.role !== this.options.me.role) this.timeline.setOtherRead(seq);
  }

  private takeTyping({ reader, at }: FeedDocument<number> & { type: 'typing' }): void {
    if (reader.role !== this.options.me.role) this.typingSign.typed(at);
  }

  private takeMessage(message: Message): void {
    const item = savedItem(message, this.options.keys, this.options.me);
    if (this.shown.some(({ key }) => item.own && key === item.key)) this.timeline.addOwn(item);
    else this.timeline.add(item);
    if (item.own) this.options.outbox.settle(message.clientId);
    else if (item.kind !== 'system') this.typingSign.said(message.sentAt);
  }

  private takeSummary(summary: ConversationSummary): void {
    this.setState(summary);
    this.marker.setTold(summary.readSeq);
    this.timeline.setOtherRead(summary.otherReadSeq);
    this.show();
  }

  private follow(event: OutboxEvent): void {
    const { conversationId, outbox, me } = this.options;
    if (event.entry.conversationId !== conversationId) return;
    if (event.type === 'gone' && event.receipt) this.timeline.addOwn(sentItem(event.entry, event.receipt, me));
    this.timeline.setUnsent(outbox.entries(conversationId));
    this.show();
    this.history.repair();
  }

  private setState({ status, agent, position }: ConversationState): void {
    this.current = { status, ...(agent && { agent }), ...(position !== undefined && { position }) };
    if (!this.isClosed) this.options.onState?.(this.current);
  }

  private tellTyping(isTyping: boolean): void {
    if (!this.isClosed) this.options.onTyping?.(isTyping);
  }

  private show(): void {
    const before = this.shown;
    this.shown = this.timeline.items();
    this.emit(listChanges(before, this.shown, ({ key }) => key));
  }

  private showAnew(): void {
    this.shown = this.timeline.items();
    this.emit([{ kind: 'reset', items: [...this.shown] }]);
  }

  private emit(changes: readonly ChatChange[]): void {
    if (!this.isClosed) for (const change of changes) this.options.onChange(change);
  }
}

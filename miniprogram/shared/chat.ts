import type {
  ConversationState,
  FeedDocument,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import type { ChatItem } from './chat-item';
import { ChatAudit } from './chat-audit';
import { isOwn, sentItem, type Self } from './chat-items';
import { type ChatChange, ChatList, type WindowState } from './chat-list';
import { ChatLive } from './chat-live';
import { ChatPart, fetchSummary } from './chat-part';
import { stateIn } from './chat-state';
import { ChatStrip } from './chat-strip';
import { decrypt } from './cipher';
import { call } from './cloud';
import { failureCode } from './failure';
import type { Feed } from './feed';
import { HistoryCache } from './history-cache';
import type { Hidden } from './hidden';
import { heldKeys, holdKeys } from './keys';
import type { Outbox, OutboxEvent } from './outbox';
import type { Outgoing } from './outgoing';
import type { SelfAudit } from './self-audit';
import { TypingSign } from './typing-sign';

export type { ChatChange, WindowState };

export type ChatOptions = {
  conversationId: string;
  keys: readonly StreamKey[];
  me: Self;
  /** As last known, from `conversation.open` or from the list. */
  state: ConversationState;
  feed: Feed;
  outbox: Outbox;
  /** Whose phone it is, for what is kept on it between two runs; absent keeps nothing. */
  account?: string;
  /** Takes what was compared when the chat is closed. */
  audit?: SelfAudit;
  /** Messages that were deleted on this phone. */
  hidden?: Hidden;
  /** One step from the list that is shown to the one to show. The newest page comes as a `reset`. */
  onChange: (change: ChatChange) => void;
  /** Shows everything that was fetched instead of a window of it: for streams that stay short. */
  isWhole?: boolean;
  onState?: (state: ConversationState) => void;
  /** The other side has begun to write, or has stopped. */
  onTyping?: (isTyping: boolean) => void;
  /** The business lets agents see what the customer whose phone this is types. */
  showsTyping?: boolean;
  /** What the other side has typed so far, for those who may know; empty when there is nothing any more. */
  onPreview?: (text: string) => void;
  /** The window has moved, or something came below it. */
  onWindow?: (state: WindowState) => void;
  /** The other side has opened the app, or left it, at a server time. */
  onHere?: (here: { isHere: boolean; at: number }) => void;
  /** The conversation was closed, and the chat goes on in this one. */
  onContinued?: (conversationId: string) => void;
  /** Something that goes on in the background was refused for good. */
  onError: (error: unknown) => void;
};

/** One chat on a phone: what is shown of it, and what can be done in it. */
export interface Chat {
  /** What is shown: a window around the reader. */
  items(): readonly ChatItem[];
  window(): WindowState;
  send(message: Outgoing): void;
  resend(key: string): void;
  discard(key: string): void;
  /** Takes one's own message back; rejects when the cloud refuses. */
  recall(key: string): Promise<void>;
  /** Moves the window up by a page, back into earlier conversations; `more`: there is something before that. */
  loadEarlier(): Promise<{ more: boolean }>;
  /** Moves the window down by a page; `more`: there is something after that. */
  loadLater(): Promise<{ more: boolean }>;
  /** Shows a message in its surroundings; answers the key of what stands in its place, undefined when it cannot be had. */
  jumpTo(target: { seq: number; conversationId?: string }): Promise<string | undefined>;
  toLatest(): void;
  /** The first seq that was unread when the chat was opened; undefined when there was none, or before it is known. */
  firstUnreadSeq(): number | undefined;
  /** How many messages were unread then. */
  unreadAtOpening(): number;
  /** The reader has seen everything the window holds; the other side is told, at most every two seconds. */
  markRead(): void;
  /** Something was typed, `text` in all; the other side is told, now and then. */
  reportTyping(text?: string): void;
  state(): ConversationState;
  /** The conversation it is in now. */
  conversationId(): string;
  /** Goes on in a new conversation, with the old messages above. */
  goOn(opened: ConversationState & { conversationId: string; keys: readonly StreamKey[] }): void;
  close(): void;
}

/** Opens a conversation. What was left unsent is there at once, the newest messages come with the first `reset`. */
export const openChat = (options: ChatOptions): Chat => new OpenChat(options);

class OpenChat implements Chat {
  private readonly strip: ChatStrip;
  private readonly list: ChatList;
  private readonly typingSign: TypingSign;
  private readonly stops: (() => void)[];
  private readonly cache: HistoryCache | undefined;
  private readonly chatAudit = new ChatAudit();
  private live: ChatLive;
  private current: ConversationState;
  private opening: { readSeq: number; unread: number } | undefined;
  private isClosed = false;

  constructor(private readonly options: ChatOptions) {
    const { conversationId, keys, me, feed, outbox } = options;
    this.current = options.state;
    holdKeys(conversationId, keys);
    this.cache = options.account === undefined ? undefined : new HistoryCache(options.account);
    const part = new ChatPart({ conversationId, keys, me, cache: this.cache });
    this.strip = new ChatStrip(part, {
      previousOf: (each) => this.previousOf(each),
      isWhole: options.isWhole === true,
    });
    this.list = new ChatList({
      strip: this.strip,
      me,
      outbox,
      isHidden: ({ conversationId: id, messageId = '' }) => options.hidden?.has(id, messageId) ?? false,
      onShown: (items) => this.chatAudit.look(items, this.strip.isRepairing(), Date.now()),
      onChange: (change) => this.emit(change),
      onWindow: (state) => !this.isClosed && options.onWindow?.(state),
    });
    this.typingSign = new TypingSign((isTyping) => this.showTyping(isTyping));
    this.stops = [
      feed.subscribe({ onDocuments: (documents) => this.take(documents), onResume: () => this.reconcile() }),
      outbox.subscribe((event) => this.follow(event)),
      options.hidden?.subscribe(() => this.list.show()) ?? (() => undefined),
    ];
    this.live = this.enter(part);
  }

  items(): readonly ChatItem[] {
    return this.list.all();
  }

  window(): WindowState {
    return this.list.window();
  }

  send(message: Outgoing): void {
    if (!this.strip.isAtEnd()) this.toLatest();
    this.options.outbox.add(this.conversationId(), message);
    this.options.feed.expect();
  }

  resend(key: string): void {
    this.options.outbox.resend(key);
  }

  discard(key: string): void {
    this.options.outbox.discard(key);
  }

  async recall(key: string): Promise<void> {
    const item = this.items().find((each) => each.key === key);
    if (item?.messageId === undefined) return;
    const { conversationId, messageId } = item;
    this.options.feed.expect();
    await call('message', 'recall', { conversationId, messageId });
  }

  async loadEarlier(): Promise<{ more: boolean }> {
    const isReady = this.live.history.isReady();
    await this.strip.loadEarlier();
    this.list.showMoved();
    return { more: this.strip.hasEarlier() || !isReady };
  }

  async loadLater(): Promise<{ more: boolean }> {
    await this.strip.loadLater();
    this.list.showMoved();
    return { more: !this.strip.isAtEnd() };
  }

  async jumpTo({ seq, conversationId = this.conversationId() }: { seq: number; conversationId?: string }) {
    const item = await this.strip.jumpTo(conversationId, seq);
    if (item && !this.list.isShown(item.key)) this.list.showAnew();
    return item?.key;
  }

  toLatest(): void {
    this.strip.toLatest();
    this.list.showAnew();
  }

  firstUnreadSeq(): number | undefined {
    return this.opening && this.opening.unread > 0 ? this.opening.readSeq + 1 : undefined;
  }

  unreadAtOpening(): number {
    return this.opening?.unread ?? 0;
  }

  markRead(): void {
    this.live.marker.mark(this.live.part.timeline.lastOtherSeq(this.strip.shownTo()));
  }

  /** In the queue nobody would hear of it. */
  reportTyping(text?: string): void {
    const { status } = this.current;
    if (status !== 'active' && status !== 'onhold' && status !== 'staff') return;
    if (this.options.showsTyping && text !== undefined) this.live.typing.show(text);
    else this.live.typing.tell();
  }

  state(): ConversationState {
    return this.current;
  }

  conversationId(): string {
    return this.live.part.conversationId;
  }

  goOn({ conversationId, keys, ...state }: ConversationState & { conversationId: string; keys: readonly StreamKey[] }) {
    if (this.strip.all().some((part) => part.conversationId === conversationId)) return;
    holdKeys(conversationId, keys);
    const previousId = this.conversationId();
    this.live.close();
    const part = new ChatPart({ conversationId, keys, me: this.options.me, previousId, cache: this.cache });
    this.strip.append(part);
    this.live = this.enter(part);
    if (!this.strip.isAtEnd()) this.strip.toLatest();
    this.list.show();
    this.setState(state);
    this.options.onContinued?.(conversationId);
  }

  close(): void {
    if (!this.isClosed) this.options.audit?.add(this.chatAudit.found(this.strip.all(), Date.now()));
    this.isClosed = true;
    this.live.close();
    this.cache?.flush();
    this.typingSign.end();
    for (const stop of this.stops.splice(0)) stop();
  }

  private enter(part: ChatPart): ChatLive {
    return new ChatLive({
      part,
      onLoaded: () => this.showLoaded(),
      onGrown: () => this.list.show(),
      onSummary: (summary) => this.takeSummary(summary),
      onRefused: this.options.onError,
    });
  }

  private showLoaded(): void {
    if (this.strip.all().length > 1 || this.strip.isReading()) this.list.show();
    else this.toLatest();
  }

  private async previousOf({ previousId }: ChatPart): Promise<ChatPart | undefined> {
    if (previousId === undefined) return undefined;
    try {
      const summary = await fetchSummary(previousId);
      return summary && this.partOf(summary);
    } catch (error) {
      if (failureCode(error) !== 'FORBIDDEN') throw error;
      return undefined;
    }
  }

  private partOf({ conversationId, keys, previousId, lastSeq, otherReadSeq }: ConversationSummary): ChatPart {
    const part = new ChatPart({ conversationId, keys, me: this.options.me, previousId });
    part.closedAtSeq = lastSeq;
    part.timeline.setOtherRead(otherReadSeq);
    return part;
  }

  private reconcile(): void {
    this.list.retryQuotes();
    this.live.history.reconcile();
  }

  private take(documents: readonly FeedDocument<number>[]): void {
    const own = documents.filter(({ conversationId }) => conversationId === this.conversationId());
    for (const document of own) this.takeOne(document);
    if (own.length > 0) this.list.show();
    this.live.history.repair();
  }

  private takeOne(document: FeedDocument<number>): void {
    if (document.type === 'message') this.takeMessage(document.message);
    else if (document.type === 'state') this.setState(document.state);
    else if (document.type === 'read' || document.type === 'delivered') this.takeWatermark(document);
    else if (document.type === 'typing' && this.isOther(document)) this.takeTyping(document);
    else if (document.type === 'here' && this.isOther(document)) this.tellHere(document);
  }

  private takeWatermark(document: FeedDocument<number> & { type: 'read' | 'delivered' }): void {
    const { reader, type, seq } = document;
    const { timeline } = this.live.part;
    if (type === 'read' && isOwn(reader, this.options.me)) this.live.marker.setTold(seq);
    if (!this.isOther(document)) return;
    if (type === 'read') timeline.setOtherRead(seq);
    else timeline.setOtherDelivered(seq);
  }

  private takeTyping({ _id, at, preview }: FeedDocument<number> & { type: 'typing' }): void {
    const text = preview === undefined ? undefined : decrypt(heldKeys(this.conversationId()), preview, _id);
    if (text === '') this.typingSign.end();
    else this.typingSign.typed(at);
    if (text !== undefined && !this.isClosed) this.options.onPreview?.(text);
  }

  private showTyping(isTyping: boolean): void {
    if (this.isClosed) return;
    this.options.onTyping?.(isTyping);
    if (!isTyping) this.options.onPreview?.('');
  }

  private isOther({ reader }: { reader: { role: string } }): boolean {
    return reader.role !== this.options.me.role;
  }

  private takeMessage(message: Message): void {
    const { part } = this.live;
    const item = part.toItem(message);
    part.hear(message, item, item.own && this.list.isShown(item.key));
    if (item.own) this.options.outbox.settle(message.clientId);
    else if (item.kind !== 'system') this.typingSign.said(message.sentAt);
  }

  private takeSummary(summary: ConversationSummary): void {
    const { part, marker } = this.live;
    this.opening ??= { readSeq: summary.readSeq, unread: summary.unread };
    this.setState(stateIn(summary));
    marker.setTold(summary.readSeq);
    part.previousId = summary.previousId ?? part.previousId;
    part.timeline.setOtherRead(summary.otherReadSeq);
    part.timeline.setOtherDelivered(summary.otherDeliveredSeq ?? 0);
    if (summary.otherHere) this.tellHere(summary.otherHere);
    this.list.show();
  }

  private follow(event: OutboxEvent): void {
    const { entry } = event;
    if (event.type === 'moved' && event.from === this.conversationId()) this.followTo(entry.conversationId);
    const part = this.strip.all().find(({ conversationId }) => conversationId === entry.conversationId);
    if (!part) return;
    if (event.type === 'progress') return this.list.refresh(entry);
    if (event.type === 'gone' && event.receipt) part.timeline.addOwn(sentItem(entry, event.receipt, this.options.me));
    this.list.show();
    this.live.history.repair();
  }

  /** A message of this chat was refused, and goes on elsewhere; so does the chat. */
  private followTo(conversationId: string): void {
    this.goOn({ conversationId, keys: heldKeys(conversationId), status: 'queued' });
  }

  private setState(state: ConversationState): void {
    this.current = stateIn(state);
    if (!this.isClosed) this.options.onState?.(this.current);
  }

  private tellHere({ isHere, at }: { isHere: boolean; at: number }): void {
    if (!this.isClosed) this.options.onHere?.({ isHere, at });
  }

  private emit(change: ChatChange): void {
    if (!this.isClosed) this.options.onChange(change);
  }
}

import type {
  ConversationState,
  FeedDocument,
  Message,
  StreamKey,
} from '../../cloudfunctions/common/protocol/documents';
import type { ConversationSummary } from '../../cloudfunctions/common/protocol/conversation';
import { Attendance } from './attendance';
import type { ChatItem } from './chat-item';
import { ChatAudit } from './chat-audit';
import { isOwn, sentItem } from './chat-items';
import type { Chat, ChatChange, ChatOptions, WindowState } from './chat';
import { ChatList } from './chat-list';
import { ChatLive } from './chat-live';
import { ChatPart, fetchPart } from './chat-part';
import { ChatSigns } from './chat-signs';
import { stateIn } from './chat-state';
import { ChatStrip } from './chat-strip';
import { call } from './cloud';
import { HistoryCache } from './history-cache';
import { heldKeys, holdKeys } from './keys';
import type { OutboxEvent } from './outbox';
import type { Outgoing } from './outgoing';

/** How a conversation stands, as of its last seq; `at`: the server time when it was told. */
type ToldState = { conversationId: string; state: ConversationState; seq?: number; at?: number };

/** What `openChat` makes. */
export class OpenChat implements Chat {
  private readonly strip: ChatStrip;
  private readonly list: ChatList;
  private readonly signs: ChatSigns;
  private readonly stops: (() => void)[];
  private readonly cache: HistoryCache | undefined;
  private readonly chatAudit = new ChatAudit();
  private readonly attendance = new Attendance();
  private live: ChatLive;
  /** What was told last of how things stand. */
  private stateOf = { conversationId: '', seq: 0 };
  private current: ConversationState;
  private opening: { readSeq: number; unread: number } | undefined;
  private isClosed = false;

  constructor(private readonly options: ChatOptions) {
    const { conversationId, keys, me, feed, outbox } = options;
    this.current = this.attendance.takeState(options.state);
    holdKeys(conversationId, keys);
    this.cache = options.account === undefined ? undefined : new HistoryCache(options.account);
    const part = new ChatPart({ conversationId, keys, me, previousId: options.previousId, cache: this.cache });
    this.strip = new ChatStrip(part, {
      fetch: (id) => fetchPart(id, me),
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
    this.signs = new ChatSigns({
      me,
      onTyping: (isTyping) => !this.isClosed && options.onTyping?.(isTyping),
      onPreview: (text) => !this.isClosed && options.onPreview?.(text),
      onHere: (here) => !this.isClosed && options.onHere?.(here),
    });
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

  find(test: (item: ChatItem) => boolean): ChatItem[] {
    return this.list.find(test);
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
    this.list.show();
    this.setState(state);
    this.options.onContinued?.(conversationId);
  }

  close(): void {
    if (!this.isClosed) this.options.audit?.add(this.chatAudit.found(this.strip.all(), Date.now()));
    this.isClosed = true;
    this.live.close();
    this.cache?.flush();
    this.signs.close();
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
    const isCustomer = this.options.me.role === 'customer';
    if (isCustomer && this.attendance.takeDocument(document)) this.setState(this.current);
    if (document.type === 'message') this.takeMessage(document.message);
    else if (document.type === 'state') this.takeState(document);
    else if (document.type === 'read' || document.type === 'delivered') this.takeWatermark(document);
    else this.signs.take(document);
  }

  /** Of two who tell how things stand, the one who knew less may come last. */
  private takeState({ conversationId, state, at, seq = 0 }: ToldState): void {
    const isOld = this.stateOf.conversationId === conversationId && seq < this.stateOf.seq;
    if (isOld) return;
    this.stateOf = { conversationId, seq };
    this.setState(state, at);
  }

  private takeWatermark(document: FeedDocument<number> & { type: 'read' | 'delivered' }): void {
    const { reader, type, seq } = document;
    const { timeline } = this.live.part;
    if (type === 'read' && isOwn(reader, this.options.me)) this.live.marker.setTold(seq);
    if (!this.signs.isOther(reader)) return;
    if (type === 'read') timeline.setOtherRead(seq);
    else timeline.setOtherDelivered(seq);
  }

  private takeMessage(message: Message): void {
    const { part } = this.live;
    const item = part.toItem(message);
    part.hear(message, item, item.own && this.list.isShown(item.key));
    if (item.own) this.options.outbox.settle(message.clientId);
    else if (item.kind !== 'system') this.signs.said(message.sentAt);
  }

  private takeSummary(summary: ConversationSummary): void {
    const { part, marker } = this.live;
    this.opening ??= { readSeq: summary.readSeq, unread: summary.unread };
    this.takeState({ conversationId: summary.conversationId, state: summary, seq: summary.lastSeq });
    marker.setTold(summary.readSeq);
    part.previousId = summary.previousId ?? part.previousId;
    part.timeline.setOtherRead(summary.otherReadSeq);
    part.timeline.setOtherDelivered(summary.otherDeliveredSeq ?? 0);
    if (summary.otherHere && !this.isClosed) this.options.onHere?.(summary.otherHere);
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

  /** `at`: the server time when it was told. */
  private setState(state: ConversationState, at?: number): void {
    this.current = this.attendance.takeState(stateIn(state), at);
    if (!this.isClosed) this.options.onState?.(this.current);
  }

  private emit(change: ChatChange): void {
    if (!this.isClosed) this.options.onChange(change);
  }
}

import type { ChatItem } from './chat-item';
import { type Self, unsentItem } from './chat-items';
import { ChatQuotes } from './chat-quotes';
import type { ChatStrip } from './chat-strip';
import { listChanges, type ListChange } from './list-changes';
import type { Outbox } from './outbox';
import type { OutboxEntry } from './outbox-entries';

/** `move`: the window has moved over the same list; rows that stay keep their keys. `reset`: another place is shown. */
export type ChatChange = ListChange<ChatItem> | { kind: 'move'; items: ChatItem[] };

/** Where the window is. `unseen`: messages of others that came below it since it left the end. */
export type WindowState = { hasEarlier: boolean; hasLater: boolean; unseen: number };

export type ChatListOptions = {
  strip: ChatStrip;
  me: Self;
  outbox: Outbox;
  isHidden: (item: ChatItem) => boolean;
  /** What is shown from now on. */
  onShown: (items: readonly ChatItem[]) => void;
  onChange: (change: ChatChange) => void;
  onWindow: (state: WindowState) => void;
};

/** What is shown of a chat: a window of the strip, with quotes, and at its end the messages that are not sent yet. */
export class ChatList {
  private shown: ChatItem[] = [];
  private readonly quotes: ChatQuotes;
  private readonly unsent = new WeakMap<OutboxEntry, ChatItem>();
  private told: WindowState = { hasEarlier: false, hasLater: false, unseen: 0 };
  private unseen = 0;
  /** Up to here it is known what is unseen. */
  private countedTo = 0;

  constructor(private readonly options: ChatListOptions) {
    const { strip } = options;
    this.quotes = new ChatQuotes({
      partOf: (conversationId) => strip.all().find((part) => part.conversationId === conversationId),
      onFound: () => this.show(),
    });
    this.shown = this.items();
  }

  all(): readonly ChatItem[] {
    return this.shown;
  }

  window(): WindowState {
    const { strip } = this.options;
    return { hasEarlier: strip.hasEarlier(), hasLater: !strip.isAtEnd(), unseen: this.unseen };
  }

  /** Of all that is known, shown or not. */
  find(test: (item: ChatItem) => boolean): ChatItem[] {
    const { strip, isHidden } = this.options;
    const saved = strip.all().flatMap(({ timeline }) => timeline.find(test));
    return saved.filter((item) => !isHidden(item));
  }

  isShown(key: string): boolean {
    return this.shown.some((item) => item.key === key);
  }

  /** Something has changed in place: tells the steps. */
  show(): void {
    if (this.options.strip.follow()) return this.showMoved();
    const before = this.shown;
    this.shown = this.items();
    for (const change of listChanges(before, this.shown, ({ key }) => key)) this.options.onChange(change);
    this.tellWindow();
  }

  /** The window has moved. */
  showMoved(): void {
    this.shown = this.items();
    this.options.onChange({ kind: 'move', items: [...this.shown] });
    this.tellWindow();
  }

  /** Another place is shown. */
  showAnew(): void {
    this.shown = this.items();
    this.options.onChange({ kind: 'reset', items: [...this.shown] });
    this.tellWindow();
  }

  /** More of an unsent message's files is uploaded. */
  refresh(entry: OutboxEntry): void {
    this.unsent.delete(entry);
    this.show();
  }

  retryQuotes(): void {
    this.quotes.retry();
  }

  private items(): ChatItem[] {
    const { strip, isHidden } = this.options;
    const saved = strip.items();
    const items = strip.isAtEnd() ? [...saved, ...this.unsentBeside(saved)] : saved;
    return items.filter((item) => !isHidden(item)).map((item) => this.quotes.withQuote(item));
  }

  private unsentBeside(saved: readonly ChatItem[]): ChatItem[] {
    const { strip, outbox } = this.options;
    const sent = new Set(saved.filter(({ own }) => own).map(({ key }) => key));
    const entries = strip.all().flatMap(({ conversationId }) => outbox.entries(conversationId));
    return entries.filter(({ clientId }) => !sent.has(clientId)).map((entry) => this.unsentItem(entry));
  }

  private unsentItem(entry: OutboxEntry): ChatItem {
    const { outbox, me } = this.options;
    const item = this.unsent.get(entry) ?? unsentItem(entry, outbox.local(entry), me);
    this.unsent.set(entry, item);
    return item;
  }

  private tellWindow(): void {
    this.options.onShown(this.shown);
    this.countUnseen(!this.options.strip.isAtEnd());
    const [before, now] = [this.told, this.window()];
    this.told = now;
    const isSame = before.hasEarlier === now.hasEarlier && before.hasLater === now.hasLater;
    if (!isSame || before.unseen !== now.unseen) this.options.onWindow(now);
  }

  private countUnseen(isAway: boolean): void {
    const { timeline } = this.options.strip.current();
    const last = timeline.lastSeq();
    if (!isAway) {
      this.unseen = 0;
      this.countedTo = last;
    }
    for (let seq = this.countedTo + 1; seq <= last; seq++) {
      const item = timeline.visible(seq);
      if (item && !item.own && item.kind !== 'system') this.unseen += 1;
    }
    this.countedTo = last;
  }
}

import type { StreamKey } from '../../cloudfunctions/common/protocol/documents';
import { Background } from './background';
import { type Chat, type ChatChange, type ChatOptions, openChat } from './chat';
import type { ChatItem } from './chat-item';
import { listChanges } from './list-changes';
import { mergeNotes } from './merge-notes';
import type { Outgoing } from './outgoing';

export type MergedChatOptions = ChatOptions & {
  /** The notes of the conversation, as `conversation.notes` gave them. */
  notes: { conversationId: string; keys: readonly StreamKey[] };
};

/** A chat among whose messages stand the notes of colleagues, where they were written. */
export type MergedChat = Chat & {
  /** Says something to colleagues only. */
  sendNote(message: Outgoing): void;
};

/** Opens a conversation together with its notes. */
export const openMergedChat = (options: MergedChatOptions): MergedChat => new OpenMergedChat(options);

class OpenMergedChat implements MergedChat {
  private readonly chat: Chat;
  private readonly notes: Chat;
  private shown: readonly ChatItem[] = [];
  /** Fetches notes as far back as the messages that are shown. */
  private readonly background: Background;
  private isClosed = false;

  constructor(private readonly options: MergedChatOptions) {
    const { me, feed, outbox, onError, account, audit, hidden, notes } = options;
    this.notes = openChat({
      ...notes,
      me,
      feed,
      outbox,
      onError,
      ...(account !== undefined && { account }),
      ...(audit && { audit }),
      ...(hidden && { hidden }),
      state: { status: 'staff' },
      isWhole: true,
      onChange: () => this.follow('put'),
    });
    this.chat = openChat({ ...options, onChange: ({ kind }) => this.follow(kind) });
    this.shown = this.merged();
    this.background = new Background({
      isNeeded: () => this.needsNotes(),
      step: async () => void (await this.notes.loadEarlier()),
      onRefused: onError,
    });
  }

  items(): readonly ChatItem[] {
    return this.shown;
  }

  window: Chat['window'] = () => this.chat.window();
  send: Chat['send'] = (message) => this.chat.send(message);
  loadEarlier: Chat['loadEarlier'] = () => this.chat.loadEarlier();
  loadLater: Chat['loadLater'] = () => this.chat.loadLater();
  toLatest: Chat['toLatest'] = () => this.chat.toLatest();
  find: Chat['find'] = (test) =>
    [...this.chat.find(test), ...this.notes.find(test)].sort((a, b) => a.sentAt - b.sentAt);
  firstUnreadSeq: Chat['firstUnreadSeq'] = () => this.chat.firstUnreadSeq();
  unreadAtOpening: Chat['unreadAtOpening'] = () => this.chat.unreadAtOpening();
  reportTyping: Chat['reportTyping'] = (text) => this.chat.reportTyping(text);
  state: Chat['state'] = () => this.chat.state();
  conversationId: Chat['conversationId'] = () => this.chat.conversationId();
  goOn: Chat['goOn'] = (opened) => this.chat.goOn(opened);
  resend: Chat['resend'] = (key) => this.ownerOf(key).resend(key);
  discard: Chat['discard'] = (key) => this.ownerOf(key).discard(key);
  recall: Chat['recall'] = (key) => this.ownerOf(key).recall(key);

  sendNote(message: Outgoing): void {
    if (this.chat.window().hasLater) this.chat.toLatest();
    this.notes.send(message);
  }

  /** A note stands among the messages that were said at its time. */
  async jumpTo(target: Parameters<Chat['jumpTo']>[0]): Promise<string | undefined> {
    if (target.conversationId !== this.notes.conversationId()) return this.chat.jumpTo(target);
    const key = await this.notes.jumpTo(target);
    const note = this.notes.items().find((item) => item.key === key);
    if (note && !this.isShown(key)) await this.seek(note.sentAt);
    return this.isShown(key) ? key : undefined;
  }

  markRead(): void {
    this.chat.markRead();
    this.notes.markRead();
  }

  close(): void {
    this.isClosed = true;
    this.background.close();
    this.chat.close();
    this.notes.close();
  }

  private ownerOf(key: string): Chat {
    return this.notes.items().some((item) => item.key === key) ? this.notes : this.chat;
  }

  private isShown(key: string | undefined): boolean {
    return this.shown.some((item) => item.key === key);
  }

  /** Moves the messages to those of a time: they stand in its order, so that halving finds them. */
  private async seek(at: number): Promise<void> {
    let [low, high, seq] = [0, Infinity, 1];
    while (low + 1 < high && !this.reaches(at)) {
      const key = await this.chat.jumpTo({ seq });
      const found = this.chat.items().find((item) => item.key === key);
      if (found && found.sentAt <= at) low = seq;
      else high = seq;
      seq = high === Infinity ? low * 2 : Math.floor((low + high) / 2);
    }
  }

  /** Whether a note of this time has its place among the messages that are shown. */
  private reaches(at: number): boolean {
    const items = this.chat.items();
    const { hasEarlier, hasLater } = this.chat.window();
    const [first, last] = [items[0], items[items.length - 1]];
    if (!first || !last) return false;
    return (!hasEarlier || first.sentAt <= at) && (!hasLater || last.sentAt >= at);
  }

  private merged(): readonly ChatItem[] {
    const { hasEarlier, hasLater } = this.chat.window();
    return mergeNotes(this.chat.items(), this.notes.items(), { hasEarlier, hasLater });
  }

  private follow(kind: ChatChange['kind']): void {
    if (this.isClosed) return;
    const before = this.shown;
    this.shown = this.merged();
    if (kind === 'reset' || kind === 'move') this.options.onChange({ kind, items: [...this.shown] });
    else for (const change of listChanges(before, this.shown, ({ key }) => key)) this.options.onChange(change);
    this.background.start();
  }

  private needsNotes(): boolean {
    const [[note], [first]] = [this.notes.items(), this.chat.items()];
    if (!note || !this.notes.window().hasEarlier) return false;
    return !this.chat.window().hasEarlier || note.sentAt > (first?.sentAt ?? 0);
  }
}

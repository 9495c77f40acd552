import type { ConversationState } from '../../../cloudfunctions/common/protocol/documents';
import { type Chat, type ChatChange, type ChatOptions, openChat, type WindowState } from '../chat';
import type { ChatItem } from '../chat-item';
import { type ChatAct, chatViewData } from '../components/chat-view/chat-view-data';
import { quoteContent, type Viewer } from '../format/message-row';
import { MessageRows, type Paths } from '../format/message-rows';
import type { Outgoing } from '../outgoing';
import { keepRecalled, recalledText, watchRecalled } from '../recalled-texts';
import { serverNow } from '../server-time';
import { text } from '../text/text';
import { ChatMedia } from './chat-media';
import { ChatSearch } from './chat-search';
import { showFailure } from './failure-text';
import { actsOn, textOf } from './message-acts';
import { offerSettings, pickFiles, pickMedia } from './pick-media';
import { Selection } from './selection';
import { openPart } from './text-taps';
import { isUnheard } from './voice-player';

/** The `chat-view` that a screen fills. */
export type ChatView = { setData(paths: Paths): void };

export type ChatScreenOptions = Omit<ChatOptions, 'onChange' | 'onTyping' | 'onWindow' | 'onError'> & {
  /** What stands above the chat while nobody writes. */
  title: (state: ConversationState) => string;
  /** Where the title goes; above the page, unless told. */
  onTitle?: (title: string) => void;
  viewer: Viewer;
  view: ChatView;
  /** Messages can be passed on to colleagues. */
  canForward?: boolean;
  /** Makes the chat in another way, such as with the notes among its messages. */
  open?: (options: ChatOptions) => Chat;
  /** Sends in another way than into the conversation. */
  send?: (message: Outgoing) => void;
  /** The newest messages are there. */
  onLoaded?: (items: readonly ChatItem[]) => void;
  /** What the person does that is not the screen's own business. */
  onAct?: (act: ChatAct) => void;
};

/** How long one sees which message one has come to. */
const MARKED_MS = 1200;

/** Joins a chat to the view that shows it; both apps' chats are made of it. */
export class ChatScreen {
  private readonly chat: Chat;
  private readonly rows: MessageRows;
  private readonly media: ChatMedia;
  private readonly selection: Selection;
  private readonly search: ChatSearch;
  private readonly unwatch: () => void;
  private viewer: Viewer;
  private quoted: ChatItem | undefined;
  private markedWords: readonly string[] = [];
  private isTyping = false;
  private isLoaded = false;
  private isVisible = true;
  private isAtEnd = true;
  private isJumping = false;
  private hasBeginning = false;
  private knowsUnread = false;

  constructor(private readonly options: ChatScreenOptions) {
    this.viewer = options.viewer;
    this.media = new ChatMedia({
      items: () => this.chat.items(),
      onChange: (keys) => this.set(this.rows.refresh(keys, serverNow())),
      onPercent: (key, percent) => this.set(this.rows.percent(key, percent)),
      onPlaying: (playing) => this.set({ playing }),
    });
    this.selection = new Selection({
      items: () => this.chat.items(),
      onChange: (keys) => this.set({ ...this.rows.refresh(keys, serverNow()), ...this.selection.summary() }),
      remove: (items) => this.remove(items),
      forward: (keys) => options.onAct?.({ name: 'forward', keys }),
    });
    this.search = new ChatSearch({
      chat: () => this.chat,
      viewer: () => this.viewer,
      set: (paths) => this.set(paths),
      jump: (target) => this.tell(() => this.jumpTo(target)),
    });
    this.rows = new MessageRows({
      viewer: options.viewer,
      media: (item) => this.media.sourceOf(item),
      firstUnread: () => this.firstUnread(),
      isSelected: (key) => this.selection.has(key),
      isUnheard,
      marked: () => this.markedWords,
    });
    this.chat = (options.open ?? openChat)({
      ...options,
      onChange: (change) => this.show(change),
      onState: (state) => this.showState(state),
      onTyping: (isTyping) => this.showTyping(isTyping),
      onWindow: (state) => this.showWindow(state),
      onError: showFailure,
    });
    this.set({ ...chatViewData });
    this.setRows({ kind: 'reset', items: [...this.chat.items()] });
    this.showTitle();
    this.unwatch = watchRecalled((keys) => this.setEditable(keys));
  }

  /** Does what the person did in the chat's view, or hands it on to the page. */
  async act(act: ChatAct): Promise<void> {
    const own = this.acts[act.name];
    if (own) await own(act);
    else this.options.onAct?.(act);
  }

  /** Says something, in answer to what is quoted. */
  send(words: string): void {
    this.sendOutgoing({ kind: 'text', body: { text: words } });
  }

  sendOutgoing(message: Outgoing): void {
    const { messageId, seq } = this.quoted ?? {};
    const replyTo = messageId !== undefined && seq !== undefined ? { replyTo: { messageId, seq } } : {};
    const send = this.options.send ?? ((outgoing) => this.chat.send(outgoing));
    send({ ...message, ...replyTo });
    this.quote(undefined);
  }

  /** Puts a text into the composer in place of what stands there. */
  setDraft(words: string): void {
    this.set({ draft: { text: words, isWhole: true } });
  }

  /** Adds a text to what stands in the composer. */
  insert(words: string): void {
    this.set({ draft: { text: words } });
  }

  /** A message on the screen. */
  item(key: string | undefined): ChatItem | undefined {
    return this.chat.items().find((each) => each.key === key);
  }

  /** Shows a message in its surroundings, and which one it is. */
  async jumpTo(target: { seq: number; conversationId?: string }): Promise<void> {
    this.isJumping = true;
    const key = await this.chat.jumpTo(target).finally(() => (this.isJumping = false));
    if (key === undefined) return;
    this.set({ target: this.rows.indexOf(key), marked: key });
    setTimeout(() => this.set({ marked: '' }), MARKED_MS);
  }

  /** The same, with words marked wherever they stand. */
  async goTo(target: { seq: number; conversationId: string }, marked: readonly string[]): Promise<void> {
    this.markedWords = marked;
    this.set(this.rows.look(this.viewer, serverNow()));
    await this.tell(() => this.jumpTo(target));
  }

  /** The chat goes on in a new conversation. */
  goOn(opened: Parameters<Chat['goOn']>[0]): void {
    this.chat.goOn(opened);
  }

  /** From now on the two sides look like this. */
  setViewer(viewer: Viewer): void {
    this.viewer = viewer;
    this.set(this.rows.look(viewer, serverNow()));
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible) this.showTitle();
    else this.media.rest();
    this.markRead();
  }

  close(): void {
    this.unwatch();
    this.media.close();
    this.chat.close();
  }

  private readonly acts: Record<string, (act: ChatAct) => void | Promise<void>> = {
    send: ({ text: words = '' }) => this.send(words),
    typed: (act) => this.typed(act),
    resend: ({ key = '' }) => this.chat.resend(key),
    earlier: () => this.loadEarlier(),
    later: () => this.loadLater(),
    latest: () => this.chat.toLatest(),
    end: () => this.setAtEnd(true),
    away: () => this.setAtEnd(false),
    menu: (act) => this.openMenu(act),
    'edit-again': ({ key = '' }) => this.insert(recalledText(key) ?? ''),
    'drop-quote': () => this.quote(undefined),
    open: (act) => this.open(act),
    original: ({ key }) => this.media.openOriginal(this.item(key)),
    part: ({ part }) => part && openPart(part),
    quoted: ({ key }) => this.jumpToQuoted(key),
    'first-unread': () => this.jumpToUnread(),
    broken: ({ key }) => this.media.retry(this.item(key)),
    copy: ({ key }) => this.copy(key),
    quote: ({ key }) => this.quote(this.item(key)),
    recall: ({ key }) => this.recall(key),
    remove: ({ key }) => this.selection.removeOne(this.item(key)),
    select: ({ key = '' }) => this.selection.choose(key),
    forward: ({ key = '' }) => this.options.onAct?.({ name: 'forward', keys: [key] }),
    search: () => this.search.open(),
    'search-find': ({ text: words = '' }) => this.search.find(words),
    'search-pick': ({ key = '' }) => this.search.pick(key),
    'search-earlier': () => this.search.lookBack(),
    'search-close': () => this.search.close(),
    'selection-cancel': () => this.selection.end(),
    'selection-copy': () => this.selection.copy((item) => this.lineOf(item)),
    'selection-forward': () => this.selection.forward(),
    'selection-remove': () => this.selection.remove(),
    voice: ({ path = '', duration = 0, size = 0 }) =>
      this.sendOutgoing({ kind: 'voice', body: { duration, size }, files: [{ field: 'file', path }] }),
    refused: ({ text: reason }) => this.tellRefused(reason),
    photo: () => this.pick(() => pickMedia('album', 'image')),
    camera: () => this.pick(() => pickMedia('camera', 'image')),
    video: () => this.pick(() => pickMedia('album', 'video')),
    file: () => this.pick(pickFiles),
  };

  private set(paths: Paths): void {
    this.options.view.setData(paths);
  }

  private typed(act: ChatAct): void {
    const { text: words = '' } = act;
    if (words.trim() !== '' || this.options.showsTyping) this.chat.reportTyping(words);
    this.options.onAct?.(act);
  }

  private openMenu({ key, box }: ChatAct): void {
    const item = this.item(key);
    if (!item || !box) return;
    const canWrite = this.chat.state().status !== 'closed';
    const acts = actsOn(item, { now: serverNow(), canWrite, canForward: this.options.canForward === true });
    if (acts.length > 0) this.set({ menu: { key, acts, box } });
  }

  private open(act: ChatAct): void {
    const item = this.item(act.key);
    if (item?.kind === 'product' || item?.kind === 'order') this.options.onAct?.({ ...act, name: 'card' });
    else if (item?.kind === 'excerpt') this.options.onAct?.({ ...act, name: 'excerpt' });
    else if (item) this.media.open(item);
  }

  private async pick(choose: () => Promise<Outgoing[]>): Promise<void> {
    for (const message of await choose()) this.sendOutgoing(message);
  }

  private async tellRefused(reason: string | undefined): Promise<void> {
    if (reason === 'denied') await offerSettings(text.voice.denied);
    else void wx.showToast({ title: text.voice.failed, icon: 'none' });
  }

  private quote(item: ChatItem | undefined): void {
    if (item === this.quoted) return;
    this.quoted = item;
    this.set({ quote: item ? this.lineOf(item) : '' });
  }

  private lineOf(item: ChatItem): string {
    return quoteContent(item, this.viewer);
  }

  private async copy(key: string | undefined): Promise<void> {
    const item = this.item(key);
    await wx.setClipboardData({ data: (item && textOf(item)) ?? '' });
  }

  /** The text is kept first: the message may be gone before the cloud has answered. */
  private async recall(key: string | undefined): Promise<void> {
    const item = this.item(key);
    if (!item) return;
    const words = textOf(item);
    if (words !== undefined) keepRecalled(item.key, words);
    try {
      await this.chat.recall(item.key);
    } catch (error) {
      showFailure(error);
    }
  }

  /** What is not sent yet, or failed, is given up; the rest is hidden on this phone. */
  private remove(items: readonly ChatItem[]): void {
    for (const item of items) {
      if (item.messageId === undefined) this.chat.discard(item.key);
      else this.options.hidden?.hide(item.conversationId, [item.messageId]);
    }
  }

  private async jumpToQuoted(key: string | undefined): Promise<void> {
    const item = this.item(key);
    if (!item?.quote) return;
    await this.tell(() => this.jumpTo({ seq: item.quote?.seq ?? 0, conversationId: item.conversationId }));
  }

  private async jumpToUnread(): Promise<void> {
    const seq = this.chat.firstUnreadSeq();
    this.set({ unread: 0 });
    if (seq !== undefined) await this.tell(() => this.jumpTo({ seq }));
  }

  private async tell(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      showFailure(error);
    }
  }

  private async loadEarlier(): Promise<void> {
    this.set({ earlier: 'loading' });
    try {
      const { more } = await this.chat.loadEarlier();
      this.set({ earlier: more ? 'more' : 'end' });
    } catch (error) {
      this.set({ earlier: 'failed' });
      showFailure(error);
    }
  }

  private async loadLater(): Promise<void> {
    this.set({ later: 'loading' });
    try {
      const { more } = await this.chat.loadLater();
      this.set({ later: more ? 'more' : 'none' });
    } catch (error) {
      this.set({ later: 'failed' });
      showFailure(error);
    }
  }

  /** The reader is at the newest message, or has gone up from it. */
  private setAtEnd(isAtEnd: boolean): void {
    this.isAtEnd = isAtEnd;
    this.markRead();
  }

  private setEditable(keys: readonly string[]): void {
    this.set({ editable: Object.fromEntries(keys.map((key) => [key, true])) });
  }

  private showState(state: ConversationState): void {
    this.showTitle();
    this.showUnread();
    this.options.onState?.(state);
  }

  private showTyping(isTyping: boolean): void {
    this.isTyping = isTyping;
    this.showTitle();
  }

  /** The bar above belongs to whichever page is on the screen. */
  private showTitle(): void {
    if (!this.isVisible) return;
    const state = this.chat.state();
    const isTyping = this.isTyping && state.status !== 'closed';
    const { title, onTitle = showAbove } = this.options;
    onTitle(isTyping ? text.chat.typing : title(state));
  }

  private show(change: ChatChange): void {
    this.setRows(change);
    if (change.kind === 'reset' && !this.isLoaded) this.tellLoaded(change.items);
    this.showUnread();
  }

  private tellLoaded(items: readonly ChatItem[]): void {
    this.isLoaded = true;
    this.set({ isLoading: false });
    this.options.onLoaded?.(items);
  }

  /** Where there was something before, it says when there is no more. */
  private showWindow({ hasEarlier, hasLater, unseen }: WindowState): void {
    this.hasBeginning ||= hasEarlier;
    const earlier = hasEarlier ? 'more' : this.hasBeginning ? 'end' : 'none';
    this.set({ earlier, later: hasLater ? 'more' : 'none', laterUnseen: unseen });
  }

  /** How much is unread may be known later than the messages. */
  private showUnread(): void {
    const first = this.firstUnread();
    if (this.knowsUnread || !first) return;
    this.knowsUnread = true;
    const { conversationId, seq: from } = first;
    const item = this.chat.items().find((each) => each.conversationId === conversationId && (each.seq ?? 0) >= from);
    this.set({ ...this.rows.refresh(item ? [item.key] : [], serverNow()), unread: this.chat.unreadAtOpening() });
  }

  private setRows(change: ChatChange): void {
    const paths = this.rows.apply(change, serverNow());
    this.set(this.isJumping ? { ...paths, step: { kind: 'none' } } : paths);
    this.media.want();
  }

  private firstUnread(): { conversationId: string; seq: number } | undefined {
    const seq = this.chat.firstUnreadSeq();
    return seq === undefined ? undefined : { conversationId: this.chat.conversationId(), seq };
  }

  private markRead(): void {
    if (this.isVisible && this.isAtEnd) this.chat.markRead();
  }
}

const showAbove = (title: string): void => void wx.setNavigationBarTitle({ title });

import type { ConversationState } from '../../../cloudfunctions/common/protocol/documents';
import { type Chat, type ChatChange, type ChatOptions, openChat } from '../chat';
import type { Viewer } from '../format/message-row';
import { MessageRows, type Paths } from '../format/message-rows';
import { keepRecalled, recalledText, watchRecalled } from '../recalled-texts';
import { text } from '../text/text';
import type { ChatItem } from '../timeline';
import { showFailure } from './failure-text';
import { chooseAct, type MessageAct, textOf } from './message-menu';

/** The part of a chat page's data that its screen keeps. */
export const chatScreenData = {
  rows: [] as unknown[],
  head: '',
  count: 0,
  lastOwn: false,
  isLoading: true,
  /** The messages, taken back, that can be written anew. */
  editable: {} as Record<string, boolean>,
  /** What goes into the composer now. */
  draft: { text: '' },
  earlier: 'none' as 'none' | 'more' | 'loading' | 'failed' | 'end',
};

export type ChatScreenOptions = Omit<ChatOptions, 'onChange' | 'onState' | 'onTyping' | 'onError'> & {
  /** What stands above the chat while nobody writes. */
  title: (state: ConversationState) => string;
  onState: (state: ConversationState) => void;
  viewer: Viewer;
  setData: (data: Paths) => void;
};

/** Joins a chat to the page that shows it; both apps' chat pages are made of it. */
export class ChatScreen {
  private readonly chat: Chat;
  private readonly rows: MessageRows;
  private readonly unwatch: () => void;
  private isTyping = false;
  private isVisible = true;
  private isAtEnd = true;

  constructor(private readonly options: ChatScreenOptions) {
    this.rows = new MessageRows(options.viewer);
    this.chat = openChat({
      ...options,
      onChange: (change) => this.show(change),
      onState: (state) => this.showState(state),
      onTyping: (isTyping) => this.showTyping(isTyping),
      onError: showFailure,
    });
    this.setRows({ kind: 'reset', items: [...this.chat.items()] });
    this.showTitle();
    this.unwatch = watchRecalled((keys) => this.setEditable(keys));
  }

  send(words: string): void {
    this.chat.send({ kind: 'text', body: { text: words } });
  }

  resend(key: string): void {
    this.chat.resend(key);
  }

  /** Offers what can be done with a message, and does what is chosen. */
  async openMenu(key: string): Promise<void> {
    const item = this.chat.items().find((each) => each.key === key);
    const act = item && (await chooseAct(item));
    if (item && act) await this.perform(act, item);
  }

  /** Puts the text of a message that was taken back into the composer. */
  editAgain(key: string): void {
    const words = recalledText(key);
    if (words !== undefined) this.options.setData({ draft: { text: words } });
  }

  reportTyping(): void {
    this.chat.reportTyping();
  }

  async loadEarlier(): Promise<void> {
    this.options.setData({ earlier: 'loading' });
    try {
      const { more } = await this.chat.loadEarlier();
      this.options.setData({ earlier: more ? 'more' : 'end' });
    } catch (error) {
      this.options.setData({ earlier: 'failed' });
      showFailure(error);
    }
  }

  /** The reader is at the newest message, or has gone up from it. */
  setAtEnd(isAtEnd: boolean): void {
    this.isAtEnd = isAtEnd;
    this.markRead();
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.markRead();
  }

  close(): void {
    this.unwatch();
    this.chat.close();
  }

  private async perform(act: MessageAct, item: ChatItem): Promise<void> {
    try {
      if (act === 'recall') await this.recall(item);
      else await wx.setClipboardData({ data: textOf(item) ?? '' });
    } catch (error) {
      showFailure(error);
    }
  }

  /** The text is kept first: the message may be gone before the cloud has answered. */
  private async recall(item: ChatItem): Promise<void> {
    const words = textOf(item);
    if (words !== undefined) keepRecalled(item.key, words);
    await this.chat.recall(item.key);
  }

  private setEditable(keys: readonly string[]): void {
    this.options.setData({ editable: Object.fromEntries(keys.map((key) => [key, true])) });
  }

  private showState(state: ConversationState): void {
    this.showTitle();
    this.options.onState(state);
  }

  private showTyping(isTyping: boolean): void {
    this.isTyping = isTyping;
    this.showTitle();
  }

  private showTitle(): void {
    const state = this.chat.state();
    const isTyping = this.isTyping && state.status !== 'closed';
    void wx.setNavigationBarTitle({ title: isTyping ? text.chat.typing : this.options.title(state) });
  }

  private show(change: ChatChange): void {
    this.setRows(change);
    if (change.kind === 'reset')
      this.options.setData({ isLoading: false, earlier: startsLate(change.items) ? 'more' : 'none' });
  }

  private setRows(change: ChatChange): void {
    this.options.setData(this.rows.apply(change, Date.now()));
  }

  private markRead(): void {
    if (this.isVisible && this.isAtEnd) this.chat.markRead();
  }
}

const startsLate = ([first]: readonly ChatItem[]): boolean => (first?.seq ?? 1) > 1;

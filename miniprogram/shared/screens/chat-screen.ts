import type { ConversationState } from '../../../cloudfunctions/common/protocol/documents';
import { type ChatAct, chatViewData } from '../components/chat-view/chat-view-data';
import { type Chat, type ChatChange, type ChatOptions, openChat } from '../chat';
import type { Viewer } from '../format/message-row';
import { MessageRows, type Paths } from '../format/message-rows';
import type { Outgoing } from '../outgoing';
import { keepRecalled, recalledText, watchRecalled } from '../recalled-texts';
import { serverNow } from '../server-time';
import { text } from '../text/text';
import type { ChatItem } from '../chat-item';
import { showFailure } from './failure-text';
import { chooseAct, type MessageAct, textOf } from './message-menu';

/** The `chat-view` that a screen fills. */
export type ChatView = { setData(paths: Paths): void };

export type ChatScreenOptions = Omit<ChatOptions, 'onChange' | 'onState' | 'onTyping' | 'onError'> & {
  /** What stands above the chat while nobody writes. */
  title: (state: ConversationState) => string;
  /** Where the title goes; above the page, unless told. */
  onTitle?: (title: string) => void;
  onState: (state: ConversationState) => void;
  viewer: Viewer;
  view: ChatView;
  /** What the person does that is not the screen's own business. */
  onAct?: (act: ChatAct) => void;
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
    options.view.setData({ ...chatViewData });
    this.setRows({ kind: 'reset', items: [...this.chat.items()] });
    this.showTitle();
    this.unwatch = watchRecalled((keys) => this.setEditable(keys));
  }

  /** Does what the person did in the chat's view, or hands it on to the page. */
  async act(act: ChatAct): Promise<void> {
    const { name, key = '', text: words = '' } = act;
    if (name === 'send') this.send(words);
    else if (name === 'typing') this.chat.reportTyping();
    else if (name === 'resend') this.chat.resend(key);
    else if (name === 'menu') await this.openMenu(key);
    else if (name === 'edit-again') this.editAgain(key);
    else if (name === 'earlier') await this.loadEarlier();
    else if (name === 'end' || name === 'away') this.setAtEnd(name === 'end');
    else this.options.onAct?.(act);
  }

  send(words: string): void {
    this.chat.send({ kind: 'text', body: { text: words } });
  }

  /** Sends something of the host's own. */
  sendCard(card: Outgoing): void {
    this.chat.send(card);
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.markRead();
  }

  close(): void {
    this.unwatch();
    this.chat.close();
  }

  /** Offers what can be done with a message, and does what is chosen. */
  private async openMenu(key: string): Promise<void> {
    const item = this.chat.items().find((each) => each.key === key);
    const act = item && (await chooseAct(item));
    if (item && act) await this.perform(act, item);
  }

  /** Puts the text of a message that was taken back into the composer. */
  private editAgain(key: string): void {
    const words = recalledText(key);
    if (words !== undefined) this.options.view.setData({ draft: { text: words } });
  }

  private async loadEarlier(): Promise<void> {
    this.options.view.setData({ earlier: 'loading' });
    try {
      const { more } = await this.chat.loadEarlier();
      this.options.view.setData({ earlier: more ? 'more' : 'end' });
    } catch (error) {
      this.options.view.setData({ earlier: 'failed' });
      showFailure(error);
    }
  }

  /** The reader is at the newest message, or has gone up from it. */
  private setAtEnd(isAtEnd: boolean): void {
    this.isAtEnd = isAtEnd;
    this.markRead();
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
    this.options.view.setData({ editable: Object.fromEntries(keys.map((key) => [key, true])) });
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
    const { title, onTitle = showAbove } = this.options;
    onTitle(isTyping ? text.chat.typing : title(state));
  }

  private show(change: ChatChange): void {
    this.setRows(change);
    if (change.kind === 'reset')
      this.options.view.setData({ isLoading: false, earlier: this.chat.window().hasEarlier ? 'more' : 'none' });
  }

  private setRows(change: ChatChange): void {
    this.options.view.setData(this.rows.apply(change, serverNow()));
  }

  private markRead(): void {
    if (this.isVisible && this.isAtEnd) this.chat.markRead();
  }
}

const showAbove = (title: string): void => void wx.setNavigationBarTitle({ title });

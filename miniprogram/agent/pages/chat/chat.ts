import type { ConversationState, Source, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import { AppError } from '../../../../cloudfunctions/common/protocol/errors';
import { call } from '../../../shared/cloud';
import type { ConversationRow } from '../../../shared/conversation-rows';
import { keysOf } from '../../../shared/keys';
import { ChatScreen, chatScreenData } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openSession, type Session } from '../../session';

type Conversation = ConversationState & Pick<ConversationRow, 'customer' | 'source'>;

Page({
  data: {
    ...chatScreenData,
    t: {
      empty: text.chat.emptyForAgent,
      failed: text.load.failed,
      retry: text.load.retry,
      editAgain: text.bubble.editAgain,
      endedForAgent: text.chat.endedForAgent,
    },
    source: '',
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
    keyboard: 0,
    lines: 1,
  },
  conversationId: '',
  screen: undefined as ChatScreen | undefined,
  unsubscribe: undefined as (() => void) | undefined,
  isLeft: false,

  async onLoad({ id = '' }) {
    this.conversationId = id;
    await this.open();
  },
  onShow() {
    this.screen?.setVisible(true);
  },
  onHide() {
    this.screen?.setVisible(false);
  },
  onUnload() {
    this.isLeft = true;
    this.screen?.close();
    this.unsubscribe?.();
  },

  async open() {
    this.setData({ ...chatScreenData, failure: '' });
    try {
      const session = await openSession();
      const conversation = listed(session, this.conversationId) ?? (await this.fetchConversation());
      const keys = await keysOf(this.conversationId);
      if (!this.isLeft) this.show(session, conversation, keys);
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
  },
  async fetchConversation(): Promise<Conversation> {
    const { conversations } = await call('conversation', 'list', { conversationId: this.conversationId });
    const [conversation] = conversations;
    if (!conversation) throw new AppError('NOT_FOUND');
    return conversation;
  },
  show(session: Session, { customer, source, ...state }: Conversation, keys: readonly StreamKey[]) {
    const { self, feed, outbox } = session;
    this.screen = new ChatScreen({
      conversationId: this.conversationId,
      keys,
      state,
      me: self,
      feed,
      outbox,
      viewer: { side: 'agent', own: text.chat.you, other: customer.name },
      title: () => customer.name,
      onState: (now) => this.showState(now),
      setData: (paths) => this.setData(paths),
    });
    this.unsubscribe = feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.setData({ isOpen: true, health: feed.health(), source: sourceText(source) });
    this.showState(state);
  },
  showState({ status }: ConversationState) {
    this.setData({ isClosed: status === 'closed' });
  },

  send({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.screen?.send(detail.text);
  },
  reportTyping() {
    this.screen?.reportTyping();
  },
  resend({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.screen?.resend(String(currentTarget.dataset['key']));
  },
  async openMenu({ currentTarget }: WechatMiniprogram.BaseEvent) {
    await this.screen?.openMenu(String(currentTarget.dataset['key']));
  },
  editAgain({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.screen?.editAgain(String(currentTarget.dataset['key']));
  },
  async loadEarlier() {
    await this.screen?.loadEarlier();
  },
  reachEnd() {
    this.screen?.setAtEnd(true);
  },
  leaveEnd() {
    this.screen?.setAtEnd(false);
  },
  resize({ detail }: WechatMiniprogram.CustomEvent<{ keyboard: number; lines: number }>) {
    this.setData({ keyboard: detail.keyboard, lines: detail.lines });
  },
});

const listed = ({ conversations }: Session, id: string): ConversationRow | undefined =>
  conversations.items().find(({ conversationId }) => conversationId === id);

const sourceText = (source: Source | undefined): string =>
  source?.productName ? text.chat.aboutProduct + source.productName : '';

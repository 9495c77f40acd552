import type { ConversationState, Source, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import { AppError } from '../../../../cloudfunctions/common/protocol/errors';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { call } from '../../../shared/cloud';
import type { ConversationRow } from '../../../shared/conversation-rows';
import { keysOf } from '../../../shared/keys';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { openSession, type Session } from '../../session';

type Conversation = ConversationState & Pick<ConversationRow, 'customer' | 'source'>;

Page({
  data: {
    t: {
      empty: text.chat.emptyForAgent,
      endedForAgent: text.chat.endedForAgent,
    },
    source: '',
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
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
    this.setData({ failure: '' });
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
      view: this.selectComponent('#chat'),
    });
    this.unsubscribe = feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.setData({ isOpen: true, health: feed.health(), source: sourceText(source) });
    this.showState(state);
  },
  showState({ status }: ConversationState) {
    this.setData({ isClosed: status === 'closed' });
  },

  async act({ detail }: WechatMiniprogram.CustomEvent<ChatAct>) {
    if (detail.name === 'retry') await this.open();
    else await this.screen?.act(detail);
  },
});

const listed = ({ conversations }: Session, id: string): ConversationRow | undefined =>
  conversations.items().find(({ conversationId }) => conversationId === id);

const sourceText = (source: Source | undefined): string =>
  source?.productName ? text.chat.aboutProduct + source.productName : '';

import type { ConversationState, FeedDocument, StreamKey } from '../../../../cloudfunctions/common/protocol/documents';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { call } from '../../../shared/cloud';
import { mediaPanel } from '../../../shared/format/panel';
import { keysOf } from '../../../shared/keys';
import { partsOf } from '../../../shared/parts';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { lookAt, lookAway } from '../../../shared/attention';
import { type Conversation, conversationOf } from '../../conversation';
import { type CustomerPresence, presenceOf, reachText } from '../../customer-facts';
import { openSession, type Session } from '../../session';

type Parts = { id: string; screen?: ChatScreen | undefined; stops: (() => void)[] };

const parts = partsOf<Parts>(() => ({ id: '', stops: [] }));

/** The chat with a customer as an agent has it, on a page of its own or on the desk. Fires `title`, and `customer` with what is known of them. */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    conversationId: String,
    /** The title stands above the chat: the window has no bar for it. */
    hasHeader: Boolean,
  },
  data: {
    t: { empty: text.chat.emptyForAgent, endedForAgent: text.chat.endedForAgent },
    panel: mediaPanel,
    title: '',
    presence: null as CustomerPresence | null,
    reach: '',
    source: '',
    health: 'watch',
    failure: '',
    isOpen: false,
    isClosed: false,
    _isAttached: false,
  },
  observers: {
    conversationId() {
      if (this.data._isAttached) void this.open();
    },
  },
  lifetimes: {
    attached() {
      Object.assign(this.data, { _isAttached: true });
      void this.open();
    },
    detached() {
      this.leave();
    },
  },
  pageLifetimes: {
    show() {
      this.setVisible(true);
    },
    hide() {
      this.setVisible(false);
    },
  },
  methods: {
    async open() {
      this.leave();
      const id = this.data.conversationId;
      if (!id) return;
      parts(this).id = id;
      this.setData({ failure: '', isOpen: false, isClosed: false, reach: '', presence: null, source: '' });
      lookAt(id);
      try {
        const session = await openSession();
        const conversation = await conversationOf(session, id);
        const keys = await keysOf(id);
        if (parts(this).id === id) this.show(session, conversation, keys);
      } catch (error) {
        if (parts(this).id === id) this.setData({ failure: failureText(error) });
      }
    },
    show(session: Session, conversation: Conversation, keys: readonly StreamKey[]) {
      const { self, feed, outbox } = session;
      const { conversationId, customer, source, otherHere, ...state } = conversation;
      parts(this).screen = new ChatScreen({
        conversationId,
        keys,
        state,
        me: self,
        feed,
        outbox,
        viewer: { side: 'agent', own: text.chat.you, other: customer.name },
        title: () => customer.name,
        onTitle: (title) => this.showTitle(title),
        onState: (now) => this.showState(now),
        view: this.selectComponent('#chat'),
      });
      const unsubscribe = feed.subscribe({
        onHealth: (health) => this.setData({ health }),
        onDocuments: (documents) => this.take(documents),
      });
      parts(this).stops.push(unsubscribe);
      const about = source?.productName ? text.chat.aboutProduct + source.productName : '';
      this.setData({ isOpen: true, health: feed.health(), source: about });
      this.showState(state);
      this.showPresence(otherHere);
      this.triggerEvent('opened', { conversation });
    },
    showTitle(title: string) {
      this.setData({ title });
      this.triggerEvent('title', { title });
    },
    showState({ status }: Pick<ConversationState, 'status'>) {
      this.setData({ isClosed: status === 'closed' });
    },
    take(documents: readonly FeedDocument<number>[]) {
      for (const document of documents) {
        if (document.conversationId !== parts(this).id || document.type !== 'here') continue;
        if (document.reader.role === 'customer') this.showPresence({ isHere: document.isHere, at: document.at });
      }
    },
    showPresence(here: { isHere: boolean; at: number } | undefined) {
      const presence = presenceOf(here, Date.now()) ?? null;
      this.setData({ presence });
      void this.fetchReach();
    },
    /** Without an answer nothing is claimed. */
    async fetchReach() {
      const { id } = parts(this);
      try {
        const reach = reachText(await call('alert', 'reach', { conversationId: id }));
        if (parts(this).id === id) this.showReach(reach);
      } catch {
        if (parts(this).id === id) this.showReach('');
      }
    },
    showReach(reach: string) {
      this.setData({ reach });
      this.triggerEvent('reach', { reach, presence: this.data.presence });
    },
    setVisible(isVisible: boolean) {
      const { id, screen } = parts(this);
      screen?.setVisible(isVisible);
      if (isVisible && id) lookAt(id);
      else lookAway(id);
    },
    leave() {
      const { id, screen, stops } = parts(this);
      screen?.close();
      for (const stop of stops.splice(0)) stop();
      lookAway(id);
      Object.assign(parts(this), { id: '', screen: undefined });
    },
    async act({ detail }: WechatMiniprogram.CustomEvent<ChatAct>) {
      if (detail.name === 'retry') await this.open();
      else await parts(this).screen?.act(detail);
    },
  },
});

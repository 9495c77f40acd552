import type { BodyOf } from '../../../../cloudfunctions/common/protocol/bodies';
import type { ConversationState } from '../../../../cloudfunctions/common/protocol/documents';
import type { QuickReply } from '../../../../cloudfunctions/common/protocol/quick-replies';
import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { lookAt, lookAway } from '../../../shared/attention';
import { type Chat, type ChatOptions, openChat } from '../../../shared/chat';
import type { ChatItem } from '../../../shared/chat-item';
import { call } from '../../../shared/cloud';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { type MergedChat, openMergedChat } from '../../../shared/merged-chat';
import type { Outgoing } from '../../../shared/outgoing';
import { partsOf } from '../../../shared/parts';
import { ChatScreen } from '../../../shared/screens/chat-screen';
import { confirm } from '../../../shared/screens/confirm';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { askOnce } from '../../alert-credits';
import { agentPanel, notePanel } from '../../chat-tools';
import { fetchColleagues } from '../../colleagues';
import { type Conversation, isMine, type Notes, openedConversation, type Opened } from '../../conversation';
import { type CustomerPresence, factsOf, type Fact, presenceOf, reachText } from '../../customer-facts';
import { excerptNote, mentionedIn } from '../../forwarding';
import { noQuickList, QuickPicker } from '../../quick-picker';
import { fillIn } from '../../quick-reply-text';
import { pictureMessage } from '../../reply-picture';
import { openSession, type Session } from '../../session';
import { words } from '../../text/words';

type Parts = {
  id: string;
  session?: Session | undefined;
  conversation?: Conversation | undefined;
  screen?: ChatScreen | undefined;
  chat?: Chat | MergedChat | undefined;
  picker?: QuickPicker | undefined;
  unsubscribe?: (() => void) | undefined;
  /** Colleagues who were chosen for the note that is being written. */
  called: Colleague[];
  forwarded: ChatItem[];
};

type Told<Detail extends object> = WechatMiniprogram.CustomEvent<Detail>;

const parts = partsOf<Parts>(() => ({ id: '', called: [], forwarded: [] }));

const says = { ...words.note, products: words.products.title, forward: words.forward.title, quick: words.quick };

/** What is chosen from the composer's panel. */
const tools: ReadonlySet<string> = new Set(['product', 'quick', 'note', 'finish']);

/** What is shown of a conversation before it is known. */
const blank = {
  presence: null as CustomerPresence | null,
  reach: '',
  source: '',
  facts: [] as Fact[],
  customer: { name: '', avatar: '' },
  preview: '',
  failure: '',
  isOpen: false,
  isClosed: false,
  tone: '',
  /** Whether one may also write to the customer: it is one's own conversation. */
  isMine: true,
  hasNotes: false,
  quick: noQuickList,
  picture: '',
  sheet: '',
};

/**
 * The chat with a customer as an agent has it, on a page of its own or on the desk. Fires `title`, `opened` with the conversation,
 * and `reach` with what is known of the customer's being there.
 */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    conversationId: String,
    /** The window is wide: the title stands above the chat, and Enter sends. */
    isDesk: Boolean,
  },
  data: {
    ...blank,
    t: { ...says, empty: text.chat.emptyForAgent, ended: text.chat.endedForAgent, customer: words.customer.title },
    panel: agentPanel,
    title: '',
    health: 'watch',
    people: [] as Colleague[],
    products: [] as BodyOf<'product'>[],
    excerpt: null as BodyOf<'excerpt'> | null,
    forwardedCount: 0,
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
      this.setData({ ...blank, panel: agentPanel });
      lookAt(id);
      try {
        const session = await openSession();
        const opened = await openedConversation(session, id);
        if (parts(this).id === id) this.show(session, opened);
      } catch (error) {
        if (parts(this).id === id) this.setData({ failure: failureText(error) });
      }
    },
    show(session: Session, opened: Opened) {
      const { conversation, notes } = opened;
      const { customer, source } = conversation;
      Object.assign(parts(this), { session, conversation, screen: this.screenOf(session, opened) });
      parts(this).picker = new QuickPicker({
        show: (quick) => this.setData({ quick }),
        fill: (reply) => this.filled(reply),
        take: (reply, isWhole) => this.takeReply(reply, isWhole),
      });
      parts(this).unsubscribe = session.feed.subscribe({ onHealth: (health) => this.setData({ health }) });
      this.setData({
        isOpen: true,
        health: session.feed.health(),
        hasNotes: notes !== undefined,
        source: source?.productName ? text.chat.aboutProduct + source.productName : '',
        customer: { name: customer.name, avatar: customer.avatar ?? '' },
        facts: factsOf(conversation, serverNow()),
      });
      this.showState(conversation);
      this.showPresence(conversation.otherHere);
      this.triggerEvent('opened', { conversation });
      this.restoreDraft();
    },
    screenOf(session: Session, { conversation, keys, notes }: Opened): ChatScreen {
      const { self, me, feed, outbox, hidden, audit } = session;
      const { conversationId, customer, status, agent, position } = conversation;
      return new ChatScreen({
        conversationId,
        keys,
        state: { status, ...(agent && { agent }), ...(position !== undefined && { position }) },
        me: self,
        account: me.id,
        audit,
        hidden,
        feed,
        outbox,
        open: (options) => this.openChat(options, notes),
        send: (message) => this.sendOutgoing(message),
        canForward: notes !== undefined,
        viewer: { side: 'agent', own: text.chat.you, other: customer.name, otherPicture: customer.avatar ?? '' },
        title: () => customer.name,
        onTitle: (title) => this.showTitle(title),
        onState: (now) => this.showState(now),
        onHere: (here) => this.showPresence(here),
        onPreview: (typed) => this.setData({ preview: typed && words.preview(typed) }),
        onAct: (act) => void this.actOf(act),
        view: this.selectComponent('#chat'),
      });
    },
    openChat(options: ChatOptions, notes: Notes | undefined): Chat {
      const chat = notes ? openMergedChat({ ...options, notes }) : openChat(options);
      parts(this).chat = chat;
      return chat;
    },
    /** The composer may still hold what was written elsewhere. To a colleague's customer one writes nothing. */
    restoreDraft() {
      const { id, session, screen } = parts(this);
      screen?.setDraft(this.data.isMine ? (session?.drafts.of(id) ?? '') : '');
    },
    showTitle(title: string) {
      this.setData({ title });
      this.triggerEvent('title', { title });
    },
    showState(state: ConversationState) {
      const { session } = parts(this);
      const mine = session !== undefined && isMine(state, session);
      this.setData({ isClosed: state.status === 'closed', isMine: mine });
      this.setNoting(!mine || this.data.tone === 'note');
    },
    showPresence(here: { isHere: boolean; at: number } | undefined) {
      this.setData({ presence: presenceOf(here, serverNow()) ?? null });
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
      const { id, screen, unsubscribe } = parts(this);
      screen?.close();
      unsubscribe?.();
      lookAway(id);
      Object.assign(parts(this), { id: '', screen: undefined, chat: undefined, unsubscribe: undefined });
      Object.assign(parts(this), { called: [], forwarded: [] });
    },

    async act({ detail }: Told<ChatAct>) {
      if (detail.name === 'retry') await this.open();
      else if (detail.name === 'send') await this.send(detail);
      else if (detail.name === 'typed') await this.typed(detail);
      else if (detail.name === 'quote') await this.quote(detail);
      else await parts(this).screen?.act(detail);
    },
    /** Enter after a slash takes the quick reply; a note calls whom it names. */
    async send(act: ChatAct) {
      const { screen, picker, session, called } = parts(this);
      if (picker?.enter()) return;
      void askOnce(session?.me.settings.templates.agent ?? []);
      const said = act.text ?? '';
      const mentions = this.data.tone === 'note' ? mentionedIn(said, called) : [];
      if (mentions.length > 0) screen?.sendOutgoing({ kind: 'text', body: { text: said, mentions } });
      else await screen?.act(act);
      parts(this).called = [];
      if (this.data.picture) await this.sendPicture(this.data.picture);
    },
    /** What the chat's screen leaves to this panel. */
    async actOf({ name, text: written = '', keys = [], key }: ChatAct) {
      const { screen, picker } = parts(this);
      if (tools.has(name)) this.settle();
      if (name === 'slash' && this.data.tone !== 'note') await picker?.typed(written);
      else if (name === 'quick') await picker?.toggle();
      else if (name === 'note') this.setNoting(true);
      else if (name === 'product') await this.openProducts();
      else if (name === 'forward') await this.forward(keys);
      else if (name === 'finish') await this.finish();
      else if (name === 'excerpt')
        this.setData({ sheet: 'excerpt', excerpt: screen?.item(key)?.body as BodyOf<'excerpt'> });
    },
    /** Puts the composer's panel away. */
    settle() {
      const view = this.selectComponent('#chat') as unknown as { settle(): void };
      view.settle();
    },
    /** The customer does not learn that a note is being written. */
    async typed(act: ChatAct) {
      const { id, session, screen } = parts(this);
      const written = act.text ?? '';
      if (this.data.tone === 'note') return written.endsWith('@') ? this.openColleagues() : undefined;
      session?.drafts.set(id, written);
      await screen?.act(act);
    },
    /** What answers a note is a note. */
    async quote(act: ChatAct) {
      const { screen } = parts(this);
      if (this.data.isMine) this.setNoting(screen?.item(act.key)?.isNote === true);
      await screen?.act(act);
    },
    sendOutgoing(message: Outgoing) {
      const { chat } = parts(this);
      if (!chat) return;
      if (this.data.tone !== 'note') chat.send(message);
      else if ('sendNote' in chat) chat.sendNote(this.ofNotes(message));
    },
    /** Only notes can be answered by notes. */
    ofNotes({ replyTo, ...message }: Outgoing): Outgoing {
      const answered = parts(this)
        .chat?.items()
        .find(({ messageId }) => messageId === replyTo?.messageId);
      return (answered?.isNote && replyTo ? { ...message, replyTo } : message) as Outgoing;
    },

    closeQuick() {
      parts(this).picker?.close();
    },
    pickReply({ detail }: Told<{ index: number }>) {
      parts(this).picker?.pick(detail.index);
    },
    moveChoice(step: 1 | -1): boolean {
      return parts(this).picker?.move(step) === true;
    },
    filled(reply: string): string {
      const { session, conversation } = parts(this);
      const product = conversation?.source?.productName;
      const known = { customer: conversation?.customer.name ?? '', agent: session?.me.name ?? '' };
      return fillIn(reply, { ...known, ...(product !== undefined && { product }) });
    },
    /** After the composer has emptied itself. */
    takeReply({ text: reply, image }: QuickReply, isWhole: boolean) {
      const { id, session, screen } = parts(this);
      this.setData({ picture: image?.url ?? '' });
      wx.nextTick(() => {
        if (isWhole) screen?.setDraft(reply);
        else screen?.insert(reply);
        session?.drafts.set(id, reply);
      });
    },
    dropPicture() {
      this.setData({ picture: '' });
    },
    async sendPicture(url: string) {
      const { screen } = parts(this);
      this.setData({ picture: '' });
      try {
        screen?.sendOutgoing(await pictureMessage(url));
      } catch {
        void wx.showToast({ title: words.quick.sendFailed, icon: 'none' });
      }
    },
    sendPictures() {
      void parts(this).screen?.act({ name: 'photo' });
    },

    setNoting(isNoting: boolean) {
      const tone = isNoting && this.data.hasNotes ? 'note' : '';
      if (tone === this.data.tone) return;
      this.closeQuick();
      this.setData({ tone, panel: tone === 'note' ? notePanel : agentPanel });
    },
    leaveNotes() {
      this.setNoting(false);
    },
    async openColleagues() {
      await this.openSheet('colleagues', async () => ({ people: await this.colleagues() }));
    },
    call({ detail }: Told<{ colleague: Colleague }>) {
      parts(this).called.push(detail.colleague);
      this.closeSheet();
      parts(this).screen?.insert(words.note.mentionOne(detail.colleague.name));
    },
    colleagues(): Promise<Colleague[]> {
      return fetchColleagues(parts(this).session?.me.id ?? '');
    },

    async openProducts() {
      await this.openSheet('products', () => call('team', 'products', {}));
    },
    sendProduct({ detail }: Told<{ product: BodyOf<'product'> }>) {
      this.closeSheet();
      parts(this).screen?.sendOutgoing({ kind: 'product', body: detail.product });
    },
    async forward(keys: readonly string[]) {
      const { screen } = parts(this);
      const items = keys.map((key) => screen?.item(key)).filter((item) => item !== undefined);
      parts(this).forwarded = items;
      const fetched = async () => ({ people: await this.colleagues(), forwardedCount: items.length });
      if (items.length > 0) await this.openSheet('forward', fetched);
    },
    sendForward({ detail }: Told<{ agentId: string; words: string }>) {
      const { chat, conversation, forwarded: items } = parts(this);
      this.closeSheet();
      if (!conversation || !chat || !('sendNote' in chat)) return;
      const { conversationId, customer } = conversation;
      chat.sendNote(excerptNote({ conversationId, items, ...detail, own: text.chat.you, other: customer.name }));
      void wx.showToast({ title: words.forward.sent, icon: 'none' });
    },
    openCustomer() {
      if (!this.data.isDesk) this.setData({ sheet: 'customer' });
    },
    async openSheet(sheet: string, fetch: () => Promise<object>) {
      try {
        this.setData({ ...(await fetch()), sheet });
      } catch (error) {
        showFailure(error);
      }
    },
    closeSheet() {
      this.setData({ sheet: '' });
    },
    async finish() {
      const { conversation } = parts(this);
      if (!conversation) return;
      const { confirmClose, closeHint: content, close: yes } = words.list;
      const title = confirmClose(conversation.customer.name);
      if (!(await confirm({ title, content, yes, no: words.confirm.cancel }))) return;
      try {
        await call('conversation', 'close', { conversationId: conversation.conversationId });
      } catch (error) {
        showFailure(error);
      }
    },
  },
});

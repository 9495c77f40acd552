import type { BodyOf } from '../../../../cloudfunctions/common/protocol/bodies';
import type { Decision } from '../../../../cloudfunctions/common/protocol/assignment-rules';
import type { Colleague } from '../../../../cloudfunctions/common/protocol/team';
import { lookAt, lookAway } from '../../../shared/attention';
import type { ChatItem } from '../../../shared/chat-item';
import { call } from '../../../shared/cloud';
import type { ChatAct } from '../../../shared/components/chat-view/chat-view-data';
import { isFailure } from '../../../shared/failure';
import { partsOf } from '../../../shared/parts';
import { failureText, showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { AgentChat, type PanelData } from '../../agent-chat';
import { agentPanel } from '../../chat-tools';
import { fetchColleagues } from '../../colleagues';
import { type Conversation, openedConversation, type Opened } from '../../conversation';
import { noHandling } from '../../chat-handling';
import { type CustomerPresence, type Fact, presenceOf, reachText } from '../../customer-facts';
import { exportPage } from '../../exports-store';
import { acceptOffer, declineOffer, handle } from '../../handling-acts';
import type { HandlingAct } from '../../handling-bar';
import { noQuickList } from '../../quick-picker';
import type { Target } from '../../navigation';
import { openSession, type Session } from '../../session';
import { type SheetAct, sheetActs } from '../../sheet-acts';
import { recordsText } from '../../text/records';
import { words } from '../../text/words';
import { revealed, showRevealed } from '../../unmask';

type Parts = {
  id: string;
  session?: Session | undefined;
  conversation?: Conversation | undefined;
  chat?: AgentChat | undefined;
  unsubscribe?: (() => void) | undefined;
  forwarded: ChatItem[];
};

/** What asks before it acts. */
type Sheets = { start(act: SheetAct, conversation: Conversation): Promise<void> };

const isSheetAct = (name: string): name is SheetAct => sheetActs.has(name);

type Told<Detail extends object> = WechatMiniprogram.CustomEvent<Detail>;

const parts = partsOf<Parts>(() => ({ id: '', forwarded: [] }));

const says = { ...words.note, products: words.products.title, forward: words.forward.title, quick: words.quick };

/** What is chosen from the composer's panel; that is put away then. */
const tools: ReadonlySet<string> = new Set(['product', 'quick', 'note', 'export', 'keep', ...sheetActs]);

const panelData: PanelData = {
  isClosed: false,
  isMine: true,
  tone: '',
  panel: agentPanel,
  quick: noQuickList,
  picture: '',
  preview: '',
  ...noHandling,
};

/** What is shown of a conversation before it is known. */
const blank = {
  ...panelData,
  presence: null as CustomerPresence | null,
  reach: '',
  source: '',
  customer: { name: '', avatar: '' },
  failure: '',
  isOpen: false,
  hasNotes: false,
  sheet: '',
};

/**
 * The chat with a customer as an agent has it, on a page of its own or on the desk. Fires `title`, `opened` with the conversation,
 * `facts` with what is known of the customer, and `reach` with what is known of the customer's being there.
 */
Component({
  options: { pureDataPattern: /^_/ },
  properties: {
    conversationId: String,
    /** A message to come to. */
    target: { type: Object, value: null as unknown as object },
    /** The window is wide: the title stands above the chat, and Enter sends. */
    isDesk: Boolean,
  },
  data: {
    ...blank,
    t: {
      ...says,
      empty: text.chat.emptyForAgent,
      ended: text.chat.endedForAgent,
      customer: words.customer.title,
      why: words.acts.why,
      file: recordsText.file.open,
    },
    title: '',
    health: 'watch',
    people: [] as Colleague[],
    products: [] as BodyOf<'product'>[],
    excerpt: null as BodyOf<'excerpt'> | null,
    forwardedCount: 0,
    /** Something that was asked for of those who look after it is on its way. */
    isBusy: false,
    why: null as Decision | null,
    isWhyNone: false,
    whyFailure: '',
    skillNames: {},
    _isAttached: false,
  },
  observers: {
    'conversationId, target'(id: string) {
      if (!this.data._isAttached) return;
      if (parts(this).id === id) this.goToTarget();
      else void this.open();
    },
    facts(facts: Fact[]) {
      this.triggerEvent('facts', { facts });
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
      this.setData({ ...blank });
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
      this.setData({
        isOpen: true,
        health: session.feed.health(),
        hasNotes: notes !== undefined,
        source: source?.productName ? text.chat.aboutProduct + source.productName : '',
        customer: { name: customer.name, avatar: customer.avatar ?? '' },
      });
      const unsubscribe = session.feed.subscribe({ onHealth: (health) => this.setData({ health }) });
      Object.assign(parts(this), { session, conversation, unsubscribe, chat: this.chatOf(session, opened) });
      this.goToTarget();
      this.showPresence(conversation.otherHere);
      this.triggerEvent('opened', { conversation, facts: this.data.facts });
    },
    goToTarget() {
      const target = this.data.target as Target | null;
      if (target) void parts(this).chat?.goTo(target);
    },
    chatOf(session: Session, opened: Opened): AgentChat {
      return new AgentChat({
        session,
        opened,
        view: this.selectComponent('#chat'),
        show: (data) => this.setData(data),
        onTitle: (title) => this.showTitle(title),
        onHere: (here) => this.showPresence(here),
        onTool: (act) => void this.useTool(act),
      });
    },
    showTitle(title: string) {
      this.setData({ title });
      this.triggerEvent('title', { title });
    },
    showPresence(here: { isHere: boolean; at: number } | undefined) {
      this.setData({ presence: presenceOf(here, serverNow()) ?? null });
      void this.fetchReach();
    },
    /** Without an answer nothing is claimed. */
    async fetchReach() {
      const { id } = parts(this);
      let reach = '';
      try {
        reach = reachText(await call('alert', 'reach', { conversationId: id }));
      } catch (error) {
        if (!isFailure(error)) throw error;
      }
      if (parts(this).id !== id) return;
      this.setData({ reach });
      this.triggerEvent('reach', { reach, presence: this.data.presence });
    },
    setVisible(isVisible: boolean) {
      const { id, chat } = parts(this);
      chat?.setVisible(isVisible);
      if (isVisible && id) lookAt(id);
      else lookAway(id);
    },
    leave() {
      const { id, chat, unsubscribe } = parts(this);
      chat?.close();
      unsubscribe?.();
      lookAway(id);
      Object.assign(parts(this), { id: '', chat: undefined, unsubscribe: undefined, forwarded: [] });
    },
    async act({ detail }: Told<ChatAct>) {
      if (detail.name === 'retry') await this.open();
      else await parts(this).chat?.act(detail);
    },

    closeQuick() {
      parts(this).chat?.picker.close();
    },
    pickReply({ detail }: Told<{ index: number }>) {
      parts(this).chat?.picker.pick(detail.index);
    },
    dropPicture() {
      parts(this).chat?.dropPicture();
    },
    leaveNotes() {
      parts(this).chat?.setNoting(false);
    },
    /** For the desk's keys: moves through the quick replies when they are open. */
    moveChoice(step: 1 | -1): boolean {
      return parts(this).chat?.picker.move(step) === true;
    },
    sendPictures() {
      void parts(this).chat?.act({ name: 'photo' });
    },

    async useTool({ name, keys = [], key }: ChatAct) {
      if (tools.has(name)) (this.selectComponent('#chat') as unknown as { settle(): void }).settle();
      if (name === 'product') await this.openSheet('products', () => call('team', 'products', {}));
      else if (name === 'colleagues') await this.openColleagues();
      else if (name === 'forward') await this.chooseForward(keys);
      else if (name === 'excerpt') this.openExcerpt(key);
      else if (name === 'export') void wx.navigateTo({ url: exportPage({ conversationId: parts(this).id }) });
      else if (name === 'unmask') await this.unmask(key);
      else if (name === 'keep') void wx.navigateTo({ url: `/pages/hold/hold?id=${parts(this).id}` });
      else if (isSheetAct(name)) await this.startSheet(name);
    },
    async startSheet(act: SheetAct) {
      const conversation = parts(this).chat?.conversation();
      const sheets = this.selectComponent('#sheets') as unknown as Sheets;
      if (conversation) await sheets.start(act, conversation);
    },
    async handle({ detail }: Told<{ name: HandlingAct }>) {
      const conversation = parts(this).chat?.conversation();
      if (conversation) await this.whileBusy(() => handle(detail.name, conversation));
    },
    async accept() {
      await this.whileBusy(() => acceptOffer(parts(this).id));
    },
    async decline() {
      await this.whileBusy(() => declineOffer(parts(this).id));
    },
    /** Why the conversation is one's own. */
    async openWhy() {
      const { id } = parts(this);
      this.setData({ sheet: 'why', why: null, isWhyNone: false, whyFailure: '' });
      try {
        const [{ decision }, { skills }] = await Promise.all([
          call('assignment', 'explain', { conversationId: id }),
          (await openSession()).options.fetch(),
        ]);
        const skillNames = Object.fromEntries(skills.map((skill) => [skill.id, skill.name]));
        this.setData({ why: decision ?? null, isWhyNone: !decision, skillNames });
      } catch (error) {
        this.setData({ whyFailure: failureText(error) });
      }
    },
    async whileBusy(work: () => Promise<unknown>) {
      this.setData({ isBusy: true });
      await work();
      this.setData({ isBusy: false });
    },
    async openColleagues() {
      await this.openSheet('colleagues', async () => ({ people: await this.colleagues() }));
    },
    colleagues(): Promise<Colleague[]> {
      return fetchColleagues(parts(this).session?.me.id ?? '');
    },
    call({ detail }: Told<{ colleague: Colleague }>) {
      this.closeSheet();
      parts(this).chat?.call(detail.colleague);
    },
    sendProduct({ detail }: Told<{ product: BodyOf<'product'> }>) {
      this.closeSheet();
      parts(this).chat?.sendOutgoing({ kind: 'product', body: detail.product });
    },
    async chooseForward(keys: readonly string[]) {
      const items = keys.map((key) => parts(this).chat?.item(key)).filter((item) => item !== undefined);
      parts(this).forwarded = items;
      const fetched = async () => ({ people: await this.colleagues(), forwardedCount: items.length });
      if (items.length > 0) await this.openSheet('forward', fetched);
    },
    forward({ detail }: Told<{ agentId: string; words: string }>) {
      this.closeSheet();
      parts(this).chat?.forward(parts(this).forwarded, detail);
      void wx.showToast({ title: words.forward.sent, icon: 'none' });
    },
    openExcerpt(key: string | undefined) {
      const excerpt = parts(this).chat?.item(key)?.body as BodyOf<'excerpt'> | undefined;
      if (excerpt) this.setData({ sheet: 'excerpt', excerpt });
    },
    /** A number that is hidden, for a reason. */
    async unmask(key: string | undefined) {
      const { conversationId, messageId } = parts(this).chat?.item(key) ?? {};
      if (conversationId === undefined || messageId === undefined) return;
      const shown = await revealed((reason) => call('search', 'unmask', { conversationId, messageId, reason }));
      if (shown) showRevealed(shown.text);
    },
    openFile() {
      const id = parts(this).conversation?.customer.id;
      this.closeSheet();
      if (id !== undefined) void wx.navigateTo({ url: `/pages/customer/customer?id=${id}` });
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
  },
});

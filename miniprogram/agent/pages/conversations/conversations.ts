import type { Presence } from '../../../../cloudfunctions/common/protocol/documents';
import type { ConversationRow } from '../../../shared/conversation-rows';
import { call } from '../../../shared/cloud';
import { rowTime } from '../../../shared/format/time';
import { showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { askOnce } from '../../alert-credits';
import { pageStyle } from '../../appearance';
import { allToggled, type BatchView, closeAll, noBatch, toggled } from '../../batch';
import { configurationBanner } from '../../configuration';
import { type ConversationAct, isQuick, perform } from '../../conversation-acts';
import type { Conversation } from '../../conversation';
import type { CustomerPresence, Fact } from '../../customer-facts';
import { watchDeskKeys } from '../../desk-keys';
import { acceptOffer, declineOffer, orTold } from '../../handling-acts';
import { emptyState, listPaths, listView, type ListView } from '../../list-view';
import { openConversation, setDesk, takeQueueWish } from '../../navigation';
import { choosePresence, setPresence } from '../../presence';
import type { Segment } from '../../segments';
import { allowSignIn, openSession, type Session, signInFailure } from '../../session';
import type { SheetAct } from '../../sheet-acts';
import { leadsOthers } from '../../staff';
import { nameTabs, showUnread } from '../../tab-bar';
import { words } from '../../text/words';
import { isWide } from '../../window';

/** How often the times and the waiting colours are brought up to date. */
const REFRESH_MS = 30_000;

/** How often the queue is asked for while one looks at it. */
const QUEUE_MS = 10_000;

const blank: ListView & { segment: Segment } = {
  rows: [],
  offers: [],
  waiting: [],
  moreWaiting: '',
  segments: [],
  loadText: '',
  segment: 'active',
};

const square = { size: '48px', type: 'rect', borderRadius: '6px', marginRight: '12px' };
const skeletonRow = [square, { width: '64%', height: '40px', borderRadius: '6px', marginRight: 'auto' }];

/** Who sits across, as the pane beside the chat shows it. */
type Pane = {
  id: string;
  name: string;
  avatar: string;
  presence: CustomerPresence | null;
  reach: string;
  facts: Fact[];
};

/** What the desk asks of the chat on it. */
type DeskPanel = {
  /** Moves through the quick replies when they are open. */
  moveChoice(step: 1 | -1): boolean;
  sendPictures(): void;
};

/** What asks before it acts. */
type Sheets = {
  start(act: SheetAct, row: ConversationRow): Promise<void>;
  askTags(chosen: string[], question: { title: string; content: string }): Promise<string[] | undefined>;
};

type ItemEvent<Detail extends object = object> = WechatMiniprogram.CustomEvent<Detail, object, { id: string }>;

Page({
  data: {
    t: {
      loading: text.load.loading,
      retry: text.load.retry,
      search: words.list.search,
      nothing: words.search.nothing,
      none: words.desk.none,
      noneHint: words.desk.noneHint,
      segments: words.segments.name,
      choose: words.batch.choose,
      cancel: words.batch.cancel,
      failed: text.load.failed,
    },
    style: pageStyle(),
    skeleton: [skeletonRow, skeletonRow, skeletonRow],
    health: 'watch',
    banner: '',
    presence: '',
    presenceText: '',
    ...blank,
    queueFailure: '',
    isQueueKnown: false,
    canLookAhead: false,
    /** The one that is being taken or answered just now. */
    busy: '',
    batch: noBatch,
    calls: [] as { conversationId: string; title: string; said: string; time: string; label: string }[],
    query: '',
    empty: emptyState('offline', 'active'),
    isLoading: true,
    isRefreshing: false,
    failure: undefined as ReturnType<typeof signInFailure> | undefined,
    isWide: false,
    /** The conversation beside the list. */
    chosen: '',
    pane: undefined as Pane | undefined,
  },
  session: undefined as Session | undefined,
  isVisible: true,
  clock: undefined as ReturnType<typeof setInterval> | undefined,
  queueClock: undefined as ReturnType<typeof setInterval> | undefined,
  stopKeys: undefined as (() => void) | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: text.conversations.title });
    nameTabs();
    this.setWide(isWide());
    await this.start();
  },
  onShow() {
    this.isVisible = true;
    this.clock = setInterval(() => this.refreshAll(), REFRESH_MS);
    this.queueClock = setInterval(() => this.data.segment === 'queue' && this.refreshQueue(), QUEUE_MS);
    this.refreshQueue();
    this.stopKeys = watchDeskKeys({ onMove: (step) => this.move(step), onPaste: () => this.paste() });
    this.showAll();
    if (takeQueueWish()) this.showSegment('queue');
    void this.showBanner();
  },
  onHide() {
    this.isVisible = false;
    clearInterval(this.clock);
    clearInterval(this.queueClock);
    this.stopKeys?.();
  },
  onResize({ size }) {
    this.setWide(isWide(size.windowWidth));
  },

  /** Also signs in again, after one has signed out. */
  async retry() {
    allowSignIn();
    await this.start();
  },
  async start() {
    this.setData({ isLoading: true, failure: undefined });
    try {
      this.follow(await openSession());
    } catch (error) {
      this.setData({ isLoading: false, failure: signInFailure(error) });
    }
  },
  follow(session: Session) {
    this.session = session;
    session.subscribe({
      onConversations: () => this.showAll(),
      onPresence: (presence) => this.showPresence(presence),
      onQueue: () => this.showQueue(),
    });
    session.mentions.subscribe(() => this.showCalls());
    session.feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.setData({ health: session.feed.health(), canLookAhead: leadsOthers(session.me) });
    this.showPresence(session.duty.presence());
    this.showCalls();
    this.showAll();
    this.refreshQueue();
    void orTold(() => session.options.fetch()).then(() => this.showAll());
    void this.showBanner();
  },
  async showBanner() {
    if (this.session) this.setData({ banner: await configurationBanner(this.session.me) });
  },
  refreshAll() {
    this.showAll();
    this.refreshQueue();
  },
  refreshQueue() {
    void this.session?.queue.reload();
  },
  showQueue() {
    const { queue } = this.session ?? {};
    this.setData({ queueFailure: queue?.failure() ?? '', isQueueKnown: queue?.isKnown() === true });
    this.showAll();
  },
  showAll() {
    const { session } = this;
    if (!session?.isListed()) return;
    const paths = listPaths(this.data, listView(session, this.data, serverNow()));
    this.setData({ ...paths, ...(this.data.isLoading && { isLoading: false }) });
    if (this.isVisible) showUnread(session.conversations.unread());
  },
  switchSegment({ currentTarget }: WechatMiniprogram.BaseEvent<object, { name: Segment }>) {
    this.showSegment(currentTarget.dataset.name);
  },
  showSegment(segment: Segment) {
    this.setData({ segment, batch: noBatch, empty: emptyState(this.session?.duty.presence() ?? 'offline', segment) });
    this.showAll();
    if (segment === 'queue') this.refreshQueue();
  },
  showPresence(presence: Presence) {
    this.setData({ presence, presenceText: text.presence[presence], empty: emptyState(presence, this.data.segment) });
  },
  showCalls() {
    const calls = (this.session?.mentions.all() ?? []).map(({ conversationId, by, said, at }) => {
      const time = rowTime(at, serverNow());
      return {
        conversationId,
        said,
        time,
        title: words.mentions.line(by),
        label: words.mentions.label(by, said, time),
      };
    });
    this.setData({ calls });
  },
  followCall({ currentTarget }: ItemEvent) {
    const { id } = currentTarget.dataset;
    this.session?.mentions.remove(id);
    openConversation(id);
  },
  search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
    this.setData({ query: detail.text });
    this.showAll();
  },

  async refresh() {
    this.setData({ isRefreshing: true });
    try {
      await Promise.all([this.session?.conversations.reload(), this.session?.queue.reload()]);
    } catch (error) {
      showFailure(error);
    }
    this.setData({ isRefreshing: false });
  },
  async choosePresence() {
    if (this.session) await choosePresence(this.session.duty);
  },
  async goOnline() {
    if (this.session) void askOnce(this.session.me.settings.templates.agent);
    if (this.session) await setPresence(this.session.duty, 'online');
  },
  openChat({ currentTarget }: ItemEvent) {
    const { id } = currentTarget.dataset;
    if (!this.data.batch.isOn) openConversation(id);
    else if (this.data.rows.find((row) => row.id === id)?.isOwn) this.setData({ batch: toggled(this.data.batch, id) });
  },
  async act({ currentTarget, detail }: ItemEvent<{ act: ConversationAct }>) {
    const { session } = this;
    const row = this.row(currentTarget.dataset.id);
    if (!session || !row) return;
    const { act } = detail;
    if (isQuick(act)) await orTold(() => perform(act, row, session));
    else await this.sheets().start(act, row);
  },
  row(id: string): ConversationRow | undefined {
    return this.session?.conversations.items().find(({ conversationId }) => conversationId === id);
  },
  sheets(): Sheets {
    return this.selectComponent('#sheets') as unknown as Sheets;
  },

  async claim({ currentTarget }: ItemEvent) {
    const { id } = currentTarget.dataset;
    const isDone = await this.whileBusy(id, () => orTold(async () => this.session?.queue.claim(id)));
    if (isDone) openConversation(id);
  },
  async accept({ currentTarget }: ItemEvent) {
    const { id } = currentTarget.dataset;
    if (await this.whileBusy(id, () => acceptOffer(id))) openConversation(id);
  },
  async decline({ currentTarget }: ItemEvent) {
    await declineOffer(currentTarget.dataset.id);
  },
  async whileBusy<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.setData({ busy: id });
    const done = await work();
    this.setData({ busy: '' });
    return done;
  },

  startBatch() {
    this.setData({ batch: { ...noBatch, isOn: true } });
  },
  endBatch() {
    if (!this.data.batch.isWorking) this.setData({ batch: noBatch });
  },
  selectAll() {
    const { batch, rows } = this.data;
    if (batch.isWorking) return;
    this.setData({
      batch: allToggled(
        batch,
        rows.filter(({ isOwn }) => isOwn).map(({ id }) => id),
      ),
    });
  },
  async closeBatch() {
    const { chosen } = this.data.batch;
    const question = { title: words.batch.confirm(chosen.length), content: words.batch.hint };
    const tags = await this.sheets().askTags([], question);
    if (!tags) return;
    const items = this.data.rows.filter(({ id }) => chosen.includes(id));
    const close = (conversationId: string) => call('conversation', 'close', { conversationId, tags });
    const batch = await closeAll({ items, close, onChange: (now) => this.setData({ batch: now }) });
    this.showClosed(batch);
  },
  showClosed(batch: BatchView) {
    const { failed, done } = batch;
    this.setData({ batch: failed.length > 0 ? batch : noBatch });
    void wx.showToast({ title: words.batch.closed(done - failed.length), icon: 'none' });
  },

  setWide(isWide: boolean) {
    this.setData({ isWide });
    setDesk(isWide ? (id) => this.choose(id) : undefined);
  },
  choose(id: string) {
    if (id === this.data.chosen) return;
    this.setData({ chosen: id, pane: undefined });
    this.showAll();
  },
  move(step: 1 | -1) {
    const { rows, chosen, isWide } = this.data;
    const next = rows[rows.findIndex(({ id }) => id === chosen) + step];
    const panel = this.selectComponent('#panel') as unknown as DeskPanel | null;
    if (isWide && next && !panel?.moveChoice(step)) this.choose(next.id);
  },
  paste() {
    if (this.data.isWide) (this.selectComponent('#panel') as unknown as DeskPanel | null)?.sendPictures();
  },
  showCustomer({ detail }: WechatMiniprogram.CustomEvent<{ conversation: Conversation; facts: Fact[] }>) {
    const { conversation, facts } = detail;
    const { customer } = conversation;
    const { id, name, avatar = '' } = customer;
    this.setData({ pane: { id, name, avatar, presence: null, reach: '', facts } });
  },
  showFacts({ detail }: WechatMiniprogram.CustomEvent<{ facts: Fact[] }>) {
    if (this.data.pane) this.setData({ 'pane.facts': detail.facts });
  },
  showReach({ detail }: WechatMiniprogram.CustomEvent<{ reach: string; presence: CustomerPresence | null }>) {
    if (this.data.pane) this.setData({ 'pane.reach': detail.reach, 'pane.presence': detail.presence });
  },
});

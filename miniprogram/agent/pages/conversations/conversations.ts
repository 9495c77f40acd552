import type { Presence } from '../../../../cloudfunctions/common/protocol/documents';
import type { ConversationRow } from '../../../shared/conversation-rows';
import type { ConversationsChange } from '../../../shared/conversations';
import { rowTime } from '../../../shared/format/time';
import { showFailure } from '../../../shared/screens/failure-text';
import { serverNow } from '../../../shared/server-time';
import { text } from '../../../shared/text/text';
import { askOnce } from '../../alert-credits';
import { pageStyle } from '../../appearance';
import { type ConversationAct, perform } from '../../conversation-acts';
import type { Conversation } from '../../conversation';
import { fits, listItem, type ListItem } from '../../conversation-item';
import { type CustomerPresence, factsOf, type Fact } from '../../customer-facts';
import { watchDeskKeys } from '../../desk-keys';
import { openConversation, setDesk } from '../../navigation';
import { choosePresence, setPresence } from '../../presence';
import { allowSignIn, openSession, type Session, signInFailure } from '../../session';
import { nameTabs, showUnread } from '../../tab-bar';
import { words } from '../../text/words';
import { isWide } from '../../window';

/** How often the times and the waiting colours are brought up to date. */
const REFRESH_MS = 30_000;

const square = { size: '48px', type: 'rect', borderRadius: '6px', marginRight: '12px' };
const skeletonRow = [square, { width: '64%', height: '40px', borderRadius: '6px', marginRight: 'auto' }];

/** Who sits across, as the pane beside the chat shows it. */
type Pane = {
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
    },
    style: pageStyle(),
    skeleton: [skeletonRow, skeletonRow, skeletonRow],
    health: 'watch',
    presence: '',
    presenceText: '',
    loadText: '',
    calls: [] as { conversationId: string; title: string; said: string; time: string; label: string }[],
    rows: [] as ListItem[],
    query: '',
    empty: emptyState('offline'),
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
  stopKeys: undefined as (() => void) | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: text.conversations.title });
    nameTabs();
    this.setWide(isWide());
    await this.start();
  },
  onShow() {
    this.isVisible = true;
    this.clock = setInterval(() => this.showAll(), REFRESH_MS);
    this.stopKeys = watchDeskKeys({ onMove: (step) => this.move(step), onPaste: () => this.paste() });
    this.showAll();
  },
  onHide() {
    this.isVisible = false;
    clearInterval(this.clock);
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
      onConversations: (change) => this.takeChange(change),
      onPresence: (presence) => this.showPresence(presence),
    });
    session.mentions.subscribe(() => this.showCalls());
    session.feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.setData({ health: session.feed.health() });
    this.showPresence(session.duty.presence());
    this.showCalls();
    this.showAll();
  },
  takeChange(change: ConversationsChange) {
    if (change.kind === 'put' && !this.data.query)
      this.setData({ [`rows[${change.index}]`]: this.itemOf(change.item) });
    else this.showAll();
    this.showCounts();
  },
  showAll() {
    if (!this.session?.isListed()) return;
    const { query } = this.data;
    const items = this.session.conversations.items().map((row) => this.itemOf(row));
    this.setData({ rows: query ? items.filter((item) => fits(item, query)) : items, isLoading: false });
    this.showCounts();
  },
  /** What one writes just now is no draft yet. */
  itemOf(row: ConversationRow): ListItem {
    const { conversationId: id } = row;
    const draft = id === this.data.chosen ? '' : (this.session?.drafts.of(id).trim() ?? '');
    return listItem(row, draft, serverNow());
  },
  showCounts() {
    if (!this.session) return;
    const { me, conversations } = this.session;
    this.setData({ loadText: text.conversations.load(conversations.items().length, me.capacity) });
    if (this.isVisible) showUnread(conversations.unread());
  },
  showPresence(presence: Presence) {
    this.setData({ presence, presenceText: text.presence[presence], empty: emptyState(presence) });
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
      await this.session?.conversations.reload();
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
    openConversation(currentTarget.dataset.id);
  },
  async act({ currentTarget, detail }: ItemEvent<{ act: ConversationAct }>) {
    const { session } = this;
    const row = session?.conversations
      .items()
      .find(({ conversationId }) => conversationId === currentTarget.dataset.id);
    if (!session || !row) return;
    try {
      await perform(detail.act, row, session);
    } catch (error) {
      showFailure(error);
    }
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
  showCustomer({ detail }: WechatMiniprogram.CustomEvent<{ conversation: Conversation }>) {
    const { customer } = detail.conversation;
    const facts = factsOf(detail.conversation, Date.now());
    this.setData({ pane: { name: customer.name, avatar: customer.avatar ?? '', presence: null, reach: '', facts } });
  },
  showReach({ detail }: WechatMiniprogram.CustomEvent<{ reach: string; presence: CustomerPresence | null }>) {
    if (this.data.pane) this.setData({ 'pane.reach': detail.reach, 'pane.presence': detail.presence });
  },
});

/** What an empty list says: off duty nobody comes. */
function emptyState(presence: Presence): { sentence: string; hint: string; action: string } {
  const { emptyOpen: sentence, emptyOpenHint, emptyBusy, emptyOffDuty, goOnline } = text.conversations;
  if (presence === 'online') return { sentence, hint: emptyOpenHint, action: '' };
  return { sentence, hint: presence === 'busy' ? emptyBusy : emptyOffDuty, action: goOnline };
}

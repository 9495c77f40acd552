import type { Presence } from '../../../../cloudfunctions/common/protocol/documents';
import type { ConversationsChange } from '../../../shared/conversations';
import { conversationCell, type ConversationCell } from '../../../shared/format/conversation-cell';
import { showFailure } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { choosePresence, setPresence } from '../../presence';
import { openSession, type Session, signInFailure } from '../../session';
import { nameTabs, showUnread } from '../../tab-bar';

/** How often the times and the waiting colours are brought up to date. */
const REFRESH_MS = 30_000;

const square = { size: '48px', type: 'rect', borderRadius: '6px', marginRight: '12px' };
const skeletonRow = [square, { width: '64%', height: '40px', borderRadius: '6px', marginRight: 'auto' }];

Page({
  data: {
    t: { loading: text.load.loading, retry: text.load.retry },
    skeleton: [skeletonRow, skeletonRow, skeletonRow],
    health: 'watch',
    presence: '',
    presenceText: '',
    loadText: '',
    rows: [] as ConversationCell[],
    empty: emptyState('offline'),
    isLoading: true,
    isRefreshing: false,
    failure: undefined as ReturnType<typeof signInFailure> | undefined,
  },
  session: undefined as Session | undefined,
  isVisible: true,
  clock: undefined as ReturnType<typeof setInterval> | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title: text.conversations.title });
    nameTabs();
    await this.start();
  },
  onShow() {
    this.isVisible = true;
    this.clock = setInterval(() => this.showAll(), REFRESH_MS);
    this.showAll();
  },
  onHide() {
    this.isVisible = false;
    clearInterval(this.clock);
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
    session.feed.subscribe({ onHealth: (health) => this.setData({ health }) });
    this.setData({ health: session.feed.health() });
    this.showPresence(session.duty.presence());
    this.showAll();
  },
  takeChange(change: ConversationsChange) {
    if (change.kind === 'put') this.setData({ [`rows[${change.index}]`]: conversationCell(change.item, Date.now()) });
    else this.showAll();
    this.showCounts();
  },
  showAll() {
    if (!this.session?.isListed()) return;
    const rows = this.session.conversations.items().map((row) => conversationCell(row, Date.now()));
    this.setData({ rows, isLoading: false });
    this.showCounts();
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
    if (this.session) await setPresence(this.session.duty, 'online');
  },
  openChat({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/chat/chat?id=${String(currentTarget.dataset['id'])}` });
  },
});

/** What an empty list says: off duty nobody comes. */
function emptyState(presence: Presence): { sentence: string; hint: string; action: string } {
  const { emptyOpen: sentence, emptyOpenHint, emptyBusy, emptyOffDuty, goOnline } = text.conversations;
  if (presence === 'online') return { sentence, hint: emptyOpenHint, action: '' };
  return { sentence, hint: presence === 'busy' ? emptyBusy : emptyOffDuty, action: goOnline };
}

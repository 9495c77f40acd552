import type { ConversationSummary } from '../../../../cloudfunctions/common/protocol/conversation';
import { savedItem } from '../../../shared/chat-items';
import { call } from '../../../shared/cloud';
import { plainContent } from '../../../shared/format/plain-content';
import { rowTime } from '../../../shared/format/time';
import { holdKeys } from '../../../shared/keys';
import { failureText } from '../../../shared/screens/failure-text';
import { text } from '../../../shared/text/text';
import { followAppearance } from '../../appearance';
import { words } from '../../text/words';

const { title, empty, toChat, nobody, nothing, label } = words.history;

/** The cloud lists no more at once. */
const MOST = 100;

type Row = { id: string; agent: string; name: string; date: string; last: string; label: string };

Page({
  data: {
    t: { empty, toChat, failed: text.load.failed, retry: text.load.retry },
    style: '',
    isLoading: true,
    failure: '',
    rows: [] as Row[],
  },
  unfollow: undefined as (() => void) | undefined,

  async onLoad() {
    void wx.setNavigationBarTitle({ title });
    this.unfollow = followAppearance((style) => this.setData({ style }));
    await this.load();
  },
  onUnload() {
    this.unfollow?.();
  },
  async load() {
    this.setData({ isLoading: true, failure: '' });
    try {
      const { conversations } = await call('conversation', 'list', { status: 'closed', limit: MOST });
      this.setData({ rows: conversations.map((summary) => rowOf(summary, Date.now())) });
    } catch (error) {
      this.setData({ failure: failureText(error) });
    }
    this.setData({ isLoading: false });
  },
  open({ currentTarget }: WechatMiniprogram.BaseEvent<object, { row: Row }>) {
    const { id, name } = currentTarget.dataset.row;
    void wx.navigateTo({ url: `/kefu/past/past?id=${id}&title=${encodeURIComponent(name)}` });
  },
  openChat() {
    void wx.navigateTo({ url: '/kefu/chat/chat' });
  },
});

function rowOf({ conversationId, agent, lastAt, last, keys }: ConversationSummary, now: number): Row {
  holdKeys(conversationId, keys);
  const words = last ? plainContent(savedItem(last, keys, { role: 'customer' }), 'customer') : '';
  const row = {
    id: conversationId,
    agent: agent?.name ?? '',
    name: agent?.name ?? nobody,
    date: rowTime(lastAt, now),
    last: words || nothing,
  };
  return { ...row, label: label(row.name, row.date, row.last) };
}

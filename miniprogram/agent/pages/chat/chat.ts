import { pageStyle } from '../../appearance';
import { takeTarget, type Target } from '../../navigation';

/** The chat with one customer, on a page of its own. */
Page({
  data: { style: pageStyle(), conversationId: '', target: null as Target | null },
  onLoad({ id = '' }) {
    this.setData({ conversationId: id, target: takeTarget() ?? null });
  },
  showTitle({ detail }: WechatMiniprogram.CustomEvent<{ title: string }>) {
    void wx.setNavigationBarTitle({ title: detail.title });
  },
});

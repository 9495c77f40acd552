import { pageStyle } from '../../appearance';

/** The chat with one customer, on a page of its own. */
Page({
  data: { style: pageStyle(), conversationId: '' },
  onLoad({ id = '' }) {
    this.setData({ conversationId: id });
  },
  showTitle({ detail }: WechatMiniprogram.CustomEvent<{ title: string }>) {
    void wx.setNavigationBarTitle({ title: detail.title });
  },
});

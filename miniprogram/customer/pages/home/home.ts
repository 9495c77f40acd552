import { openConversations, type Conversations } from '../../../shared/conversations';
import { text } from '../../../shared/text/text';
import { hasAsked, openFeed } from '../../session';
import { priceText, products } from '../../shop/products';

const rows = products.map((product) => ({
  ...product,
  priceText: priceText(product.price),
  soldText: text.shop.sold(product.sold),
}));

Page({
  data: {
    t: { banner: text.shop.banner, bannerNote: text.shop.bannerNote, service: text.shop.service },
    products: rows,
    unread: 0,
    label: text.shop.service,
  },
  conversations: undefined as Conversations | undefined,

  onLoad() {
    void wx.setNavigationBarTitle({ title: text.shop.title });
  },
  onShow() {
    if (hasAsked()) this.conversations ??= this.openConversations();
  },
  onUnload() {
    this.conversations?.close();
  },
  openConversations(): Conversations {
    return openConversations({
      me: { role: 'customer' },
      feed: openFeed(),
      onChange: () => this.showUnread(),
      onError: (error) => console.error(error),
    });
  },
  showUnread() {
    const unread = this.conversations?.unread() ?? 0;
    if (unread === this.data.unread) return;
    this.setData({ unread, label: unread > 0 ? text.shop.serviceUnread(unread) : text.shop.service });
  },
  openProduct({ currentTarget }: WechatMiniprogram.BaseEvent) {
    void wx.navigateTo({ url: `/pages/product/product?id=${String(currentTarget.dataset['id'])}` });
  },
  openChat() {
    void wx.navigateTo({ url: '/kefu/chat/chat' });
  },
});

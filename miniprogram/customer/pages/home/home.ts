import { text } from '../../../shared/text/text';
import { knownBusiness } from '../../business';
import { followConversations, watchUnread } from '../../session';
import { rememberVisit } from '../../visits';
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
    /** A picture that the business chose in place of the sign. */
    icon: '',
    unread: 0,
    label: text.shop.service,
  },
  unwatch: undefined as (() => void) | undefined,

  onLoad() {
    void wx.setNavigationBarTitle({ title: text.shop.title });
    this.unwatch = watchUnread((unread) => this.showUnread(unread));
  },
  onShow() {
    followConversations();
    rememberVisit({ page: 'home' });
    this.setData({ icon: knownBusiness().settings?.theme.icons.service ?? '' });
  },
  onUnload() {
    this.unwatch?.();
  },
  showUnread(unread: number) {
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

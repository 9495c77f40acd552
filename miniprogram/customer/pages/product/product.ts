import { text } from '../../../shared/text/text';
import { rememberVisit } from '../../visits';
import { priceText, productOf, type Product } from '../../shop/products';

Page({
  data: {
    t: {
      details: text.shop.details,
      ask: text.shop.ask,
      notFound: text.shop.notFound,
      toHome: text.shop.toHome,
    },
    product: undefined as Product | undefined,
    priceText: '',
    soldText: '',
  },
  onLoad({ id }) {
    const product = productOf(id);
    if (!product) return;
    void wx.setNavigationBarTitle({ title: product.name });
    rememberVisit({ page: 'product', productId: product.id, productName: product.name });
    this.setData({ product, priceText: priceText(product.price), soldText: text.shop.sold(product.sold) });
  },
  ask() {
    void wx.navigateTo({ url: `/kefu/chat/chat?productId=${this.data.product?.id ?? ''}` });
  },
  goHome() {
    void wx.reLaunch({ url: '/pages/home/home' });
  },
});

import type { BodyOf } from '../../../../cloudfunctions/common/protocol/bodies';
import { words } from '../../text/words';

type Product = BodyOf<'product'>;

/** What the business sells, to send a card of. Fires `pick` with the product. */
Component({
  properties: { products: { type: Array, value: [] as Product[] } },
  data: { t: { ...words.products, nothing: words.search.nothing }, query: '', shown: [] as Product[] },
  observers: {
    'products, query'(products: Product[], query: string) {
      const wanted = query.trim().toLowerCase();
      this.setData({ shown: products.filter(({ name }) => name.toLowerCase().includes(wanted)) });
    },
  },
  methods: {
    search({ detail }: WechatMiniprogram.CustomEvent<{ text: string }>) {
      this.setData({ query: detail.text });
    },
    pick({ currentTarget }: WechatMiniprogram.BaseEvent) {
      this.triggerEvent('pick', { product: this.data.shown[Number(currentTarget.dataset['index'])] });
    },
  },
});

import type { Order } from '../../../shop/orders';
import { words } from '../../../text/words';

const { orders: t } = words;

/** The customer's orders, to choose one from. Fires `choose` with the order's id, `close` when none was chosen. */
Component({
  properties: { isShown: Boolean, orders: Array },
  data: { t: { title: t.title, empty: t.empty, close: t.close }, rows: [] as object[] },
  observers: {
    orders(orders: Order[]) {
      this.setData({ rows: orders.map(rowOf) });
    },
  },
  methods: {
    choose({ currentTarget }: WechatMiniprogram.BaseEvent<object, { id: string }>) {
      this.triggerEvent('choose', { orderId: currentTarget.dataset.id });
    },
    close() {
      this.triggerEvent('close');
    },
  },
});

const rowOf = (order: Order) => ({
  ...order,
  countText: order.count ? t.count(order.count) : '',
  label: t.label(order.title, order.status, order.amount),
});

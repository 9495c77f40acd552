import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import { pageOf } from './cards';
import { priceText, productOf } from './products';

/** What somebody bought in the demo shop, as a message about it says it. */
export type Order = BodyOf<'order'>;

const bought = [
  { orderId: 'S20261120-3071', productId: 'backpack', status: '运输中', count: 1 },
  { orderId: 'S20261108-1188', productId: 'flask', status: '已签收', count: 2 },
  { orderId: 'S20261019-0456', productId: 'lantern', status: '已完成', count: 1 },
];

/** The orders of whoever looks, the newest first. */
export const orders: readonly Order[] = bought.flatMap(({ orderId, productId, status, count }) => {
  const product = productOf(productId);
  if (!product) return [];
  const { name: title, picture, price } = product;
  return [{ orderId, title, status, amount: priceText(price * count), count, picture, page: pageOf(product) }];
});

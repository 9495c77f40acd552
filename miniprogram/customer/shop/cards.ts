import type { BodyOf } from '../../../cloudfunctions/common/protocol/bodies';
import { priceText, type Product } from './products';

/** The page of a product, for those who tap a card of it. */
export const pageOf = ({ id }: Product): string => `/pages/product/product?id=${id}`;

/** What a message about a product says. */
export const productCard = (product: Product): BodyOf<'product'> => ({
  productId: product.id,
  name: product.name,
  price: priceText(product.price),
  picture: product.picture,
  page: pageOf(product),
});

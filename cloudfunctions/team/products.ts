import type { Data } from '../common/protocol/action';
import type { ProductDocument } from '../common/protocol/documents';
import type { team } from '../common/protocol/team';
import { products as all } from '../common/cloud/db';

/** The products of the business, in its order. */
export async function products(): Promise<Data<typeof team.products>> {
  const found = await all.find({}, { sort: ['order', 'asc'], limit: 100 });
  return { products: found.map(cardOf) };
}

const cardOf = ({ _id: productId, name, price, picture, page }: ProductDocument) => ({
  productId,
  name,
  price,
  ...(picture && { picture }),
  ...(page && { page }),
});

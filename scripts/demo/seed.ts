import tcb from '@cloudbase/node-sdk';
import { priceText, products, type Product } from '../../miniprogram/customer/shop/products';
import { customers, staff } from './people';
import { assignmentRules, privateSettings, quickReplies, settings, skills } from './settings';

/**
 * Puts the demo's people, products and settings into a local cloud. Staff are written as an admin would in the console; customers name
 * themselves through the function, which encrypts. The staff come last and tell that all is there: a second start changes nothing.
 */
export async function seedDemo(url: string): Promise<void> {
  const database = tcb
    .init({ env: 'local', secretId: 'local', secretKey: 'local', serviceUrl: `${url}/admin` })
    .database();
  const agents = database.collection('agents');
  const { data } = await agents.get();
  const known = new Set(data.map(({ _id }: { _id: string }) => _id));
  const missing = staff.filter(({ _id }) => !known.has(_id)).map(offDuty);
  if (missing.length === 0) return;
  for (const customer of customers) await introduce(url, customer);
  for (const [order, product] of products.entries())
    await database.collection('products').doc(product.id).set(cardOf(product, order));
  await database.collection('settings').doc('public').set(settings);
  await database.collection('settings_private').doc('private').set(privateSettings);
  await database
    .collection('settings_private')
    .doc('assignment')
    .set({ ...assignmentRules, skills });
  for (const { _id, ...reply } of quickReplies) await database.collection('quick_replies').doc(_id).set(reply);
  await agents.add(missing);
}

const cardOf = ({ id, name, price, picture }: Product, order: number) => ({
  name,
  price: priceText(price),
  picture,
  page: `/pages/product/product?id=${id}`,
  order,
});

const offDuty = (member: (typeof staff)[number]) => ({
  ...member,
  to: member._id,
  holding: [],
  presence: 'offline',
  leaseUntil: 0,
  lastAssignedAt: 0,
});

async function introduce(url: string, { openid, name }: (typeof customers)[number]): Promise<void> {
  const { access_token } = await post(`${url}/local/login`, { openid });
  const { data } = await post(`${url}/web`, {
    action: 'functions.invokeFunction',
    function_name: 'customer',
    request_data: JSON.stringify({ action: 'profile', name }),
    access_token,
  });
  const reply = JSON.parse((data as { response_data?: string } | undefined)?.response_data ?? 'null');
  if (reply?.ok !== true) throw new Error(`The demo customer ${openid} could not be made: ${JSON.stringify(reply)}`);
}

async function post(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

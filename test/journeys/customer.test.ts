import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { settings } from '../../scripts/demo/settings';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  const admin = await person(cloud.url, 'admin-1');
  await admin.ask('team', 'saveSettings', { settings: shop });
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
});

const shop = {
  ...settings,
  theme: { ...settings.theme, light: { own: '#1f5fd0', page: '#f4f6fa' } },
  privacy: { version: 3, text: '会话内容会加密保存。' },
};

const open = (path: string, openid: string): Promise<Phone> =>
  openPhone(browser, `${cloud.url}/customer/?openid=${openid}&chooseAvatar=ok&subscriptions=ask#${path}`);

const tap = (phone: Phone, name: string): Promise<void> =>
  phone.page.getByRole('button', { name, exact: true }).click();

async function consent(phone: Phone): Promise<void> {
  await phone.page.getByText(shop.privacy.text).waitFor();
  await tap(phone, '同意');
  await phone.page.locator('textarea:enabled').waitFor();
}

/** The address of what is stored of the customer whose phone this is. */
const customerOf = async (openid: string) => {
  const { id } = await (await person(cloud.url, openid)).ask('customer', 'profile');
  return id as string;
};

test('a newcomer consents, asks about a product and an order, says who they are, and ends it', async () => {
  const phone = await open('/kefu/chat/chat?productId=jacket', 'newcomer');
  const { page } = phone;
  await phone.screenshot('consent');
  await consent(phone);
  await page.getByText(shop.welcome).waitFor();
  await tap(phone, '发送给客服');
  await page.getByText('申请发送以下消息').waitFor();
  await phone.screenshot('credit');
  await page.getByText('允许', { exact: true }).click();
  await tap(phone, '更多');
  await tap(phone, '订单');
  await phone.screenshot('orders');
  await page.getByRole('button', { name: /长途 750ml 保温壶/ }).click();
  await page.getByLabel(/订单.*长途 750ml 保温壶.*，(已发送|已读)$/).waitFor();
  await phone.screenshot('cards');

  await tap(phone, '去填写');
  await tap(phone, '选择头像');
  await page.getByRole('textbox', { name: '昵称' }).fill('小满');
  await phone.screenshot('profile');
  await tap(phone, '保存');
  await page.locator('textarea:enabled').waitFor();
  await page.locator('[class*="avatar__picture"]').first().waitFor();
  await phone.screenshot('with-picture');

  await page.getByText('山脊 三层防水冲锋衣').click();
  await page.getByText('商品详情').waitFor();
  await tap(phone, '返回');
  await page.locator('textarea:enabled').waitFor();
  if (!(await page.getByRole('button', { name: '结束', exact: true }).isVisible())) await tap(phone, '更多');
  await tap(phone, '结束');
  await page.getByText('结束本次会话？').waitFor();
  await page.getByText('结束', { exact: true }).last().click();
  await page.getByRole('heading', { name: '会话已结束' }).waitFor();
  await phone.screenshot('ended');
  await phone.send('还有一个问题');
  await page.getByText('以上是之前的会话').waitFor();

  const id = await customerOf('newcomer');
  const conversations = (await records(cloud.url).find('conversations', { customerId: id }, 'openedAt')) as {
    _id: string;
    status: string;
  }[];
  expect(conversations.map(({ status }) => status)).toEqual(['closed', 'queued']);
  const messages = await records(cloud.url).messages(conversations[0]?._id ?? '');
  expect(messages.map(({ kind }) => kind)).toEqual(['product', 'order', 'system']);
  const credits = (await records(cloud.url).find('credits', { to: 'newcomer' })) as { left: number }[];
  expect(credits.map(({ left }) => left)).toEqual([1]);
  const profile = await (await person(cloud.url, 'newcomer')).ask('customer', 'profile');
  expect(profile).toMatchObject({ name: '小满', consent: 3 });
  expect(profile['avatar']).toContain(`kefu/avatars/${id}/`);
  expect(phone.errors).toEqual([]);
});

test('one who came before reads what was said, larger, and is not asked again', async () => {
  const phone = await open('/kefu/me/me', 'newcomer');
  const { page } = phone;
  await page.getByText('已同意第 3 版').waitFor();
  await page.getByRole('radio', { name: '特大' }).click();
  await phone.screenshot('settings');
  await page.getByText('历史会话').click();
  await page.getByText('[订单]').or(page.getByText('您结束了会话')).first().click();
  await page.getByText('仅供查看').waitFor();
  await page.getByLabel(/商品.*山脊 三层防水冲锋衣/).waitFor();
  await phone.screenshot('past');
  const size = await page
    .locator('[class*="card__name"], [class*="product__name"]')
    .first()
    .evaluate((node) => getComputedStyle(node).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThan(18);
  expect(phone.errors).toEqual([]);
});

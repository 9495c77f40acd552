import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { persons, type Person } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;
let agent: Person;
let customer: Person;
let lead: Person;
let conversationId: string;

const SMALL = { width: 375, height: 812 };

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  [agent, customer, lead] = await persons(cloud.url, 'agent-1', 'customer-1', 'lead-1');
  await agent.ask('assignment', 'status', { status: 'online' });
  const source = { page: 'product', productId: 'p-1', productName: '轻量羽绒服' };
  const visits = [{ page: 'home', at: Date.now() - 60_000 }];
  conversationId = String((await customer.ask('conversation', 'open', { source, visits }))['conversationId']);
  const body = { text: '我的电话是 138 1234 5678，请回电' };
  await customer.ask('message', 'send', { conversationId, clientId: 'a', kind: 'text', body });
});
afterAll(async () => {
  await browser?.close();
  await cloud?.close();
});

const app = (name: string, openid: string, page = '', options: Parameters<typeof openPhone>[2] = SMALL) =>
  openPhone(browser, `${cloud.url}/${name}/?openid=${openid}${page && `#${page}`}`, options);

async function inBoth(phone: Phone, name: string): Promise<void> {
  await phone.screenshot(name);
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.screenshot(`${name}-dark`);
  await phone.page.emulateMedia({ colorScheme: 'light' });
}

/** Answers what an editable dialogue asks. */
async function answer({ page }: Phone, text: string): Promise<void> {
  await page.locator('.phone-modal-field').fill(text);
  await page.locator('.phone-modal-confirm').click();
}

test('an agent comes from the chat to the file, and writes in it', async () => {
  const phone = await app('agent', 'agent-1', `pages/chat/chat?id=${conversationId}`);
  await phone.page.getByRole('button', { name: /客户/ }).first().click();
  await phone.page.getByText('查看客户资料').click();
  const { page } = phone;
  await page.getByText('添加备注').click();
  await answer(phone, '老客户，常买 M 码，周末下午方便接电话');
  await page.getByText('老客户，常买 M 码').waitFor();
  await page.getByText('添加电话').click();
  await answer(phone, '138 1234 5678');
  await page.getByText('138 **** 5678').waitFor();
  await page.getByRole('button', { name: '添加标签' }).click();
  await answer(phone, 'VIP');
  await page.getByText('VIP', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: '写下要让同事知道的事' }).fill('发票抬头已登记，退款走原路。');
  await page.getByText('添加', { exact: true }).click();
  await page.getByText('发票抬头已登记').waitFor();
  await inBoth(phone, 'customer-file');
  await page.getByText('查看号码').click();
  await answer(phone, '回电核对地址');
  await page.getByText('拨打').waitFor();
  await phone.screenshot('customer-file-revealed');
  await page.getByText('浏览过的页面').scrollIntoViewIfNeeded();
  await phone.screenshot('customer-file-below');
  expect(phone.errors).toEqual([]);
});

test('on the desk the file stands beside the chat', async () => {
  const phone = await app('agent', 'agent-1', '', { width: 1280, height: 800 });
  await phone.openChatWith('林小满');
  await phone.page.getByText('发票抬头已登记').waitFor();
  await inBoth(phone, 'customer-file-desk');
  expect(phone.errors).toEqual([]);
});

test('a lead who looks in sees no number before they say why', async () => {
  const phone = await app('agent', 'lead-1', `pages/chat/chat?id=${conversationId}`);
  const { page } = phone;
  await page.getByText('138 **** 5678').waitFor();
  await inBoth(phone, 'masked');
  await page.getByText('查看号码').click();
  await page.locator('.phone-modal-field').waitFor();
  await phone.screenshot('masked-reason');
  await answer(phone, '核对投诉');
  await page.getByText('我的电话是 138 1234 5678').waitFor();
  await phone.screenshot('masked-shown');
  expect(phone.errors).toEqual([]);
});

test('the customer rates by one tap after the end, and says more if they like', async () => {
  const phone = await app('customer', 'customer-1&subscriptions=ask', 'kefu/chat/chat');
  const { page } = phone;
  await page.getByText('请回电').first().waitFor();
  await agent.ask('conversation', 'close', { conversationId });
  await page.getByText('您对本次服务满意吗？').waitFor();
  await inBoth(phone, 'rating');
  await page.getByRole('radio', { name: '4 星' }).click();
  await page.getByText('感谢您的评价').waitFor();
  await page.getByText('回复及时').click();
  await page.getByRole('textbox', { name: /还想说点什么/ }).fill('师傅很耐心');
  await inBoth(phone, 'rating-more');
  const largest = await page.addStyleTag({ content: '* { --kefu-font-scale: 1.5 !important; }' });
  await phone.screenshot('rating-more-largest');
  await largest.evaluate((sheet) => (sheet as HTMLElement).remove());
  await page.getByText('提交', { exact: true }).click();
  await page.getByText('申请发送以下消息').waitFor();
  await page.getByText('允许', { exact: true }).click();
  await page.getByText('您的评价：★★★★').first().waitFor();
  await phone.screenshot('rated');
  const { conversations } = await lead.ask('customer', 'file', { customerId: 'customer-1' });
  expect(conversations).toMatchObject([{ rating: { score: 4, comment: '师傅很耐心', answers: ['回复及时'] } }]);
  expect(phone.errors).toEqual([]);
});

test('who is kept out stands in a list, and can be let in again', async () => {
  await lead.ask('customer', 'block', { conversationId, isBlocked: true });
  const phone = await app('agent', 'lead-1', 'pages/blocked/blocked');
  await phone.page.getByText('林小满').waitFor();
  await inBoth(phone, 'blocked');
  await phone.page.getByText('林小满').click();
  await phone.page.getByText('师傅很耐心').waitFor();
  await phone.screenshot('customer-file-lead');
  await phone.page.getByRole('button', { name: '返回' }).click();
  await phone.page.getByText('解除', { exact: true }).click();
  await phone.page.locator('.phone-modal-confirm').click();
  await phone.page.getByText('没有被拉黑的客户').waitFor();
  await phone.screenshot('blocked-none');
  expect(phone.errors).toEqual([]);
});

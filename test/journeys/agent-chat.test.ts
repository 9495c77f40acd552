import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { settings } from '../../scripts/demo/settings';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { bubble, decide, longPress } from '../support/handling';
import { person } from '../support/people';
import { launchBrowser, openPair, openPhone, type Phone } from '../support/phones';

const question = '你好，冲锋衣有 M 码吗？';

let cloud: TestCloud;
let browser: Browser;
let agent: Phone;
let customer: Phone;
let lead: Phone;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  const admin = await person(cloud.url, 'admin-1');
  await admin.ask('team', 'saveSettings', { settings: { ...settings, typingPreview: true } });
  ({ agent, customer } = await openPair(browser, cloud.url));
  await customer.send(question);
  lead = await openPhone(browser, `${cloud.url}/agent/?openid=lead-1`);
  await agent.page.getByText(question).waitFor();
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
  for (const phone of [agent, customer, lead]) expect(phone.errors).toEqual([]);
});

const button = ({ page }: Phone, name: string | RegExp): Locator => page.getByRole('button', { name }).first();
const composer = ({ page }: Phone): Locator => page.getByRole('textbox', { name: '消息输入框' });
async function choose(phone: Phone, tool: string): Promise<void> {
  await button(phone, '更多').click();
  await button(phone, tool).click();
}

test('a quick reply is found by a slash, and says whom it speaks to', async () => {
  await agent.openChatWith('林小满');
  await composer(agent).fill('/问候');
  const greeting = '您好，林小满！我是苏晴，很高兴为您服务。';
  await button(agent, `问候，${greeting}`).click();
  await agent.page.waitForFunction((words) => document.querySelector('textarea')?.value === words, greeting);
  await agent.page.getByText('发送', { exact: true }).click();
  await bubble(customer, greeting).waitFor();
});

test('a quick reply of one’s own goes out with its picture', async () => {
  const { page } = agent;
  await choose(agent, '快捷回复');
  await page.getByText('管理', { exact: true }).click();
  await page.getByText('新建快捷回复', { exact: true }).click();
  await page.getByRole('textbox', { name: '标题' }).fill('尺码表');
  await page.getByRole('textbox', { name: '内容' }).fill('请看尺码表');
  await decide(agent, 'chooseMedia', 'portrait');
  await button(agent, '添加图片').click();
  await button(agent, '移除图片').waitFor();
  await agent.screenshot('agent-quick-reply');
  await page.getByText('保存', { exact: true }).click();
  await button(agent, /^尺码表，请看尺码表，附图/).waitFor();
  await button(agent, '返回').click();
  await composer(agent).fill('/尺码表');
  await button(agent, '尺码表，请看尺码表').click();
  await page.getByText('将一并发送图片').waitFor();
  await agent.screenshot('agent-quick-picture');
  await page.getByText('发送', { exact: true }).click();
  await bubble(customer, '请看尺码表').waitFor();
  await bubble(customer, '\\[图片\\]').waitFor();
});

test('an agent reads along while the customer types, and how they can be reached', async () => {
  await composer(customer).fill('我想问一下，绿色的还有');
  await agent.page.getByText('正在输入：我想问一下，绿色的还有').waitFor();
  await agent.page.getByText('可触达：会话中').waitFor();
  await agent.screenshot('agent-preview');
  await composer(customer).fill('');
  await agent.page.getByText('正在输入：').waitFor({ state: 'detached' });
  await customer.happens({ foreground: false });
  await agent.page.getByText(/可触达：订阅消息 ×\d/).waitFor();
  await agent.screenshot('agent-reach');
  await customer.happens({ foreground: true });
  await agent.page.getByText('可触达：会话中').waitFor();
});

test('a product goes to the customer as a card', async () => {
  await choose(agent, '商品');
  await button(agent, /山脊 三层防水冲锋衣/).click();
  await bubble(customer, '山脊 三层防水冲锋衣').waitFor();
  await agent.screenshot('agent-product');
});

test('a note calls a colleague, who reads along and answers; the customer learns nothing', async () => {
  await choose(agent, '内部备注');
  await button(agent, '@ 同事').click();
  await button(agent, /^周岚/).click();
  await agent.page.waitForFunction(() => document.querySelector('textarea')?.value === '@周岚 ');
  await composer(agent).pressSequentially('客户要开票');
  await agent.page.getByText('发送', { exact: true }).click();
  await button(lead, /^苏晴 @了你/).click();
  await bubble(lead, '@周岚 客户要开票').waitFor();
  await bubble(lead, question).waitFor();
  await lead.send('我来开');
  await bubble(agent, '我来开').waitFor();
  await Promise.all([agent.screenshot('agent-note'), lead.screenshot('lead-note')]);
  await button(agent, '退出备注').click();
  await agent.send('稍等，马上开给您');
  await bubble(customer, '稍等，马上开给您').waitFor();
  expect(await customer.page.locator('body').innerText()).not.toMatch(/周岚|开票|我来开/);
});

test('several messages are passed on to a colleague, with words', async () => {
  await longPress(bubble(agent, question));
  await button(agent, '多选').click();
  await agent.page.getByRole('checkbox', { name: /稍等，马上开给您/ }).click();
  await agent.page.getByText('已选择 2 条').waitFor();
  await button(agent, '转发').click();
  await agent.page.getByText('2 条消息', { exact: true }).waitFor();
  await button(agent, /^周岚/).click();
  await agent.page.getByRole('textbox', { name: '留言' }).fill('帮看一下库存');
  await agent.page.locator('[class*="forward__send"]').click();
  await bubble(lead, '聊天记录').click();
  await lead.page.getByRole('dialog').getByText(question).waitFor();
  await lead.page.getByRole('dialog').getByText('稍等，马上开给您').waitFor();
  await lead.page.getByRole('dialog').getByText('帮看一下库存').waitFor();
  await lead.screenshot('lead-excerpt');
  await button(lead, '关闭').click();
});

test('what was begun is kept as a draft, and shown in the list', async () => {
  await composer(agent).fill('还没写完');
  await button(agent, '返回').click();
  await button(agent, /林小满.*\[草稿\] ?还没写完/).click();
  await agent.page.waitForFunction(() => document.querySelector('textarea')?.value === '还没写完');
  await composer(agent).fill('');
  await button(agent, '返回').click();
  await button(agent, /林小满.*稍等，马上开给您/).waitFor();
});

/** Swipes the row of the conversation by so many pixels, from the middle of the screen. */
async function swipe(distance: number): Promise<void> {
  const { y, height } = (await button(agent, /林小满/).boundingBox()) ?? { y: 0, height: 0 };
  const { mouse } = agent.page;
  const middle = (agent.page.viewportSize()?.width ?? 0) / 2;
  await mouse.move(middle, y + height / 2);
  await mouse.down();
  await mouse.move(middle + distance, y + height / 2, { steps: 12 });
  await mouse.up();
}

test('a swipe shows what can be done; what is done outlives the app', async () => {
  await swipe(-180);
  await agent.page.locator('[class*="act--transfer"]').first().click({ trial: true });
  await agent.screenshot('agent-swipe');
  await swipe(180);
  await swipe(180);
  await agent.page.locator('[class*="act--unread"]').first().click();
  await button(agent, /林小满.*有未读/).waitFor();
  await swipe(180);
  await agent.page.locator('[class*="act--mute"]').first().click({ trial: true });
  await agent.screenshot('agent-swipe-marks');
  await agent.page.locator('[class*="act--mute"]').first().click();
  await button(agent, /林小满.*已免打扰/).waitFor();
  await swipe(180);
  await agent.page.locator('[class*="act--pin"]').first().click();
  await button(agent, /林小满.*已置顶/).waitFor();
  await agent.page.reload();
  await button(agent, /林小满.*已置顶/).waitFor();
  await button(agent, /林小满.*已免打扰/).waitFor();
  await customer.send('还在吗');
  await button(agent, /林小满.*有未读.*还在吗/).waitFor();
  await agent.screenshot('agent-muted');
});

test('a call by a colleague slides in wherever one is', async () => {
  await agent.page.getByText('我的', { exact: true }).last().click();
  await agent.page.getByText('退出登录').waitFor();
  await button(lead, '@ 同事').click();
  await button(lead, /^苏晴/).click();
  await lead.page.waitForFunction(() => document.querySelector('textarea')?.value === '@苏晴 ');
  await composer(lead).pressSequentially('发票开好了');
  await lead.page.getByText('发送', { exact: true }).click();
  await button(agent, /^新消息，林小满：/).click();
  await bubble(agent, '@苏晴 发票开好了').waitFor();
});

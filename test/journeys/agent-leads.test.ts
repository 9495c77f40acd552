import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { bubble } from '../support/handling';
import { launchBrowser, openPair, openPhone, type Phone } from '../support/phones';

/** Functions go by new settings after this long at the latest. */
const SETTINGS_MS = 61_000;

const forbidden = '这里有测试违禁词';

let cloud: TestCloud;
let browser: Browser;
let agent: Phone;
let customer: Phone;
let admin: Phone;
let lead: Phone;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  ({ agent, customer } = await openPair(browser, cloud.url));
  await customer.send('你好');
  await agent.openChatWith('林小满');
  admin = await openPhone(browser, `${cloud.url}/agent/?openid=admin-1`);
  lead = await openPhone(browser, `${cloud.url}/agent/?openid=lead-1`);
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
  for (const phone of [agent, customer, admin, lead]) expect(phone.errors).toEqual([]);
});

async function openEntry({ page }: Phone, ...names: string[]): Promise<void> {
  await page.getByText('我的', { exact: true }).last().click();
  for (const name of names) await page.getByText(name, { exact: true }).last().click();
}

test('an admin turns moderation on; a lead reads what is withheld and releases it', async () => {
  await openEntry(admin, '业务设置', '内容安全');
  await admin.page.getByRole('switch', { name: '内容审核' }).click();
  await admin.page.getByText('保存', { exact: true }).click();
  await admin.page.getByText('已保存，一分钟内生效').waitFor();
  await admin.screenshot('settings-safety');
  await cloud.moveClock(SETTINGS_MS);

  await customer.send(forbidden);
  await customer.page.getByText('内容未通过审核，对方看不到').waitFor();
  await openEntry(lead, '被拦截的消息');
  await lead.page.getByText(forbidden).waitFor();
  await lead.screenshot('withheld');
  expect(await agent.page.getByText(forbidden).count()).toBe(0);
  await lead.page.getByText('放行', { exact: true }).click();
  await lead.page.getByRole('dialog').getByText('放行', { exact: true }).click();
  await bubble(agent, forbidden).waitFor();
  await lead.page.getByText('没有被拦截的消息').waitFor();
});

test('another colour of the business reaches the customer', async () => {
  await admin.page.getByRole('button', { name: '返回' }).click();
  await admin.page.getByText('主题与字号', { exact: true }).click();
  await admin.page.getByRole('textbox', { name: '我方气泡' }).fill('#ffe2b8');
  await admin.screenshot('settings-theme');
  await admin.page.getByText('保存', { exact: true }).click();
  await admin.page.getByText('已保存，一分钟内生效').waitFor();
  await cloud.moveClock(SETTINGS_MS);
  await customer.page.reload();
  await customer.openChatOfCustomer();
  await customer.page.waitForFunction(() => {
    const shown = document.querySelector('[class*="message--own"] [role="text"]');
    return shown !== null && getComputedStyle(shown).backgroundColor === 'rgb(255, 226, 184)';
  });
  await customer.screenshot('customer-own-colour');
});

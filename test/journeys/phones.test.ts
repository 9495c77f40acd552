import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { PlanName } from '../../scripts/emulator/plans';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud | undefined;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => cloud?.close());
afterAll(() => browser.close());

const question = '你好，这件冲锋衣有 M 码吗？😀\n谢谢';
const answer = '有的，M 码现货 👍\n今天下单，明天发出。';

const slip = '发错了，请忽略';

const plans: PlanName[] = ['standard', 'personal'];

test.each(plans)(
  'on the %s plan a customer asks from the shop, an agent answers from the list, both see both',
  async (plan) => {
    cloud = await startTestCloud({ plan });
    const agent = await openPhone(browser, `${cloud.url}/agent/?openid=agent-1`);
    await agent.page.getByRole('button', { name: /在线/ }).waitFor();
    const customer = await openPhone(browser, `${cloud.url}/customer/?openid=customer-1`);
    await customer.screenshot('home');
    await customer.openChatOfCustomer();
    await customer.send(question);
    await customer.waitForTexts([question]);
    expect(await customer.texts()).toEqual([question]);

    await agent.page.getByText('这件冲锋衣有 M 码吗').waitFor();
    await agent.screenshot('conversations');
    await agent.openChatWith('林小满');
    await agent.waitForTexts([question]);
    await agent.page.getByRole('textbox', { name: '消息输入框' }).fill(answer);
    await customer.page.getByRole('heading', { name: '对方正在输入…' }).waitFor();
    await customer.screenshot('customer-typing');
    await agent.send(answer);
    await customer.page.getByRole('heading', { name: '苏晴' }).waitFor();
    await customer.waitForTexts([question, answer]);
    await customer.page.getByText('已读').waitFor();
    expect(await agent.page.getByText('条新消息').filter({ visible: true }).count()).toBe(0);
    await Promise.all([customer.screenshot('customer-chat'), agent.screenshot('agent-chat')]);
    for (const phone of [customer, agent]) {
      expect(await phone.texts()).toEqual([question, answer]);
      expect(phone.errors).toEqual([]);
    }
    await expectRecall(customer, agent);
    await expectHistoryAfterReload(customer);
  },
);

/** A slip is taken back: both read so, and only the one who wrote it can write it anew. */
async function expectRecall(customer: Phone, agent: Phone): Promise<void> {
  await customer.send(slip);
  await agent.waitForTexts([question, answer, slip]);
  await customer.page.getByLabel(new RegExp(`${slip}，(已发送|已读)$`)).click({ delay: 600 });
  await customer.screenshot('menu');
  await customer.page.getByText('撤回', { exact: true }).click();
  await agent.page.getByLabel('对方撤回了一条消息', { exact: true }).waitFor();
  await customer.page.getByLabel('你撤回了一条消息', { exact: true }).waitFor();
  await Promise.all([customer.screenshot('customer-recalled'), agent.screenshot('agent-recalled')]);
  expect(await agent.page.getByText('重新编辑').count()).toBe(0);
  await customer.page.getByText('重新编辑').click();
  await customer.page.waitForFunction((text) => document.querySelector('textarea')?.value === text, slip);
  for (const phone of [customer, agent]) expect(await phone.texts()).toEqual([question, answer]);
}

async function expectHistoryAfterReload(customer: Phone): Promise<void> {
  await customer.page.reload();
  await customer.openChatOfCustomer();
  await customer.waitForTexts([question, answer]);
  expect(await customer.texts()).toEqual([question, answer]);
}

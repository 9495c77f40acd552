import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { FeedDocument } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { attach, bubble, button, longPress, saying } from '../support/handling';
import { records } from '../support/people';
import { launchBrowser, openPair, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;
let agent: Phone;
let customer: Phone;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  ({ agent, customer } = await openPair(browser, cloud.url));
  await customer.send('在吗？');
  await agent.openChatWith('在吗？');
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
  for (const phone of [agent, customer]) expect(phone.errors).toEqual([]);
});

test('a picture shows how much of it is sent, and as it was taken when asked', async () => {
  await cloud.addFault({ target: 'storage', match: 'upload', kind: 'delay', rate: 1, ms: 1_500 });
  await attach(customer, '照片', 'chooseMedia', 'large,original');
  await customer.page.getByRole('progressbar').waitFor();
  await customer.screenshot('acts-progress');
  await cloud.clearFaults();
  await button(agent, /^查看原图 /).click();
  await agent.page.locator('.phone-preview').waitFor();
  await agent.screenshot('acts-original');
  await agent.page.locator('.phone-preview').click();
  await agent.page.locator('.phone-preview').waitFor({ state: 'detached' });
});

test('what is spoken is thrown away by a finger that slides up', async () => {
  const { page } = customer;
  await button(customer, '切换到语音输入').click();
  const { x, y, width, height } = (await button(customer, '按住 说话').boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await saying(customer, '松开 发送').waitFor();
  await page.mouse.move(x + width / 2, y - 200, { steps: 8 });
  await saying(customer, '松开 取消').waitFor();
  await customer.screenshot('acts-cancel');
  await page.mouse.up();
  await button(customer, '切换到键盘').click();
  await customer.send('语音没有发');
  await bubble(agent, '语音没有发').waitFor();
  expect(await agent.page.getByLabel(/\[语音\]/).count()).toBe(0);
});

test('a link is copied by a tap, and words by the menu', async () => {
  await customer.send('就是 https://example.com/goods?id=7 这件');
  await saying(agent, 'https://example.com/goods?id=7').click();
  await agent.screenshot('acts-link');
  await saying(agent, '复制链接').click();
  await saying(agent, '链接已复制，请在浏览器中打开').waitFor();
  await longPress(bubble(agent, '语音没有发'));
  await button(agent, '复制').click();
  await saying(agent, '内容已复制').waitFor();
});

test('what only a newer version can show says so, and the rest goes on', async () => {
  await agent.happens({ online: false });
  await customer.send('将来才有的消息');
  await bubble(customer, /将来才有的消息，已发送/).waitFor();
  const stored = records(cloud.url);
  const told = (await stored.find('feed', { to: 'agent-1', type: 'message' }, 'at')) as FeedDocument[];
  await stored.change('feed', { _id: told.at(-1)?._id }, { 'message.kind': 'hologram' });
  await agent.happens({ online: true });
  await bubble(agent, '当前版本暂不支持查看，请升级后查看').waitFor();
  await customer.send('现在就有的消息');
  await bubble(agent, '现在就有的消息').waitFor();
  await agent.screenshot('acts-newer');
});

test('both phones speak English when WeChat does', async () => {
  const asker = await openPhone(browser, `${cloud.url}/customer/?openid=customer-2&language=en`);
  await asker.page.getByText('Help', { exact: true }).click();
  await asker.page.getByRole('textbox', { name: 'Message' }).fill('Do you ship abroad?');
  await asker.page.getByText('Send', { exact: true }).click();
  await bubble(asker, /Do you ship abroad\?, (Sent|Delivered|Read)/).waitFor();
  await asker.screenshot('acts-english-customer');
  const helper = await openPhone(browser, `${cloud.url}/agent/?openid=agent-1&language=en`);
  await helper.page.getByText('Do you ship abroad?').last().click();
  await bubble(helper, 'Do you ship abroad').waitFor();
  await helper.screenshot('acts-english-agent');
  expect([...asker.errors, ...helper.errors]).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { attach, bubble, button, longPress } from '../support/handling';
import { person } from '../support/people';
import { launchBrowser, openPair, type Phone } from '../support/phones';

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

test('pictures arrive in the order in which they were picked', async () => {
  await attach(customer, '照片', 'chooseMedia', 'photo,portrait');
  const pictures = agent.page.locator('[class*="image__picture"]');
  await pictures.nth(1).waitFor();
  const boxes = await Promise.all([0, 1].map((place) => pictures.nth(place).boundingBox()));
  expect(boxes.map((box) => [box?.width, box?.height])).toEqual([
    [160, 120],
    [90, 160],
  ]);
  await pictures.nth(1).click();
  await agent.page.locator('.phone-preview').waitFor();
  await agent.screenshot('kinds-gallery');
  await agent.page.locator('.phone-preview').click();
  await agent.page.locator('.phone-preview').waitFor({ state: 'detached' });
});

test('a video and a file arrive', async () => {
  await attach(customer, '视频', 'chooseMedia', 'video');
  await attach(customer, '文件', 'chooseMessageFile', 'pdf');
  await bubble(agent, /\[视频\]/).waitFor();
  await bubble(agent, /\[文件\] 报价单\.pdf/).waitFor();
  await agent.screenshot('kinds-file');
});

test('what is spoken is heard, and shows that it was', async () => {
  await button(customer, '切换到语音输入').click();
  await customer.page.getByText('按住 说话').click({ delay: 1500 });
  const voice = bubble(agent, /\[语音\]/);
  await voice.waitFor();
  const unheard = agent.page.locator('[class*="message__unheard"]');
  await unheard.waitFor({ state: 'attached' });
  await voice.click();
  await unheard.waitFor({ state: 'detached' });
  await button(customer, '切换到键盘').click();
});

test('a face is picked, and a number in a text can be called', async () => {
  await button(customer, '表情').click();
  await button(customer, '大笑').click();
  await customer.page.getByRole('textbox', { name: '消息输入框' }).press('End');
  await customer.page.getByRole('textbox', { name: '消息输入框' }).pressSequentially(' 请打 13812345678');
  await customer.page.getByText('发送', { exact: true }).click();
  await bubble(agent, /😀 请打 13812345678/).waitFor();
  await agent.page.getByText('13812345678', { exact: true }).click();
  await agent.page.getByText('呼叫 13812345678').waitFor();
  await agent.screenshot('kinds-number');
  await agent.page.getByText('取消', { exact: true }).last().click();
});

test('an answer stands above what it answers, which is one tap away', async () => {
  await agent.send('要哪个颜色？');
  await bubble(customer, /要哪个颜色？/).waitFor();
  await longPress(bubble(customer, /要哪个颜色？/));
  await button(customer, '引用').click();
  await customer.send('要绿色的');
  const quote = button(agent, /^引用 .*要哪个颜色？/);
  await quote.click();
  await agent.page.locator('[class*="message--marked"]').waitFor();
  await agent.screenshot('kinds-quote');
});

test('a slip is taken back on both phones, and written anew', async () => {
  await customer.send('发错了');
  await bubble(agent, /发错了/).waitFor();
  await longPress(bubble(customer, /发错了/));
  await button(customer, '撤回').click();
  await agent.page.getByLabel('对方撤回了一条消息', { exact: true }).waitFor();
  await button(customer, '重新编辑').click();
  await customer.page.waitForFunction(() => document.querySelector('textarea')?.value === '发错了');
  await customer.page.getByRole('textbox', { name: '消息输入框' }).fill('');
});

test('what one deletes is gone from one’s own phone only', async () => {
  await longPress(bubble(customer, /要哪个颜色？/));
  await button(customer, '删除').click();
  await customer.page.getByRole('dialog').getByText('删除', { exact: true }).click();
  await customer.page.getByText('要哪个颜色？', { exact: true }).waitFor({ state: 'detached' });
  await agent.page.getByText('要哪个颜色？', { exact: true }).waitFor();
});

test('what was said is found, and gone to', async () => {
  await button(customer, '更多').click();
  await button(customer, '查找').click();
  await customer.page.getByRole('textbox', { name: '查找聊天内容' }).fill('报价');
  await button(customer, /\[文件\] 报价单/).click();
  await customer.page.locator('[class*="message--marked"]').waitFor();
  await customer.screenshot('kinds-found');
});

test('several messages are chosen and taken off one’s own phone', async () => {
  const { page } = customer;
  const choose = (words: RegExp): Promise<void> => page.getByRole('checkbox', { name: words }).click();
  await longPress(bubble(customer, /要绿色的/));
  await button(customer, '多选').click();
  await choose(/请打 13812345678/);
  await page.getByText('已选择 2 条').waitFor();
  await customer.screenshot('kinds-selection');
  await button(customer, '删除').click();
  await page.getByRole('dialog').getByText('删除', { exact: true }).click();
  await page.getByText('要绿色的', { exact: true }).waitFor({ state: 'detached' });
  await page.getByText('请打').waitFor({ state: 'detached' });
  await bubble(agent, /要绿色的/).waitFor();
});

test('without a network a message waits, outlives the app, and arrives once', async () => {
  await customer.happens({ online: false });
  await customer.send('断网时写的');
  await customer.page.getByText('网络已断开').waitFor();
  await bubble(customer, /断网时写的，发送中/).waitFor();
  await customer.screenshot('kinds-offline');
  await customer.page.reload();
  await customer.openChatOfCustomer();
  await bubble(agent, /断网时写的/).waitFor();
  await bubble(customer, /断网时写的，(已发送|已送达|已读)/).waitFor();
  expect((await agent.texts()).filter((text) => text === '断网时写的')).toHaveLength(1);
});

test('from the end of many new messages the first is one tap away, and so is the end from there', async () => {
  await button(agent, '返回').click();
  const asker = await person(cloud.url, 'customer-1');
  const { conversationId } = await asker.ask('conversation', 'open');
  for (let count = 1; count <= 30; count++) {
    const body = { text: `第 ${count} 句` };
    await asker.ask('message', 'send', { conversationId, clientId: `many-${count}`, kind: 'text', body });
  }
  await button(agent, /林小满.*30 条未读.*第 30 句/).click();
  await bubble(agent, /第 30 句/).waitFor();
  await agent.page.getByText('30 条新消息').click();
  await agent.page.getByText('以下是新消息').waitFor();
  await bubble(agent, /第 1 句/).waitFor();
  await agent.screenshot('kinds-unread');
  await customer.send('还在吗？');
  await button(agent, '1 条新消息').waitFor();
  await agent.screenshot('kinds-pill');
  await button(agent, '1 条新消息').click();
  await bubble(agent, /还在吗？/).waitFor();
  await agent.page.getByText('1 条新消息', { exact: true }).waitFor({ state: 'detached' });
});

test('what failed says why, and is sent by one tap, once', async () => {
  const asker = await person(cloud.url, 'customer-1');
  const { conversationId } = await asker.ask('conversation', 'open');
  await agent.happens({ online: false });
  await agent.send('马上发货');
  await asker.ask('conversation', 'close', { conversationId });
  await agent.happens({ online: true });
  const resend = button(agent, '发送失败，点按重新发送');
  await resend.waitFor();
  await agent.page.getByText('会话已结束，客户再次咨询时会重新分配').waitFor();
  await agent.screenshot('kinds-failed');
  await button(customer, '继续咨询').click();
  await agent.page.getByRole('textbox', { name: '消息输入框' }).waitFor();
  await resend.click();
  await bubble(customer, /马上发货/).waitFor();
  await bubble(agent, /马上发货，(已发送|已送达|已读)/).waitFor();
  expect((await customer.texts()).filter((text) => text === '马上发货')).toHaveLength(1);
});

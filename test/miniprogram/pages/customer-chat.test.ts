/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { longPress } from './support/long-press';
import { CONVERSATION, openCustomerPage, PageCloud } from './support/page-cloud';

const CHAT = '/kefu/chat/chat';
let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new PageCloud(CONVERSATION);
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('what was said before is there, and what is said arrives', async () => {
  cloud.say(CONVERSATION, customer, { text: '在吗' });
  page = openCustomerPage(CHAT, cloud);
  await page.see('在吗');
  cloud.say(CONVERSATION, agent, { text: '在的\n请讲 😀' });
  await page.see('请讲 😀');
  expect(page.title).toBe('小林 · 在线');
});

test('what is sent is shown at once, and saved', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => !page.field('消息输入框').disabled);
  page.type('消息输入框', '有 XL 码吗？');
  page.tap('发送');
  await page.see('有 XL 码吗？');
  await page.until(() => cloud.callsOf('message.send').length === 1);
  expect(page.field('消息输入框').value).toBe('');
});

test('while the agent writes the title says so', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林' && cloud.watchers() === 1);
  cloud.typing(CONVERSATION, agent);
  await page.until(() => page.title === '对方正在输入…');
  cloud.say(CONVERSATION, agent, { text: '在的' });
  await page.until(() => page.title === '小林 · 在线');
});

test('a chat under another page leaves that page its title', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林' && cloud.watchers() === 1);
  page.tap('更多');
  page.tap('设置');
  await page.until(() => page.title === '设置');
  cloud.say(CONVERSATION, agent, { text: '还在吗' });
  await page.until(() => cloud.callsOf('message.delivered').length > 0);
  expect(page.title).toBe('设置');
  page.tap('返回');
  await page.until(() => page.title === '小林 · 在线');
});

test('after the end nobody writes any more', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林' && cloud.watchers() === 1);
  cloud.typing(CONVERSATION, agent);
  cloud.setStatus(CONVERSATION, 'closed');
  await page.until(() => page.title === '会话已结束');
});

async function slip(): Promise<void> {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => !page.field('消息输入框').disabled);
  page.type('消息输入框', '发错了');
  page.tap('发送');
  await page.until(() => page.roles('text').some((bubble) => bubble.ariaLabel?.endsWith('发错了，已发送') === true));
}

test('a slip is taken back and can be written anew', async () => {
  await slip();
  await longPress(page, '发错了');
  page.tap('撤回');
  await page.see('你撤回了一条消息');
  expect(page.text).not.toContain('发错了');
  page.tap('重新编辑');
  await page.until(() => page.field('消息输入框').value === '发错了');
});

test('a refusal to take back says why', async () => {
  await slip();
  await longPress(page, '发错了');
  cloud.refused = 'TOO_LATE';
  page.tap('撤回');
  await page.see('来晚了，现在已不能这样操作');
});

test('what the other side took back cannot be written anew', async () => {
  const { messageId } = cloud.say(CONVERSATION, agent, { text: '发错了' });
  page = openCustomerPage(CHAT, cloud);
  await page.see('发错了');
  cloud.recall(CONVERSATION, agent, messageId);
  await page.see('客服撤回了一条消息');
  expect(page.text).not.toMatch(/发错了|重新编辑/);
});

test('a message is copied', async () => {
  const copied: string[] = [];
  const clipboard = { writeText: async (text: string) => void copied.push(text) };
  Object.defineProperty(window.navigator, 'clipboard', { value: clipboard, configurable: true });
  cloud.say(CONVERSATION, agent, { text: '快递单号 SF123' });
  page = openCustomerPage(CHAT, cloud);
  await page.see('快递单号 SF123');
  await longPress(page, '快递单号 SF123');
  expect(page.text).not.toContain('撤回');
  page.tap('复制');
  await page.until(() => copied[0] === '快递单号 SF123');
});

test.each([
  [1, '排队中，下一位就是您'],
  [3, '排队中，前面 2 位'],
])('place %i of the queue is the title', async (position, title) => {
  cloud.opening = { status: 'queued', position };
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === title);
});

test('the product one comes from is one tap away', async () => {
  page = openCustomerPage(`${CHAT}?productId=jacket`, cloud);
  await page.see('正在咨询：山脊 三层防水冲锋衣');
  await page.until(() => !page.field('消息输入框').disabled);
  page.tap('发送给客服');
  await page.until(() => cloud.callsOf('message.send').length === 1);
  expect(cloud.callsOf('message.send')[0]).toMatchObject({
    kind: 'product',
    body: { productId: 'jacket', name: '山脊 三层防水冲锋衣', price: '¥899', page: '/pages/product/product?id=jacket' },
  });
  await page.unsee('正在咨询：');
});

test('after the end what is written goes on in a new conversation', async () => {
  cloud.say(CONVERSATION, agent, { text: '请稍等' });
  page = openCustomerPage(CHAT, cloud);
  await page.see('请稍等');
  await page.until(() => cloud.watchers() === 1);
  cloud.setStatus(CONVERSATION, 'closed');
  await page.until(() => page.title === '会话已结束');
  page.type('消息输入框', '还有一个问题');
  page.tap('发送');
  await page.until(() => cloud.conversations.get(`${CONVERSATION}-next`)?.messages.length === 1);
  await page.see('以上是之前的会话');
  expect(page.text.indexOf('请稍等')).toBeLessThan(page.text.indexOf('还有一个问题'));
});

test('a failure is told in a sentence and can be tried again', async () => {
  cloud.refused = 'TRY_AGAIN';
  page = openCustomerPage(CHAT, cloud);
  await page.see('服务繁忙，请稍后再试');
  cloud.refused = undefined;
  page.tap('重试');
  await page.until(() => page.title === '小林');
});

test('without a network it says so, and sends when it is back', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => !page.field('消息输入框').disabled);
  page.program.device.apply({ online: false });
  await page.see('网络已断开');
  page.program.device.apply({ online: true });
  await page.unsee('网络已断开');
});

test('only a reader who has gone up is offered the way back to the end', async () => {
  cloud.say(CONVERSATION, customer, { text: '在吗' });
  page = openCustomerPage(CHAT, cloud);
  await page.see('在吗');
  Object.defineProperty(theList(), 'scrollHeight', { value: 1000 });
  scrollTo(500);
  expect(page.roles('button', '回到底部')).toEqual([]);
  scrollTo(100);
  await page.until(() => page.roles('button', '回到底部').length === 1);
  scrollTo(500);
  await page.until(() => page.roles('button', '回到底部').length === 0);
});

test('each page of earlier messages keeps the place', async () => {
  for (let count = 1; count <= 65; count++) cloud.say(CONVERSATION, agent, { text: String(count) });
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => bubbles().length === 20);
  Object.defineProperty(theList(), 'scrollHeight', { get: () => bubbles().length * 60 });
  theList().scrollTo = (place) => Object.assign(theList(), { scrollTop: (place as ScrollToOptions).top });
  for (const [count, top] of [
    [40, 1200],
    [60, 1200],
    [65, 300],
  ]) {
    scrollTo(500);
    scrollTo(0);
    await page.until(() => bubbles().length === count && Math.round(theList().scrollTop) === top);
  }
});

const bubbles = (): HTMLElement[] => page.roles('text').filter(({ ariaLabel }) => ariaLabel?.startsWith('在线客服'));

function theList(): HTMLElement {
  const [list] = page.visible('[aria-label="消息列表"]');
  if (!list) throw new Error('There is no list.');
  return list;
}

/** 500 pixels of the list are seen: jsdom itself measures nothing. */
function scrollTo(top: number): void {
  const rect = new window.DOMRect(0, 0, 390, 500);
  Object.assign(theList(), { getBoundingClientRect: () => rect, scrollTop: top });
  theList().dispatchEvent(new window.Event('scroll'));
}

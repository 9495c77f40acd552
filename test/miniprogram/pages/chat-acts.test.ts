/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent } from '../shared/support/cloud-model';
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

const bubbles = (): HTMLElement[] => page.roles('text').filter(({ ariaLabel }) => ariaLabel?.startsWith('在线客服'));

async function openAfter(...texts: string[]): Promise<void> {
  for (const text of texts) cloud.say(CONVERSATION, agent, { text });
  page = openCustomerPage(CHAT, cloud);
  await page.see(texts[texts.length - 1] ?? '');
}

test('something that was said long ago is found, and gone to', async () => {
  await openAfter('冲锋衣有 XL 码', ...Array.from({ length: 90 }, (_, index) => `第 ${index} 句`));
  page.tap('更多');
  page.tap('查找');
  page.type('查找聊天内容', 'xs');
  await page.see('没有找到“xs”');
  page.type('查找聊天内容', 'xl');
  await page.see('冲锋衣有');
  page
    .roles('button')
    .find(({ ariaLabel }) => ariaLabel?.endsWith('冲锋衣有 XL 码'))
    ?.click();
  await page.until(() => page.visible('[class*="message--marked"]').length === 1, 'to come there');
  expect(page.visible('[aria-label="查找聊天内容"]')).toEqual([]);
});

test('chosen messages are taken off this phone only', async () => {
  await openAfter('一', '二', '三');
  await longPress(page, '一');
  page.tap('多选');
  await page.see('已选择 1 条');
  page
    .roles('checkbox')
    .find(({ ariaLabel }) => ariaLabel?.endsWith('三'))
    ?.click();
  await page.see('已选择 2 条');
  page.tap('删除');
  await page.see('删除 2 条消息？');
  page.roles('dialog')[0]?.querySelectorAll<HTMLElement>('[role="button"]')[1]?.click();
  await page.until(() => bubbles().length === 1, 'for one message');
  expect(page.text).not.toContain('已选择');
  expect(cloud.texts(CONVERSATION)).toHaveLength(3);
});

test('an answer says what it answers', async () => {
  await openAfter('要什么码？');
  await longPress(page, '要什么码？');
  page.tap('引用');
  await page.see('：要什么码？');
  page.type('消息输入框', 'XL');
  page.tap('发送');
  await page.until(() => cloud.callsOf('message.send').length === 1);
  await page.until(() => page.roles('button').some(({ ariaLabel }) => ariaLabel?.startsWith('引用 ') === true));
});

test('what a message costs to show does not grow with the chat', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林' && cloud.watchers() === 1);
  const sizes: number[] = [];
  const view = page.instance.selectComponent('#chat');
  const setData = view.setData.bind(view);
  view.setData = (paths: object) => {
    if (JSON.stringify(paths).includes('below')) sizes.push(JSON.stringify(paths).length);
    setData(paths);
  };
  for (let count = 10; count <= 59; count++) {
    cloud.say(CONVERSATION, agent, { text: `第 ${count} 句` });
    await page.see(`第 ${count} 句`);
  }
  expect(sizes).toHaveLength(49);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(10);
});

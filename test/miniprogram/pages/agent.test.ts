/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { longPress } from './support/long-press';
import { CONVERSATION, openAgentPage, PageCloud } from './support/page-cloud';

const LIST = '/pages/conversations/conversations';
let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new PageCloud();
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

function withConversation(): void {
  cloud = new PageCloud(CONVERSATION);
  cloud.say(CONVERSATION, customer, { text: '衣服有大码吗' });
}

test('opening the app goes on duty and lists who waits', async () => {
  withConversation();
  page = openAgentPage(LIST, cloud);
  await page.see('衣服有大码吗');
  await page.until(() => cloud.presence === 'online');
  await page.see('接待 1/5');
  expect(page.text).toContain('王小姐');
});

test('what comes in shows at once', async () => {
  withConversation();
  page = openAgentPage(LIST, cloud);
  await page.see('衣服有大码吗');
  cloud.say(CONVERSATION, customer, { text: '还在吗' });
  await page.see('还在吗');
});

test('an agent off duty is told what to do', async () => {
  page = openAgentPage(LIST, cloud);
  await page.see('保持在线，新的咨询会自动分配给您');
  page.tap('在线，接待 0/5');
  await page.see('离线 · 不接待客户');
  page.tap('离线 · 不接待客户');
  await page.see('您已离线，上线后开始接待客户');
  page.tap('离线，接待 0/5');
  await page.see('忙碌 · 不接收新会话');
  page.tap('忙碌 · 不接收新会话，继续当前会话');
  await page.see('忙碌中不接收新会话');
  page.tap('上线接待');
  await page.see('保持在线，新的咨询会自动分配给您');
  expect(cloud.presence).toBe('online');
});

test('somebody who is not staff is told so, and can try again', async () => {
  cloud.refused = 'FORBIDDEN';
  page = openAgentPage(LIST, cloud);
  await page.see('这个微信号还不是客服');
  cloud.refused = undefined;
  page.tap('我已经加入，重新检查');
  await page.see('没有进行中的会话');
});

test('signing in that broke off begins anew, and leaves nothing behind', async () => {
  withConversation();
  cloud.refusedAction = 'assignment.status';
  page = openAgentPage(LIST, cloud);
  await page.see('服务繁忙，请稍后再试');
  await page.until(() => cloud.watchers() === 0);
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('衣服有大码吗');
  await page.until(() => cloud.watchers() === 1);
});

test('an answer reaches the customer', async () => {
  withConversation();
  page = openAgentPage(`/pages/chat/chat?id=${CONVERSATION}`, cloud);
  await page.see('衣服有大码吗');
  expect(page.title).toBe('王小姐');
  page.type('消息输入框', '有的');
  page.tap('发送');
  await page.until(() => cloud.texts(CONVERSATION).length === 2);
  cloud.read(CONVERSATION, customer, 2);
  await page.until(() => page.roles('text').some((bubble) => bubble.ariaLabel?.endsWith('有的，已读') === true));
});

test('who one is, and the switch of duty', async () => {
  page = openAgentPage('/pages/me/me', cloud);
  await page.see(agent.name ?? '');
  await page.until(() => cloud.presence === 'online');
  page.tap('当班');
  await page.until(() => cloud.presence === 'offline');
  await page.see('离线');
});

test('an agent takes a message back; the list says so, too', async () => {
  withConversation();
  cloud.say(CONVERSATION, agent, { text: '发错了' });
  page = openAgentPage(LIST, cloud);
  await page.see('发错了');
  page.tap('王小姐');
  await page.until(() => page.visible('textarea').length === 1);
  await page.see('发错了');
  await longPress(page, '发错了');
  page.tap('撤回');
  await page.see('你撤回了一条消息');
  page.tap('返回');
  await page.until(() => page.route === 'pages/conversations/conversations' && page.text.includes('你撤回了一条消息'));
});

test('what the customer took back', async () => {
  withConversation();
  const { messageId } = cloud.say(CONVERSATION, customer, { text: '发错了' });
  page = openAgentPage(LIST, cloud);
  await page.see('发错了');
  cloud.recall(CONVERSATION, customer, messageId);
  await page.see('对方撤回了一条消息');
});

test('customer and agent see each other write', async () => {
  withConversation();
  page = openAgentPage(`/pages/chat/chat?id=${CONVERSATION}`, cloud);
  await page.until(() => page.title === '王小姐' && cloud.watchers() === 1);
  cloud.typing(CONVERSATION, customer);
  await page.until(() => page.title === '对方正在输入…');
  cloud.say(CONVERSATION, customer, { text: '还在吗' });
  await page.until(() => page.title === '王小姐');
  page.type('消息输入框', '在');
  await page.until(() => cloud.callsOf('message.typing').length === 1);
});

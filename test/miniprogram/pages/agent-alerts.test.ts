/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { CONVERSATION, openAgentPage, type PageCloud } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new TeamCloud(CONVERSATION);
  cloud.say(CONVERSATION, customer, { text: '衣服有大码吗' });
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

async function openMe(): Promise<void> {
  page = openAgentPage('/pages/me/me', cloud);
  await page.see(agent.name ?? '');
  await page.until(() => cloud.watchers() === 1 && cloud.callsOf('conversation.list').length === 1);
}

test('what comes elsewhere slides in from above, and a tap leads there', async () => {
  await openMe();
  cloud.say(CONVERSATION, customer, { text: '还在吗' });
  await page.until(() => page.roles('button', '新消息，王小姐：还在吗').length === 1);
  page.tap('新消息，王小姐：还在吗');
  await page.until(() => page.route === 'pages/chat/chat' && page.title === '王小姐');
});

test('what one says oneself, on whatever device, is no news', async () => {
  await openMe();
  cloud.say(CONVERSATION, agent, { text: '在的' });
  cloud.say(CONVERSATION, customer, { text: '好的' });
  await page.until(() => page.roles('button', '新消息，王小姐：好的').length === 1);
  expect(page.text).not.toContain('在的');
});

test('a notice of a conversation that the list has to ask for says whose it is', async () => {
  await openMe();
  const id = 'conversation-2';
  cloud.conversations.set(id, { status: 'active', messages: [], reads: {} });
  const at = new Date(Date.now() + cloud.clockMs);
  const notice = { kind: 'offer', at: at.getTime() } as const;
  cloud.push({ _id: 'notice', to: agent.to, at, conversationId: id, type: 'notice', notice });
  cloud.setState(id, { status: 'active' });
  await page.until(() => page.roles('button', '新消息，王小姐：同事请你接手这个会话').length === 1);
  expect(page.text).not.toContain('新消息，客户');
});

test('what is turned off stays silent, and off', async () => {
  page = openAgentPage('/pages/alerts/alerts', cloud);
  await page.see('剩余 ×0');
  page.tap('横幅');
  await page.until(() => isOff('横幅'));
  page.close();
  page = openAgentPage('/pages/alerts/alerts', cloud);
  await page.until(() => isOff('横幅'));
  await page.see('剩余 ×0');
  cloud.say(CONVERSATION, customer, { text: '还在吗' });
  page.tap('横幅');
  cloud.say(CONVERSATION, customer, { text: '有人吗' });
  await page.until(() => page.roles('button', '新消息，王小姐：有人吗').length === 1);
  expect(page.text).not.toContain('还在吗');
});

test('each consent pays for one more alert', async () => {
  const team = new TeamCloud(CONVERSATION);
  const wx = { requestSubscribeMessage: ({ success }: Asking) => success({ errMsg: 'ok', 'template-1': 'accept' }) };
  page = openAgentPage('/pages/alerts/alerts', team, wx);
  await page.see('剩余 ×0');
  page.tap('增加一次提醒');
  await page.see('剩余 ×1');
});

test('when WeChat does not ask, it says where that is allowed', async () => {
  const wx = { requestSubscribeMessage: ({ fail }: Asking) => fail({ errMsg: 'fail', errCode: 20004 }) };
  page = openAgentPage('/pages/alerts/alerts', new TeamCloud(CONVERSATION), wx);
  await page.see('剩余 ×0');
  page.tap('增加一次提醒');
  await page.see('没有弹出授权');
});

const isOff = (name: string): boolean => page.roles('switch', name)[0]?.getAttribute('aria-checked') === 'false';

type Asking = { success: (result: object) => void; fail: (result: object) => void };

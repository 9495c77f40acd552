/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { CONVERSATION, openAgentPage, PageCloud } from './support/page-cloud';

let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new PageCloud(CONVERSATION);
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

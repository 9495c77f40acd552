/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent } from '../shared/support/cloud-model';
import { CONVERSATION, openCustomerPage, PageCloud } from './support/page-cloud';

const HOME = '/pages/home/home';
let cloud: PageCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new PageCloud(CONVERSATION);
  page = openCustomerPage(HOME, cloud);
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('there are goods, and exactly one way to the chat', () => {
  expect(page.roles('link')).toHaveLength(6);
  expect(page.text.match(/客服/g)).toHaveLength(1);
});

test('somebody who only looks around costs no call', () => {
  expect(cloud.calls).toEqual([]);
});

test('a product opens, and from it the chat about it', async () => {
  page.tap('轻行 28L 徒步双肩包，¥329');
  await page.see('商品详情');
  page.tap('咨询客服');
  await page.see('正在咨询：轻行 28L 徒步双肩包');
  await page.until(() => page.title === '小林');
});

test('one who has asked sees on coming back what came meanwhile', async () => {
  page.close();
  page = openCustomerPage('/kefu/chat/chat', cloud);
  await page.until(() => page.title === '小林');
  page.close();
  cloud.say(CONVERSATION, agent, { text: '还在吗' });
  page = openCustomerPage(HOME, cloud);
  await page.until(() => page.roles('button', '客服，1 条未读消息').length === 1);
});

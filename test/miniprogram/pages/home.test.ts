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

test('a text that could not be sent goes out after the chat is left', async () => {
  page.tap('客服');
  await page.until(() => page.visible('textarea').length === 1 && !page.field('消息输入框').disabled);
  cloud.refused = 'TRY_AGAIN';
  page.type('消息输入框', '还有货吗');
  page.tap('发送');
  await page.until(() => cloud.callsOf('message.send').length === 0 && page.text.includes('还有货吗'));
  page.tap('返回');
  await page.until(() => page.route === 'pages/home/home');
  cloud.refused = undefined;
  await page.until(() => cloud.texts(CONVERSATION).length === 1);
});

test('what the last run of the app left unsent goes out when the app opens', async () => {
  page.tap('客服');
  await page.until(() => page.visible('textarea').length === 1 && !page.field('消息输入框').disabled);
  page.program.device.apply({ online: false });
  page.type('消息输入框', '还有货吗');
  page.tap('发送');
  await page.see('还有货吗');
  page.close();
  page = openCustomerPage(HOME, cloud);
  await page.until(() => cloud.texts(CONVERSATION).length === 1);
});

test('an answer counts on the home page as soon as it comes', async () => {
  page.tap('客服');
  await page.until(() => page.title === '小林');
  page.tap('返回');
  await page.until(() => page.route === 'pages/home/home' && cloud.callsOf('conversation.list').length > 1);
  cloud.say(CONVERSATION, agent, { text: '有的' });
  await page.until(() => page.roles('button', '客服，1 条未读消息').length === 1);
});

test('while the cloud cannot count unread messages the shop works, and the count follows', async () => {
  page.tap('客服');
  await page.until(() => page.title === '小林');
  page.close();
  cloud.say(CONVERSATION, agent, { text: '还在吗' });
  cloud.refused = 'TRY_AGAIN';
  page = openCustomerPage(HOME, cloud);
  await page.until(() => page.roles('link').length === 6);
  cloud.refused = undefined;
  await page.until(() => page.roles('button', '客服，1 条未读消息').length === 1);
});

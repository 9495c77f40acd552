import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Locator } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { bubble, decide } from '../support/handling';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;
let desk: Phone;
let first: Phone;
let second: Phone;

async function ask(openid: string, words: string): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/customer/?openid=${openid}`);
  await phone.openChatOfCustomer();
  await phone.send(words);
  return phone;
}

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  desk = await openPhone(browser, `${cloud.url}/agent/?openid=agent-1`, { width: 1280, height: 800 });
  await desk.page.getByRole('button', { name: /^在线/ }).waitFor();
  first = await ask('customer-1', '有 M 码吗');
  await row('有 M 码吗').waitFor();
  second = await ask('customer-2', '什么时候发货');
  await row('什么时候发货').waitFor();
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
  for (const phone of [desk, first, second]) expect(phone.errors).toEqual([]);
});

const row = (words: string): Locator => desk.page.getByRole('button', { name: new RegExp(words) }).first();
const composer = (): Locator => desk.page.getByRole('textbox', { name: '消息输入框' });
/** Keys reach the app only while no field has the focus. */
const leaveField = (): Promise<void> => desk.page.getByLabel('消息列表').click();

test('list, chat and customer stand side by side', async () => {
  await row('林小满').click();
  await bubble(desk, '有 M 码吗').waitFor();
  await desk.page.getByText('客户编号').waitFor();
  await desk.screenshot('desk');
  expect(await desk.page.getByRole('button', { name: /赵一鸣/ }).count()).toBe(1);
});

test('Enter sends, Shift and Enter break the line', async () => {
  await composer().click();
  await desk.page.keyboard.type('有的');
  await desk.page.keyboard.press('Shift+Enter');
  await desk.page.keyboard.type('今天发货');
  await desk.page.keyboard.press('Enter');
  await bubble(first, '有的\\s今天发货').waitFor();
});

test('Enter after a slash takes the quick reply instead of sending what was looked for', async () => {
  await composer().fill('/请稍等');
  await desk.page.getByRole('button', { name: /^请稍等，/ }).waitFor();
  await composer().press('Enter');
  await desk.page.waitForFunction(() => document.querySelector('textarea')?.value.startsWith('好的，请您稍等'));
  await composer().press('Enter');
  await bubble(first, '好的，请您稍等').waitFor();
  expect(await first.page.getByText('/请稍等').count()).toBe(0);
});

test('arrows move through the conversations', async () => {
  await leaveField();
  await desk.page.keyboard.press('ArrowDown');
  await bubble(desk, '什么时候发货').waitFor();
  await leaveField();
  await desk.page.keyboard.press('ArrowUp');
  await bubble(desk, '有 M 码吗').waitFor();
});

test('a picture is pasted', async () => {
  await leaveField();
  await decide(desk, 'chooseMedia', 'photo');
  await desk.page.keyboard.press('Control+v');
  await first.page.getByLabel(/\[图片\]/).waitFor();
});

test('another conversation opens beside the list, and its draft stays behind', async () => {
  await composer().fill('给林小满的话');
  await row('赵一鸣').click();
  await bubble(desk, '什么时候发货').waitFor();
  expect(await composer().inputValue()).toBe('');
  await row('\\[草稿\\] ?给林小满的话').click();
  await desk.page.waitForFunction(() => document.querySelector('textarea')?.value === '给林小满的话');
});

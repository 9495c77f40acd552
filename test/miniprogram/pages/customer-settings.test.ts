/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent, customer } from '../shared/support/cloud-model';
import { aSettings, CONVERSATION, openCustomerPage, PageCloud } from './support/page-cloud';

const CHAT = '/kefu/chat/chat';
const ME = '/kefu/me/me';
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

/** A variable of the page on top, as set over the design. */
function variable(name: string): string {
  const [host] = page.visible(`[data-route="${page.route}"]`);
  return host?.style.getPropertyValue(`--kefu-${name}`) ?? '';
}

const barColour = () => page.program.navigation.top?.settings.bar.element.style.getPropertyValue('--bar-background');

const hasVariable = (name: string, value: string) => page.until(() => variable(name) === value, `for ${name} ${value}`);

const isOn = (name: string) => page.roles('switch', name)[0]?.getAttribute('aria-checked');

describe('what the business chose', () => {
  beforeEach(() => {
    const theme = { light: { own: '#c8e6ff', page: '#f4f6fa' }, dark: { own: '#103050' }, fontScale: 1.1, icons: {} };
    cloud.business = aSettings({ theme });
  });

  test('is seen in the chat, light and dark', async () => {
    page = openCustomerPage(CHAT, cloud);
    await hasVariable('own', '#c8e6ff');
    expect([variable('own-text'), barColour()]).toEqual(['#191919', '#f4f6fa']);
    page.program.device.apply({ theme: 'dark' });
    await hasVariable('own', '#103050');
    expect(barColour()).toBe('#111111');
    expect(variable('own-text')).toBe('#ffffff');
  });

  test('is there from the start the next time', async () => {
    page = openCustomerPage(CHAT, cloud);
    await hasVariable('own', '#c8e6ff');
    page.close();
    cloud.refused = 'TRY_AGAIN';
    page = openCustomerPage(CHAT, cloud);
    expect(variable('own')).toBe('#c8e6ff');
    await page.see('服务繁忙，请稍后再试');
  });

  test.each([
    [16, '标准', '1.1'],
    [16, '大', '1.38'],
    [20, '特大', '2'],
  ])('text is as large as it, WeChat (%d) and the reader (%s) want', async (fontSize, size, scale) => {
    page = openCustomerPage(CHAT, cloud);
    await hasVariable('font-scale', '1.1');
    page.close();
    page = openCustomerPage(ME, cloud, { fontSize });
    page.tap(size);
    await hasVariable('font-scale', scale);
    page.close();
    page = openCustomerPage(ME, cloud, { fontSize });
    expect(variable('font-scale')).toBe(scale);
  });
});

test('each way of being told can be turned off, for good', async () => {
  page = openCustomerPage(ME, cloud);
  expect(['顶部提示', '提示音', '振动'].map(isOn)).toEqual(['true', 'true', 'true']);
  page.tap('提示音');
  await page.until(() => isOn('提示音') === 'false');
  page.close();
  page = openCustomerPage(ME, cloud);
  expect(['顶部提示', '提示音', '振动'].map(isOn)).toEqual(['true', 'false', 'true']);
});

test.each([
  ['nothing to consent to', undefined, undefined, '无需同意'],
  ['no consent yet', 2, undefined, '尚未同意'],
  ['consent', 2, 2, '已同意第 2 版'],
])('it says of %s', async (_, version, consent, said) => {
  cloud.business = aSettings(version ? { privacy: { version, text: '加密保存' } } : {});
  if (consent) Object.assign(cloud.profile, { consent, consentedAt: Date.now() });
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林');
  page.close();
  cloud.profile.name = '欧阳';
  page = openCustomerPage(ME, cloud);
  await page.see('欧阳');
  await page.see(said);
});

test('without the cloud it says so', async () => {
  cloud.refused = 'TRY_AGAIN';
  page = openCustomerPage(ME, cloud);
  await page.see('服务繁忙，请稍后再试');
});

describe('earlier conversations', () => {
  test('there are none at first', async () => {
    page = openCustomerPage('/kefu/history/history', cloud);
    await page.see('还没有结束的会话');
  });

  test('are listed, and can be read but not written into', async () => {
    cloud.say(CONVERSATION, customer, { text: '在吗' });
    cloud.say(CONVERSATION, agent, { text: '在的，请讲' });
    cloud.setStatus(CONVERSATION, 'closed');
    page = openCustomerPage('/kefu/history/history', cloud);
    await page.see('在的，请讲');
    page
      .roles('button')
      .find(({ ariaLabel }) => ariaLabel?.includes('在的，请讲'))
      ?.click();
    await page.until(() => page.route === 'kefu/past/past');
    await page.see('在吗');
    await page.see('仅供查看');
    expect(page.visible('textarea')).toEqual([]);
  });

  test('that cannot be had are asked for again', async () => {
    cloud.refused = 'TRY_AGAIN';
    page = openCustomerPage('/kefu/history/history', cloud);
    await page.see('服务繁忙，请稍后再试');
    cloud.refused = undefined;
    page.tap('重试');
    await page.see('还没有结束的会话');
  });
});

/** The shop, as it is for somebody who has asked and has not read one answer. */
async function openShop(): Promise<void> {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林');
  page.close();
  cloud.say(CONVERSATION, agent, { text: '您好' });
  page = openCustomerPage('/pages/home/home', cloud);
  await page.until(() => page.roles('button', '客服，1 条未读消息').length === 1);
}

test('an answer slides in over the shop, and a tap leads to it', async () => {
  await openShop();
  cloud.say(CONVERSATION, agent, { text: '有的' });
  await page.until(() => page.roles('button', '新消息，小林：有的').length === 1);
  page.tap('新消息，小林：有的');
  await page.until(() => page.route === 'kefu/chat/chat' && page.title === '小林');
});

test('an answer in the chat one looks at shakes the phone, and no banner hides it', async () => {
  await openShop();
  const effects: string[] = [];
  page.program.device.effects.add((effect) => effects.push(effect));
  page.tap('客服，1 条未读消息');
  await page.until(() => page.title === '小林' && page.text.includes('您好'));
  cloud.say(CONVERSATION, agent, { text: '有的' });
  await page.until(() => effects.includes('短振动'));
  await page.see('有的');
  expect(page.roles('button', '新消息，小林：有的')).toEqual([]);
});

test('the way to the chat has the picture that the business chose', async () => {
  const icons = { service: '/images/products/flask.svg' };
  cloud.business = aSettings({ theme: { light: {}, dark: {}, fontScale: 1, icons } });
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林');
  page.close();
  page = openCustomerPage('/pages/home/home', cloud);
  expect(page.instance['data'].icon).toBe(icons.service);
  expect(page.roles('button', '客服')).toHaveLength(1);
});

test('it tells what the phone found when it compared what it showed', async () => {
  page = openCustomerPage(CHAT, cloud);
  await page.until(() => page.title === '小林');
  cloud.say(CONVERSATION, agent, { text: '您好' });
  await page.see('您好');
  page.close();
  page = openCustomerPage('/pages/home/home', cloud);
  page.tap('客服');
  await page.see('您好');
  page.tap('返回');
  await page.until(() => page.route === 'pages/home/home');
  page.close();
  page = openCustomerPage(ME, cloud);
  await page.until(() => /已核对 [1-9]\d* 条，缺失 0 条，重复 0 条/.test(page.text));
});

/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { agent } from '../shared/support/cloud-model';
import { aSettings, CONVERSATION, openCustomerPage, PageCloud } from './support/page-cloud';

const CHAT = '/kefu/chat/chat';
const privacy = { version: 2, text: '我们会加密保存会话内容。' };
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

const canWrite = () => page.until(() => page.visible('textarea:enabled').length === 1, 'to write');
const sent = () => cloud.callsOf('message.send');

async function send(text: string): Promise<void> {
  await canWrite();
  page.type('消息输入框', text);
  page.tap('发送');
}

describe('consent', () => {
  beforeEach(() => {
    cloud.business = aSettings({ privacy });
  });

  test('comes before the first message', async () => {
    cloud.say(CONVERSATION, agent, { text: '您好' });
    page = openCustomerPage(CHAT, cloud);
    await page.see(privacy.text);
    await page.see('您好');
    expect(page.visible('textarea')).toEqual([]);
    page.tap('同意');
    await canWrite();
    expect(cloud.callsOf('customer.consent')).toEqual([{ version: 2 }]);
    await page.unsee(privacy.text);
  });

  test('refused leaves the chat to be read, and can be given later', async () => {
    cloud.say(CONVERSATION, agent, { text: '您好' });
    page = openCustomerPage(CHAT, cloud);
    await page.see(privacy.text);
    page.tap('不同意');
    await page.see('未同意隐私说明，只能查看消息');
    await page.see('您好');
    expect([page.visible('textarea'), cloud.callsOf('customer.consent')]).toEqual([[], []]);
    page.tap('查看并同意');
    await page.see(privacy.text);
    page.tap('同意');
    await canWrite();
  });

  test('is not lost on the way: what the cloud did not hear is asked again', async () => {
    cloud.refusedAction = 'customer.consent';
    page = openCustomerPage(CHAT, cloud);
    await page.see(privacy.text);
    page.tap('同意');
    await page.see('服务繁忙，请稍后再试');
    expect(page.visible('textarea')).toEqual([]);
    cloud.refusedAction = undefined;
    page.tap('查看并同意');
    page.tap('同意');
    await canWrite();
  });

  test.each([
    ['to this version is not asked again', 2, []],
    ['to an older version is asked again', 1, [privacy.text]],
  ])('given before %s', async (_, consent, asked) => {
    cloud.profile.consent = consent;
    page = openCustomerPage(CHAT, cloud);
    await page.until(() => page.title === '小林');
    if (asked.length > 0) await page.see(privacy.text);
    else await canWrite();
  });

  test('tells WeChat, too, which then asks no more', async () => {
    page = openCustomerPage(CHAT, cloud, { asksPrivacy: true });
    await page.see('查看微信隐私保护指引');
    page.tap('同意');
    await canWrite();
    expect(page.program.privacy.isNeeded).toBe(false);
  });
});

test('when only WeChat wants consent, WeChat asks', async () => {
  page = openCustomerPage(CHAT, cloud, { asksPrivacy: true });
  await page.see('用户隐私保护提示');
  page.tap('同意');
  await canWrite();
});

test('a question is asked by one tap', async () => {
  cloud.business = aSettings({ quickQuestions: ['什么时候发货？', '怎么退换货？'] });
  page = openCustomerPage(CHAT, cloud);
  await page.see('怎么退换货？');
  page.tap('怎么退换货？');
  await page.until(() => sent().length === 1);
  expect(sent()[0]).toMatchObject({ kind: 'text', body: { text: '怎么退换货？' } });
});

describe('out of hours', () => {
  beforeEach(() => {
    cloud.service = { isOpen: false, opensAt: new Date().setHours(24 + 9, 0, 0, 0) };
  });

  test('it says so, and a message can be left, once', async () => {
    page = openCustomerPage(CHAT, cloud);
    await page.see('现在是非服务时间（明天 09:00 开始服务），请留言');
    page.tap('留言');
    await page.until(() => page.route === 'kefu/leave/leave');
    page.type('留言内容', '想换大一码');
    page.type('联系电话（选填）', '123');
    await page.see('请填写正确的电话号码');
    page.type('联系电话（选填）', '13800138000');
    await page.unsee('请填写正确的电话号码');
    page.tap('提交留言');
    page.tap('提交留言');
    await page.until(() => page.route === 'kefu/chat/chat');
    await page.see('【留言】想换大一码');
    await page.until(() => cloud.texts(CONVERSATION).length === 1);
    expect(sent()).toHaveLength(1);
  });

  test('what could not be handed over stays written', async () => {
    page = openCustomerPage('/kefu/leave/leave', cloud);
    page.type('留言内容', '想换大一码');
    cloud.refused = 'TRY_AGAIN';
    page.tap('提交留言');
    await page.see('服务繁忙，请稍后再试');
    expect(page.field('留言内容').value).toBe('想换大一码');
  });
});

test('in the queue it says that one can already tell', async () => {
  cloud.opening = { status: 'queued', position: 3 };
  page = openCustomerPage(CHAT, cloud);
  await page.see('可以先描述问题');
});

describe('who is not named yet', () => {
  beforeEach(() => {
    cloud.profile.name = '微信用户ab12';
  });

  test('is asked after the first message, and can say so', async () => {
    page = openCustomerPage(CHAT, cloud);
    await canWrite();
    expect(page.text).not.toContain('告诉客服怎么称呼您');
    await send('在吗');
    await page.see('告诉客服怎么称呼您');
    page.tap('去填写');
    await page.until(() => page.route === 'kefu/profile/profile' && page.field('昵称').value === '微信用户ab12');
    page.type('昵称', '小满');
    page.tap('保存');
    await page.until(() => page.route === 'kefu/chat/chat');
    expect(cloud.callsOf('customer.profile')).toMatchObject([{ name: '小满' }]);
    await page.unsee('告诉客服怎么称呼您');
  });

  test('and would rather not is left in peace', async () => {
    page = openCustomerPage(CHAT, cloud);
    await send('在吗');
    await page.see('告诉客服怎么称呼您');
    page.tap('以后再说');
    await page.unsee('告诉客服怎么称呼您');
    await send('有人吗');
    await page.until(() => sent().length === 2);
    expect(page.text).not.toContain('告诉客服怎么称呼您');
  });
});

describe('alerts', () => {
  beforeEach(() => {
    cloud.business = aSettings({ templates: { customer: ['answered'], agent: [] } });
  });

  test('are asked for once in a run, and what came of it is told', async () => {
    page = openCustomerPage(CHAT, cloud, { asksSubscriptions: true });
    await send('在吗');
    await page.see('申请发送以下消息');
    page.tap('允许');
    await page.until(() => cloud.callsOf('alert.credit').length === 1);
    expect(cloud.callsOf('alert.credit')[0]).toMatchObject({ templates: { answered: 'accept' } });
    await send('有人吗');
    await page.until(() => sent().length === 2);
    expect(page.text).not.toContain('申请发送以下消息');
  });

  test('that were refused are not asked for again', async () => {
    page = openCustomerPage(CHAT, cloud, { outcomes: { requestSubscribeMessage: 'reject' } });
    await send('在吗');
    await page.until(() => cloud.callsOf('alert.credit').length === 1);
    await send('有人吗');
    await page.until(() => sent().length === 2);
    expect(cloud.callsOf('alert.credit')).toHaveLength(1);
  });

  test('that the cloud does not hear of are told again, as the same tap', async () => {
    page = openCustomerPage(CHAT, cloud);
    await canWrite();
    cloud.refusedAction = 'alert.credit';
    await send('在吗');
    await page.until(() => sent().length === 1);
    cloud.refusedAction = undefined;
    await page.until(() => cloud.callsOf('alert.credit').length === 1);
  });
});

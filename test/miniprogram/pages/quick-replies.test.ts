/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { openAgentPage } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

const LIST = '/pages/quick-replies/quick-replies';
let cloud: TeamCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new TeamCloud();
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const fields = { isTeam: false, group: '', order: 1 };

test('the first one is written, with a variable where the cursor stands', async () => {
  page = openAgentPage(LIST, cloud);
  await page.see('还没有快捷回复');
  page.tap('新建快捷回复');
  await page.until(() => page.route === 'pages/quick-reply/quick-reply' && page.visible('textarea').length === 1);
  page.type('标题', '打招呼');
  page.type('内容', '您好，');
  page.tap('插入客户称呼');
  await page.until(() => page.field('内容').value === '您好，{customer}');
  page.tap('保存');
  await page.until(() => page.route === 'pages/quick-replies/quick-replies');
  await page.see('打招呼');
  expect(cloud.replies).toMatchObject([{ title: '打招呼', text: '您好，{customer}', isTeam: false }]);
});

test('what is missing is said at its place, and nothing is sent', async () => {
  page = openAgentPage('/pages/quick-reply/quick-reply', cloud);
  await page.until(() => page.visible('textarea').length === 1);
  page.tap('保存');
  await page.see('请填写标题');
  await page.see('请填写内容');
  page.type('标题', '打招呼');
  await page.unsee('请填写标题');
  expect(cloud.callsOf('team.saveQuickReply')).toEqual([]);
});

test('looking for one, changing and deleting it', async () => {
  cloud.replies = [
    { ...fields, replyId: 'a', title: '发货时间', text: '今天发' },
    { ...fields, replyId: 'b', title: '退货', text: '七天', group: '售后', order: 2 },
  ];
  page = openAgentPage(LIST, cloud);
  await page.see('发货时间');
  page.type('搜索标题、内容或分组', '售后');
  await page.unsee('发货时间');
  page.tap('退货，七天');
  await page.until(() => page.visible('textarea').length === 1);
  page.type('内容', '十五天');
  page.tap('保存');
  await page.see('十五天');
  page.tap('退货，十五天');
  await page.until(() => page.visible('textarea').length === 1);
  page.tap('删除');
  await page.see('删除这条快捷回复？');
  page.roles('dialog')[0]?.querySelector<HTMLElement>('.phone-modal-confirm')?.click();
  await page.until(() => cloud.replies.length === 1);
  await page.see('没有找到相关内容');
});

test.each([
  ['agent', 0],
  ['lead', 1],
] as const)('the team’s are read by all, and changed by those who lead: %s', async (role, fieldsToShare) => {
  cloud.role = role;
  cloud.replies = [{ ...fields, replyId: 'a', title: '发货时间', text: '今天发', isTeam: true }];
  page = openAgentPage(LIST, cloud);
  await page.see('还没有快捷回复');
  page.tap('团队');
  await page.see('发货时间');
  expect(page.roles('button', '新建快捷回复')).toHaveLength(fieldsToShare);
  page.tap('发货时间，今天发');
  await page.until(() => page.visible('textarea').length === 1);
  expect(page.field('内容').disabled).toBe(role === 'agent');
  expect(page.text.includes('团队共用的快捷回复由主管维护')).toBe(role === 'agent');
});

test('when they cannot be had, it says so and tries again', async () => {
  cloud.refusedAction = 'team.quickReplies';
  page = openAgentPage(LIST, cloud);
  await page.see('服务繁忙，请稍后再试');
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('还没有快捷回复');
});

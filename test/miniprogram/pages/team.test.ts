/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { openAgentPage } from './support/page-cloud';
import { aMember, StaffCloud } from './support/staff-cloud';

let cloud: StaffCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new StaffCloud();
  cloud.role = 'admin';
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const answerYes = (): void => page.roles('dialog')[0]?.querySelector<HTMLElement>('.phone-modal-confirm')?.click();

test('the team is listed, those who are there first, with load and what is wanted of them', async () => {
  cloud.members.push(
    aMember({ id: 'agent-2', name: '陈默', presence: 'away', isOnShift: true }),
    aMember({ id: 'agent-3', name: '何悦', presence: 'online', load: 2, isOnShift: true }),
    aMember({ id: 'agent-4', name: '老王', presence: 'offline', deactivatedAt: Date.now() }),
  );
  page = openAgentPage('/pages/team/team', cloud);
  await page.see('成员 3');
  expect(page.text).toContain('应在岗');
  expect(page.text).toContain('接待 2/5');
  expect(page.text.indexOf('何悦')).toBeLessThan(page.text.indexOf('陈默'));
  expect(page.text.indexOf('已停用')).toBeLessThan(page.text.indexOf('老王'));
});

test('alone in the team, one is asked to invite somebody; when it cannot be had, it says so', async () => {
  cloud.refusedAction = 'team.roster';
  page = openAgentPage('/pages/team/team', cloud);
  await page.see('服务繁忙，请稍后再试');
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('还没有同事');
});

test('what a member can do is changed, and only that is sent', async () => {
  cloud.members.push(aMember({ id: 'agent-2', name: '陈默' }));
  page = openAgentPage('/pages/member/member?id=agent-2', cloud);
  await page.see('接待上限');
  page.visible('[role="checkbox"][aria-label="技术"]')[0]?.click();
  page.visible('[role="radio"][aria-label^="客服主管"]')[0]?.click();
  page.visible('[aria-label="增加1"]')[0]?.click();
  page.type('名字', '');
  page.tap('保存');
  await page.see('请填写名字');
  page.type('名字', '小陈');
  page.tap('保存');
  await page.see('已保存');
  expect(cloud.asked('saveAgent')).toEqual([
    { agentId: 'agent-2', name: '小陈', role: 'lead', skills: ['technical'], capacity: 6 },
  ]);
});

test('a member is deactivated after a question, and let in again', async () => {
  cloud.members.push(aMember({ id: 'agent-2', name: '陈默', load: 3 }));
  page = openAgentPage('/pages/member/member?id=agent-2', cloud);
  await page.see('停用');
  page.tap('停用');
  await page.see('进行中的 3 个会话会马上转给其他同事');
  expect(cloud.asked('deactivate')).toEqual([]);
  answerYes();
  await page.see('恢复使用');
  expect(cloud.asked('deactivate')).toEqual([{ agentId: 'agent-2' }]);
  page.tap('恢复使用');
  await page.see('接待上限');
});

test('what was cut off while deactivating can be finished', async () => {
  cloud.members.push(aMember({ id: 'agent-2', deactivatedAt: 1, isLeaving: true }));
  page = openAgentPage('/pages/member/member?id=agent-2', cloud);
  await page.see('停用没有完成，请再试一次');
  page.tap('继续停用');
  await page.see('恢复使用');
});

test('oneself, or somebody one does not look after, is not deactivated', async () => {
  page = openAgentPage('/pages/member/member?id=agent-1', cloud);
  await page.see('接待上限');
  expect(page.text).not.toContain('停用');
  page.close();
  cloud.members.push(aMember({ id: 'admin-1', role: 'admin', canChange: false }));
  page = openAgentPage('/pages/member/member?id=admin-1', cloud);
  await page.see('接待上限');
  expect(page.text).not.toContain('保存');
  expect(page.field('名字').disabled).toBe(true);
});

test('an invite code is made for a role, copied, and taken back', async () => {
  page = openAgentPage('/pages/invites/invites', cloud);
  await page.see('没有等待使用的邀请码');
  page.tap('生成邀请码');
  await page.see('同时接待的客户数');
  page.visible('[role="checkbox"][aria-label="技术"]')[0]?.click();
  page
    .visible('[role="dialog"] [role="button"]')
    .filter((button) => button.textContent?.includes('生成邀请码'))[0]
    ?.click();
  await page.see('7KQ2M-9XTFA');
  expect(cloud.asked('invite')).toEqual([{ role: 'agent', skills: ['technical'], capacity: 5 }]);
  expect(page.program.navigation.top?.call('onShareAppMessage', {})).toMatchObject({
    path: '/pages/bind/bind?code=7KQ2M-9XTFA',
  });
  await page.see('客服 · 技术');
  page.tap('撤销，客服 · 技术');
  await page.see('撤销这个邀请码？');
  answerYes();
  await page.see('没有等待使用的邀请码');
  expect(page.text).not.toContain('7KQ2M-9XTFA');
});

test('a lead invites agents only', async () => {
  cloud.role = 'lead';
  page = openAgentPage('/pages/invites/invites', cloud);
  await page.see('没有等待使用的邀请码');
  page.tap('生成邀请码');
  await page.see('同时接待的客户数');
  expect(page.roles('radio')).toHaveLength(1);
});

test('a shift: a day is planned, put on other days, and saved', async () => {
  cloud.members.push(aMember({ id: 'agent-2', name: '陈默' }));
  page = openAgentPage('/pages/shifts/shifts', cloud);
  await page.see('陈默');
  page.tap('陈默');
  await page.see('星期一');
  page.tap('星期一，休息');
  await page.see('添加时段');
  page.tap('添加时段');
  page.visible('[role="checkbox"][aria-label="星期二"]')[0]?.click();
  page.tap('确定');
  await page.unsee('同时用于');
  expect(page.visible('[aria-label="星期二，09:00–18:00"]')).toHaveLength(1);
  page.tap('保存');
  await page.until(() => cloud.asked('saveShift').length === 1);
  const nine = [{ from: '09:00', to: '18:00' }];
  expect(cloud.asked('saveShift')).toMatchObject([
    { agentId: 'agent-2', shift: { week: [[], nine, nine, [], [], [], []] } },
  ]);
  await page.see('每周 18 小时');
});

test('a shift is copied from a colleague', async () => {
  const night = [{ from: '22:00', to: '06:00' }];
  cloud.members.push(aMember({ id: 'agent-2', name: '陈默' }), aMember({ id: 'agent-3', name: '何悦' }));
  cloud.shifts.set('agent-3', { week: [[], night, [], [], [], [], []], onCall: [[], [], [], [], [], [], night] });
  page = openAgentPage('/pages/shift/shift?id=agent-2', cloud);
  await page.see('从同事复制');
  page.tap('从同事复制');
  await page.see('何悦');
  page.tap('何悦');
  await page.until(() => page.visible('[aria-label="星期一，22:00–次日06:00"]').length === 1);
  page.tap('值班');
  await page.until(() => page.visible('[aria-label="星期六，22:00–次日06:00"]').length === 1);
});

test('an agent reads their own shift', async () => {
  cloud.role = 'agent';
  page = openAgentPage('/pages/shift/shift', cloud);
  await page.see('排班由主管维护');
  expect(page.title).toBe('我的排班');
  expect(page.text).not.toContain('保存');
});

test('a stranger joins by a code, and goes on duty', async () => {
  cloud.isStranger = true;
  page = openAgentPage('/pages/conversations/conversations', cloud);
  await page.until(() => page.route === 'pages/bind/bind');
  page.tap('加入并上线');
  await page.see('请填写 10 位邀请码');
  await page.see('请填写名字');
  page.type('邀请码', 'aaaaa-aaaaa');
  page.type('名字', '小林');
  page.tap('加入并上线');
  await page.see('邀请码不对、已用过或已过期');
  page.type('邀请码', '7kq2m 9xtfa');
  page.tap('加入并上线');
  await page.until(() => page.route === 'pages/conversations/conversations');
  await page.until(() => cloud.presence === 'online');
});

test('a code that came with the invitation is filled in', async () => {
  cloud.isStranger = true;
  page = openAgentPage('/pages/bind/bind?code=7KQ2M-9XTFA', cloud);
  await page.see('加入并上线');
  expect(page.field('邀请码').value).toBe('7KQ2M-9XTFA');
});

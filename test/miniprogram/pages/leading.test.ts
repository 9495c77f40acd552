/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OpenPage } from '../../support/page';
import { customer, streamKeys } from '../shared/support/cloud-model';
import { CONVERSATION, openAgentPage } from './support/page-cloud';
import { TeamCloud } from './support/team-cloud';

let cloud: TeamCloud;
let page: OpenPage;

beforeEach(() => {
  localStorage.clear();
  cloud = new TeamCloud(CONVERSATION);
  cloud.role = 'lead';
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const answer = (isYes: boolean): void => {
  const [question] = page.roles('dialog');
  const buttons = question?.querySelectorAll<HTMLElement>('.phone-modal-action');
  buttons?.[isYes ? 1 : 0]?.click();
};

function withhold(text: string): void {
  const message = { ...cloud.say(CONVERSATION, customer, { text }), withheld: 'risky' as const };
  cloud.withheld.push({ message, customer: { id: customer.id, name: '王小姐' }, keys: streamKeys });
}

test('what is withheld is read, and released after a question', async () => {
  withhold('加微信聊');
  withhold('刷单');
  page = openAgentPage('/pages/withheld/withheld', cloud);
  await page.see('加微信聊');
  expect(page.text).toContain('内容有风险');
  page.tap('放行');
  await page.see('放行这条消息？');
  answer(false);
  await page.unsee('放行这条消息？');
  expect(cloud.withheld).toHaveLength(2);
  page.tap('放行');
  await page.see('放行这条消息？');
  answer(true);
  await page.unsee('加微信聊');
  expect(page.text).toContain('刷单');
  expect(cloud.withheld).toHaveLength(1);
});

test('nothing is withheld, and when that cannot be asked it says so', async () => {
  cloud.refusedAction = 'message.withheld';
  page = openAgentPage('/pages/withheld/withheld', cloud);
  await page.see('服务繁忙，请稍后再试');
  cloud.refusedAction = undefined;
  page.tap('重试');
  await page.see('没有被拦截的消息');
});

const counts = { reports: 2, checked: 40, gaps: 0, duplicates: 0 };
const day = {
  day: '2026-11-24',
  from: 0,
  until: 1,
  conversations: 3,
  checked: 120,
  gaps: 0,
  duplicates: 0,
  untold: 0,
  incidents: [],
  phones: counts,
};

test('a lead reads what every day compared, and whether all was as it should be', async () => {
  cloud.reports = [day, { ...day, day: '2026-11-23', gaps: 2 }];
  page = openAgentPage('/pages/audit/audit', cloud);
  await page.see('全部正常');
  expect(page.text).toContain('核对 3 个会话的 120 条消息');
  expect(page.text).toContain('缺失 2，重复 0，未通知 0');
  expect(page.text).toContain('这部手机');
});

test('a lead reads what could not be verified, by conversation, and opens it', async () => {
  cloud.reports = [day];
  const messages = [
    { conversationId: CONVERSATION, messageId: 'a' },
    { conversationId: `${CONVERSATION}:staff`, messageId: 'b' },
  ];
  cloud.unverifiable = [{ day: '2026-11-24', messages }];
  page = openAgentPage('/pages/audit/audit', cloud);
  await page.see('无法验证的消息');
  expect(page.text).toContain('2026-11-24，2 条');
  page.tap('查看会话');
  await page.see('王小姐');
});

test('an admin reads how the keys stand while what is old is sealed again, and when a version can go', async () => {
  cloud.role = 'admin';
  const since = new Date(2026, 10, 24, 12).getTime();
  const first = { version: 1, since };
  cloud.keyState = {
    current: 2,
    versions: [{ ...first, version: 2 }, first],
    resealing: { share: 0.426, resealed: 71 },
  };
  page = openAgentPage('/pages/keys/keys', cloud);
  await page.see('进行中，42%');
  for (const said of ['一致', '第 2 版，2026-11-24 启用', '使用中', '旧内容仍需要', '已重新加密 71 条'])
    expect(page.text).toContain(said);
  page.close();
  cloud.keyState = {
    current: 2,
    versions: [
      { ...first, version: 2 },
      { ...first, clearedAt: since },
    ],
  };
  page = openAgentPage('/pages/keys/keys', cloud);
  await page.see('可以停用');
  expect(page.text).not.toContain('重新加密旧内容');
});

test('an agent reads of their own phone only', async () => {
  cloud.role = 'agent';
  page = openAgentPage('/pages/audit/audit', cloud);
  await page.see('已核对');
  expect(page.text).not.toContain('每日自检');
  expect(cloud.callsOf('team.audits')).toEqual([]);
});

test('signing out goes off duty, leaves nothing behind, and lasts until one signs in again', async () => {
  cloud.role = 'agent';
  localStorage.clear();
  page = openAgentPage('/pages/me/me', cloud);
  await page.see('退出登录');
  await page.until(() => cloud.presence === 'online');
  page.tap('退出登录');
  await page.see('退出登录？');
  answer(true);
  await page.see('已退出登录');
  expect(cloud.presence).toBe('offline');
  await page.until(() => cloud.watchers() === 0);
  page.close();
  page = openAgentPage('/pages/conversations/conversations', cloud);
  await page.see('已退出登录');
  page.tap('登录');
  await page.see('王小姐');
});

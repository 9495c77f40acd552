import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { dayAt } from '../../cloudfunctions/common/domain/calendar';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

/** Functions go by new rules after this long at the latest. */
const RULES_MS = 61_000;

let cloud: TestCloud;
let browser: Browser;
let admin: Phone;
let analyst: Phone;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  for (const phone of [admin, analyst]) expect(phone.errors).toEqual([]);
  await browser.close();
  await cloud.close();
});

test('an admin adds a skill; the board shows who waits for it', async () => {
  admin = await openPhone(browser, `${cloud.url}/agent/?openid=admin-1`);
  const { page } = admin;
  await page.getByRole('button', { name: /^在线/ }).waitFor();
  await page.getByText('我的', { exact: true }).last().click();
  await page.getByText('分配规则', { exact: true }).click();
  await page.getByText('添加技能').click();
  await page.getByRole('textbox', { name: '编号' }).fill('manual');
  await page.getByRole('textbox', { name: '名称' }).fill('说明书');
  await page.getByRole('textbox', { name: '来源页面' }).fill('manual');
  await admin.screenshot('rules-skill');
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByText('保存', { exact: true }).click();
  await page.getByText('已保存，一分钟内生效').waitFor();
  await admin.screenshot('rules');
  await cloud.moveClock(RULES_MS);

  const [agent, customer] = await Promise.all(['agent-1', 'manual-reader'].map((id) => person(cloud.url, id)));
  await agent?.ask('assignment', 'status', { status: 'online' });
  await customer?.ask('conversation', 'open', { source: { page: 'manual' } });
  analyst = await openPhone(browser, `${cloud.url}/agent/?openid=analyst-1`);
  await analyst.page.getByText('看板', { exact: true }).last().click();
  await analyst.page.getByRole('button', { name: /^说明书，1 人，最久/ }).waitFor();
  await analyst.page.getByText('苏晴', { exact: true }).waitFor();
  await analyst.screenshot('board');
});

test('what waits is opened from the board', async () => {
  const { page } = admin;
  await page.goto(`${cloud.url}/agent/?openid=admin-1`);
  await page.getByText('看板', { exact: true }).last().click();
  await page.getByRole('button', { name: /^说明书，1 人，最久/ }).click();
  await page.getByRole('tab', { name: /^排队/, selected: true }).waitFor();
});

test('what was edited by hand into nonsense is shown to admins, and named', async () => {
  await records(cloud.url).change('settings_private', { _id: 'assignment' }, { strategy: 'fairest' });
  await admin.page.reload();
  await admin.page.getByRole('button', { name: '配置有 1 处错误，点此查看' }).click();
  await admin.page.getByText('请选择其中一项').waitFor();
  await admin.screenshot('configuration-problem');
});

test('a day is replayed by a copy of the rules', async () => {
  const day = dayAt(Date.now() + RULES_MS);
  const { page } = admin;
  await page.goto(`${cloud.url}/agent/?openid=admin-1`);
  await page.getByText('看板', { exact: true }).last().click();
  await page.getByText('用历史数据回放规则').click();
  await page.getByRole('textbox', { name: '日期' }).fill(day);
  await page.getByText('修改规则副本').click();
  await page.getByText('轮流', { exact: true }).click();
  await page.getByRole('button', { name: '用于回放' }).click();
  await page.getByText('已修改').waitFor();
  await page.getByText('开始回放').click();
  await page.getByText('等待时间分布').waitFor();
  await page
    .getByLabel(/^未接待，现行规则 [01]，规则副本 [01]$/)
    .first()
    .waitFor();
  await admin.screenshot('replay');
});

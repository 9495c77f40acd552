import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { ConversationDocument } from '../../cloudfunctions/common/protocol/documents';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records } from '../support/people';
import { launchBrowser, openPhone, type Phone, type PhoneOptions } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  for (const { errors } of phones) expect(errors).toEqual([]);
  await browser.close();
  await cloud.close();
});

async function open(openid: string, options: PhoneOptions = {}): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/agent/?openid=${openid}`, options);
  phones.push(phone);
  return phone;
}

const tap = ({ page }: Phone, name: string) => page.getByText(name, { exact: true }).last().click();
const sees = ({ page }: Phone, words: string | RegExp) => page.getByText(words).last().waitFor();
const back = ({ page }: Phone) => page.getByRole('button', { name: '返回' }).click();

const ownersNow = async () =>
  ((await records(cloud.url).find('conversations', { status: 'active' })) as ConversationDocument[]).map(
    ({ people }) => people.at(-1)?.name,
  );

let admin: Phone;
let newcomer: Phone;

test('an admin makes an invite code, and a stranger joins by it and is on duty', async () => {
  [admin, newcomer] = await Promise.all([open('admin-1'), open('newcomer', { colorScheme: 'dark' })]);
  await tap(admin, '我的');
  await tap(admin, '团队');
  await sees(admin, '苏晴');
  await tap(admin, '邀请码');
  await tap(admin, '生成邀请码');
  await admin.page.getByRole('dialog').getByText('生成邀请码', { exact: true }).last().click();
  await sees(admin, '只显示这一次');
  await admin.screenshot('team-invites');
  const code = await admin.page.getByText(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/).innerText();

  await newcomer.page.getByRole('textbox', { name: '邀请码' }).fill(code.toLowerCase());
  await newcomer.page.getByRole('textbox', { name: '名字' }).fill('新同事');
  await newcomer.screenshot('team-bind-dark');
  await tap(newcomer, '加入并上线');
  await newcomer.page.getByRole('button', { name: /^在线/ }).waitFor();
});

test('a shift is planned by an admin, and read by the agent', async () => {
  await back(admin);
  await tap(admin, '排班');
  await admin.page.getByRole('button', { name: /^新同事 客服 未排班/ }).waitFor();
  await tap(admin, '新同事');
  await admin.page.getByRole('button', { name: '星期一，休息' }).click();
  await admin.page.getByRole('button', { name: '添加时段' }).click();
  await admin.page.getByRole('checkbox', { name: '星期三' }).click();
  await admin.screenshot('team-day');
  await tap(admin, '确定');
  await admin.page.getByRole('button', { name: '星期三，09:00–18:00' }).waitFor();
  await admin.screenshot('team-shift');
  await tap(admin, '保存');
  await sees(admin, '每周 18 小时');
  await back(admin);

  await tap(newcomer, '我的');
  await tap(newcomer, '我的排班');
  await sees(newcomer, '排班由主管维护');
  await newcomer.page.getByLabel('星期三，09:00–18:00').waitFor();
  await newcomer.screenshot('team-own-shift-dark');
});

test('deactivated, they lose their customers to a colleague, and find themselves outside', async () => {
  const customers = await Promise.all(['customer-1', 'customer-2'].map((openid) => person(cloud.url, openid)));
  for (const customer of customers) await customer.ask('conversation', 'open');
  expect(new Set(await ownersNow())).toEqual(new Set(['秦川', '新同事']));

  await admin.page.getByRole('button', { name: /^新同事，客服/ }).click();
  await sees(admin, '接待上限');
  await admin.screenshot('team-member');
  await tap(admin, '停用');
  await sees(admin, '进行中的 1 个会话会马上转给其他同事');
  await admin.page.getByRole('dialog').getByText('停用', { exact: true }).click();
  await sees(admin, '恢复使用');
  expect(await ownersNow()).not.toContain('新同事');

  await newcomer.page.reload();
  await sees(newcomer, '加入客服团队');
  await back(admin);
  await sees(admin, '已停用');
  await admin.screenshot('team-members');
});

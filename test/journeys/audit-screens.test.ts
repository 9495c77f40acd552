import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { AuditDocument } from '../../cloudfunctions/common/protocol/documents';
import { LEASE_MS } from '../../cloudfunctions/common/protocol/limits';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { meet } from '../support/meeting';
import { persons, records } from '../support/people';
import { launchBrowser, openPhone, type Phone, type PhoneOptions } from '../support/phones';

const MINUTE = 60_000;

let cloud: TestCloud;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
}, 240_000);
afterAll(async () => {
  for (const { errors } of phones) expect(errors).toEqual([]);
  await browser.close();
  await cloud.close();
});

async function open(openid: string, options: PhoneOptions = {}): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/agent/?openid=${openid}`, {
    width: 375,
    height: 812,
    ...options,
  });
  phone.page.setDefaultTimeout(100_000);
  phones.push(phone);
  return phone;
}

const tap = ({ page }: Phone, name: string) => page.getByText(name, { exact: true }).last().click();
const sees = ({ page }: Phone, words: string | RegExp) => page.getByText(words).last().waitFor();

const log = async () => (await records(cloud.url).find('audit', {}, 'at')) as AuditDocument[];

/** Something to read in the log: looks, refusals, changes. */
async function somebodyLooks(): Promise<void> {
  const [agent, other, lead, admin] = await persons(cloud.url, 'agent-1', 'agent-2', 'lead-1', 'admin-1');
  const { conversationId, customer } = await meet(cloud.url, agent);
  await customer.ask('message', 'send', { conversationId, clientId: 'a', kind: 'text', body: { text: '你好' } });
  await lead.ask('message', 'history', { conversationId });
  await other.call('message', 'history', { conversationId });
  await agent.call('team', 'saveRules', { rules: {} });
  await admin.ask('team', 'saveAgent', { agentId: 'agent-2', capacity: 4 });
}

/** Waits for the minute in which the sweep seals; the cloud's own timer may be faster than we are. */
async function sealed(): Promise<void> {
  const [lead] = await persons(cloud.url, 'lead-1');
  const now = Number((await lead.ask('assignment', 'status', { status: 'offline' }))['leaseUntil']) - LEASE_MS;
  await cloud.moveClock(10 * MINUTE - (now % (10 * MINUTE)));
  await cloud.runTimer('sweep');
}

test('a lead reads the log, narrows it down and has it checked', async () => {
  await somebodyLooks();
  const lead = await open('lead-1');
  await lead.page.getByText('我的', { exact: true }).last().waitFor();
  await sealed();
  await tap(lead, '我的');
  await tap(lead, '审计日志');
  await sees(lead, /已封存 \d+ 条/);
  await sees(lead, '没有权限');
  await lead.screenshot('audit-log');
  await tap(lead, '操作');
  await lead.page.getByRole('radio', { name: '修改成员' }).waitFor();
  await lead.screenshot('audit-log-deeds');
  await tap(lead, '修改成员');
  await lead.page
    .getByRole('button', { name: /，修改成员，/ })
    .last()
    .click();
  await sees(lead, '接待上限');
  await lead.screenshot('audit-log-entry');
  await lead.page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  await tap(lead, '校验');
  await sees(lead, /条记录完好，与本机保存的 \d+ 个校验值一致/);
  await lead.screenshot('audit-log-right');
}, 240_000);

test('what was done to the log shows, in the dark too', async () => {
  const [entry] = await log();
  await records(cloud.url).change('audit', { _id: entry?._id }, { 'who.id': 'nobody' });
  const lead = await open('admin-1', { colorScheme: 'dark' });
  await tap(lead, '我的');
  await tap(lead, '审计日志');
  await sees(lead, /已封存/);
  await lead.page.getByRole('checkbox', { name: '被拒绝' }).click();
  await tap(lead, '校验');
  await sees(lead, /第 1 号封印下的记录 1 被改动过/);
  await lead.screenshot('audit-log-wrong-dark');
  await lead.page
    .getByRole('button', { name: /没有权限/ })
    .first()
    .click();
  await sees(lead, '记录编号');
  await lead.screenshot('audit-log-entry-dark');
}, 240_000);

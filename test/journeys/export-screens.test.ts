import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

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

const SIZE = { width: 375, height: 812 };

async function open(openid: string, colorScheme: 'light' | 'dark'): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/agent/?openid=${openid}`, { ...SIZE, colorScheme });
  phones.push(phone);
  return phone;
}

const tap = ({ page }: Phone, name: string) => page.getByText(name, { exact: true }).last().click();

async function runJobs(): Promise<void> {
  const { data } = (await cloud.runTimer('jobs')) as { data: { slices: number } };
  if (data.slices > 0) await runJobs();
}

async function talk(): Promise<void> {
  const agent = await person(cloud.url, 'agent-1');
  await agent.ask('assignment', 'status', { status: 'online' });
  const customer = await person(cloud.url, 'customer-1');
  const { conversationId } = await customer.ask('conversation', 'open');
  const say = (who: typeof agent, clientId: string, text: string) =>
    who.ask('message', 'send', { conversationId, clientId, kind: 'text', body: { text } });
  await say(customer, 'a', '收到的杯子有裂纹，电话 13800138000，可以退款吗？');
  await say(agent, 'b', '非常抱歉，已经为您申请退款，预计 3 天内到账。');
}

test.each(['light', 'dark'] as const)('an agent exports a conversation and takes the file (%s)', async (scheme) => {
  await talk();
  const agent = await open('agent-1', scheme);
  const { page } = agent;
  await page.getByText('非常抱歉').last().click({ timeout: 120_000 });
  await page.locator('textarea:enabled').waitFor();
  await page.getByRole('button', { name: '更多' }).click();
  await page.getByRole('button', { name: '导出', exact: true }).evaluate((element: HTMLElement) => element.click());
  await page.getByRole('dialog', { name: '导出记录' }).waitFor();
  await agent.screenshot(`export-sheet-${scheme}`);
  await page.getByRole('textbox', { name: '用途' }).fill('退款纠纷举证');
  await tap(agent, '开始导出');
  await page.getByRole('progressbar').first().waitFor();
  await agent.screenshot(`exports-running-${scheme}`);
  await runJobs();
  await page
    .getByText(/已完成/)
    .first()
    .waitFor();
  await agent.screenshot(`exports-ready-${scheme}`);
  const seen = await person(cloud.url, 'agent-1');
  const { exports } = await seen.ask('search', 'exports');
  const [{ exportId }] = exports as [{ exportId: string }];
  const { links } = await seen.ask('search', 'exportLinks', { exportId });
  const context = await browser.newContext({ viewport: SIZE, colorScheme: scheme });
  const transcript = await context.newPage();
  const html = await (await fetch((links as [{ url: string }])[0].url)).text();
  await transcript.setContent(html);
  await transcript.locator('#verdict.good').waitFor();
  await transcript.screenshot({ path: `.test-output/screenshots/export-transcript-${scheme}.png`, fullPage: true });
  await transcript.setContent(html.replace('3 天内', '30 天内'));
  await transcript.locator('#verdict.bad').waitFor();
  expect(await transcript.locator('#verdict').innerText()).toMatch(/^第 \d+ 条消息被改动。/);
  await context.close();
});

test('who has exported nothing is told how to', async () => {
  const analyst = await open('analyst-1', 'light');
  await tap(analyst, '我的');
  await tap(analyst, '导出');
  await analyst.page.getByText('还没有导出过').waitFor();
  await analyst.screenshot('exports-empty');
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, type Person } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

/** More than a chat shows when it opens. */
const LINES = 44;

let cloud: TestCloud;
let browser: Browser;
let lead: Phone;
let clientIds = 0;

const say = (who: Person, conversationId: unknown, text: string) =>
  who.ask('message', 'send', { conversationId, clientId: `c${++clientIds}`, kind: 'text', body: { text } });

/** A customer who asks for the money back at the beginning of a long conversation, and a note about it. */
async function fillRecords(): Promise<void> {
  const [agent, customer, other] = await Promise.all(
    ['agent-1', 'customer-1', 'customer-2'].map((id) => person(cloud.url, id)),
  );
  if (!agent || !customer || !other) return;
  await agent.ask('assignment', 'status', { status: 'online' });
  const { conversationId } = await customer.ask('conversation', 'open');
  await say(customer, conversationId, '你好，上周买的双肩包拉链坏了，我想申请退款，运费谁来出？');
  await say(agent, conversationId, '非常抱歉给您带来不便，质量问题的退款运费由我们承担，您把拉链的照片发过来就可以。');
  const notes = await agent.ask('conversation', 'notes', { conversationId });
  await say(agent, notes['conversationId'], '老客户，退款直接批');
  for (let line = 1; line <= LINES; line++) await say(line % 2 ? customer : agent, conversationId, `第 ${line} 句话`);
  const second = await other.ask('conversation', 'open');
  await say(other, second['conversationId'], '七天无理由退款怎么走流程');
}

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  await fillRecords();
  lead = await openPhone(browser, `${cloud.url}/agent/?openid=lead-1`, { width: 375, height: 812 });
  await lead.page.getByText('记录', { exact: true }).last().click();
}, 240_000);
afterAll(async () => {
  expect(lead.errors).toEqual([]);
  await browser.close();
  await cloud.close();
});

const marked = ({ page }: Phone) => page.locator('[class*="words__part--marked"]:visible');

/** Looks for something, and again when the first call was cut off because the function had to start. */
async function find({ page }: Phone, words: string): Promise<void> {
  await page.getByRole('textbox', { name: '搜索聊天记录' }).fill(words);
  await page.getByText('搜索', { exact: true }).click();
  const [again, ended] = [page.getByText('重试', { exact: true }), page.getByText(/^共找到 \d+ 条|^没有找到相关记录/)];
  for (;;) {
    await ended.or(again).first().waitFor();
    if (await ended.isVisible()) return;
    await again.click();
  }
}

test('what was said is found and stands out', async () => {
  await lead.page.getByText('输入要找的话，或选择筛选条件').waitFor();
  await lead.screenshot('records-start');
  await find(lead, '退款');
  await lead.page.getByText('共找到 4 条').waitFor();
  await lead.page.getByRole('button', { name: /^赵一鸣，.*七天无理由退款怎么走流程/ }).waitFor();
  await lead.page.getByRole('button', { name: /^林小满，.*，备注，苏晴：老客户，退款直接批/ }).waitFor();
  await lead.screenshot('records-found');
});

test('a hit opens where it was said, far up, and the words are marked there', async () => {
  await lead.page.getByRole('button', { name: /拉链坏了/ }).click();
  await marked(lead).first().waitFor();
  expect(await marked(lead).first().innerText()).toBe('退款');
  await lead.page
    .getByLabel(/拉链坏了/)
    .last()
    .waitFor();
  await lead.screenshot('records-opened');
  await lead.page.getByRole('button', { name: '返回' }).click();
});

test('a note opens among the messages of its time', async () => {
  await lead.page.getByRole('button', { name: /老客户，退款直接批/ }).click();
  await lead.page.locator('[class*="message--note"]').getByText('退款', { exact: true }).waitFor();
  await lead.screenshot('records-note');
  await lead.page.getByRole('button', { name: '返回' }).click();
});

test('what the hits have in common narrows it further', async () => {
  await lead.page.getByRole('button', { name: '趋势' }).click();
  await lead.page.getByRole('button', { name: /^运费 \d/ }).click();
  await lead.page.getByText('共找到 2 条').waitFor();
  await lead.screenshot('records-trend');
  await lead.page.getByRole('button', { name: '去掉“运费”' }).click();
  await lead.page.getByText('共找到 4 条').waitFor();
  await lead.page.getByRole('button', { name: '趋势' }).click();
});

test('a chip narrows the search', async () => {
  await lead.page.getByRole('button', { name: '角色', exact: true }).click();
  await lead.screenshot('records-role');
  await lead.page.getByRole('radio', { name: '客户', exact: true }).click();
  await lead.page.getByText('共找到 2 条').waitFor();
});

test('a search is kept, and found again when nothing is looked for', async () => {
  await lead.page.getByRole('button', { name: '保存搜索' }).click();
  await lead.page.getByRole('textbox', { name: '名称' }).fill('客户要退款');
  await lead.page.getByRole('dialog').getByText('保存搜索').last().click();
  await lead.page.getByText('已保存', { exact: true }).waitFor();
  await find(lead, '这里没有人说过');
  await lead.page.getByText('没有找到相关记录').waitFor();
  await lead.page.getByText('清除全部条件').click();
  await lead.page.getByRole('button', { name: '客户要退款，退款 · 客户' }).click();
  await lead.page.getByText('共找到 2 条').waitFor();
});

test('on a desk the conversation stands beside what was found', async () => {
  const desk = await openPhone(browser, `${cloud.url}/agent/?openid=lead-1`, {
    width: 1280,
    height: 800,
    colorScheme: 'dark',
  });
  await desk.page.getByText('记录', { exact: true }).last().click();
  await find(desk, '运费');
  await desk.page.getByRole('button', { name: /拉链坏了/ }).click();
  await marked(desk).first().waitFor();
  await desk.page.getByText('共找到 2 条').waitFor();
  await desk.screenshot('records-desk');
  expect(desk.errors).toEqual([]);
});

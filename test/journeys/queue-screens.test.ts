import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { person, records, type Person } from '../support/people';
import { launchBrowser, openPhone, type Phone } from '../support/phones';

let cloud: TestCloud;
let browser: Browser;
let agent: Person;
const phones: Phone[] = [];

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  agent = await person(cloud.url, 'agent-1');
  await records(cloud.url).change('agents', { _id: 'agent-1' }, { capacity: 1 });
  await agent.ask('assignment', 'status', { status: 'online' });
});
afterAll(async () => {
  await browser?.close();
  await cloud?.close();
});

/** Somebody who comes and asks. */
async function visitor(openid: string): Promise<string> {
  const { conversationId } = await (await person(cloud.url, openid)).ask('conversation', 'open');
  return String(conversationId);
}

const close = (conversationId: string) => agent.ask('conversation', 'close', { conversationId });

async function phoneOf(openid: string, options: Parameters<typeof openPhone>[2] = {}): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/customer/?openid=${openid}`, options);
  phones.push(phone);
  await phone.openChatOfCustomer();
  return phone;
}

/** What stands above the chat. */
const titled = ({ page }: Phone, title: string | RegExp) =>
  page.locator('.phone-bar-title').filter({ hasText: title }).waitFor();

test('the place in the queue counts down before the customer’s eyes, and the agent comes', async () => {
  const served = await visitor('first');
  const next = await visitor('second');
  const phone = await phoneOf('third');
  await titled(phone, '前面 1 位');
  await phone.page.getByRole('button', { name: '取消排队' }).waitFor();
  await phone.screenshot('queue');
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.screenshot('queue-dark');
  await phone.page.emulateMedia({ colorScheme: 'light' });
  await close(served);
  await titled(phone, /下一位就?是您/);
  await close(next);
  await titled(phone, /^苏晴/);
  expect(await phone.page.getByRole('button', { name: '取消排队' }).count()).toBe(0);
  await phone.screenshot('served');
});

test('who has been served can go on in the same conversation', async () => {
  const [phone] = phones;
  if (!phone) throw new Error('Nobody has been served.');
  await phone.send('还有货吗？');
  const { conversations } = await agent.ask('conversation', 'list');
  const [{ conversationId } = { conversationId: '' }] = conversations as { conversationId: string }[];
  await close(conversationId);
  await titled(phone, '会话已结束');
  await phone.screenshot('ended');
  await phone.page.getByRole('button', { name: '继续咨询' }).click();
  await titled(phone, /^苏晴/);
  expect((await records(cloud.url).conversation(conversationId)).status).toBe('active');
  await phone.send('还想再问一下');
  await phone.waitForTexts(['还有货吗？', '还想再问一下']);
  await phone.screenshot('taken-up');
});

test('one can leave the queue', async () => {
  const phone = await phoneOf('fourth');
  await titled(phone, /下一位就?是您/);
  await phone.page.getByRole('button', { name: '取消排队' }).click();
  await phone.page.getByText('取消排队？').waitFor();
  await phone.page.getByRole('button', { name: '取消排队' }).last().click();
  await titled(phone, '会话已结束');
  await phone.screenshot('left-queue');
});

/** What customers can choose from. */
const skills = [
  { id: 'presale', name: '售前咨询' },
  { id: 'technical', name: '使用与维修' },
  { id: 'aftersale', name: '退换与售后' },
];

test('who is asked first chooses by one tap, and is given to somebody who knows about it', async () => {
  const admin = await person(cloud.url, 'admin-1');
  const { rules } = await admin.ask('team', 'rules');
  const saved = await admin.ask('team', 'saveRules', { rules: { ...(rules as object), asksFirst: true, skills } });
  expect(saved).toMatchObject({ isSaved: true });
  await cloud.moveClock(61_000);
  const phone = await phoneOf('fifth');
  const choice = phone.page.getByRole('button', { name: '退换与售后' });
  await choice.waitFor();
  await phone.screenshot('choices');
  await choice.click();
  await titled(phone, /排队中|下一位|前面/);
  const colleague = await person(cloud.url, 'agent-3');
  await colleague.ask('assignment', 'status', { status: 'online' });
  await titled(phone, /^何悦/);
  await phone.screenshot('chosen');
});

test('the phones had no trouble', () => {
  expect(phones.flatMap(({ errors }) => errors)).toEqual([]);
});

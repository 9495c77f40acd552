import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { assigning } from '../support/assigning';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { back, bubble, button, confirm, goOff, offer, pick, saying, titled } from '../support/handling';
import { person, records } from '../support/people';
import { launchBrowser, openPhone, type Phone, type PhoneOptions } from '../support/phones';

/** Seven phones on one busy machine take their time. */
const PATIENCE_MS = 60_000;
jest.setTimeout(2 * PATIENCE_MS);

/** Customers say what it is about before they are given to anybody; who waits long for a technician is served by others, too. */
const rules = {
  asksFirst: true,
  skills: [
    { id: 'presale', name: '售前咨询' },
    { id: 'technical', name: '技术支持', overflow: [{ afterSeconds: 120, to: 'aftersale' }] },
    { id: 'aftersale', name: '售后服务' },
  ],
};

let cloud: TestCloud;
let browser: Browser;
let suqing: Phone;
let chenmo: Phone;
let heyue: Phone;
let lead: Phone;
let customer: Phone;
const phones: Phone[] = [];

async function open(address: string, options: PhoneOptions = {}): Promise<Phone> {
  const phone = await openPhone(browser, `${cloud.url}/${address}`, options);
  phone.page.setDefaultTimeout(PATIENCE_MS);
  phones.push(phone);
  return phone;
}

async function staff(id: string, options: PhoneOptions = {}): Promise<Phone> {
  const phone = await open(`agent/?openid=${id}`, options);
  await button(phone, /^(在线|忙碌)，/).waitFor();
  return phone;
}

async function visit(openid: string): Promise<Phone> {
  const phone = await open(`customer/?openid=${openid}`);
  await phone.openChatOfCustomer();
  return phone;
}

const serve = (openid: string, status = 'online') =>
  person(cloud.url, openid).then((who) => who.ask('assignment', 'status', { status }));

/** Time passes; the agents have the app open, and their phones say so. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 1) {
    await cloud.moveClock(60_000);
    await Promise.all(['agent-1', 'agent-2', 'agent-3'].map((id) => serve(id)));
    await cloud.runTimer('sweep');
  }
}

/** The technician has one place; the lead looks after the others and is given nobody. */
beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
  await records(cloud.url).change('agents', { _id: 'agent-2' }, { capacity: 1 });
  await assigning(cloud).setRules(rules);
  await serve('lead-1', 'busy');
  suqing = await staff('agent-1');
  chenmo = await staff('agent-2');
  heyue = await staff('agent-3', { colorScheme: 'dark' });
  lead = await staff('lead-1', { colorScheme: 'dark' });
});
afterAll(async () => {
  expect(phones.flatMap(({ errors }) => errors)).toEqual([]);
  await browser?.close();
  await cloud?.close();
});

test('a customer chooses what it is about, and is given to the agent who knows about it', async () => {
  customer = await visit('customer-1');
  await button(customer, '技术支持').waitFor();
  await customer.screenshot('three-agents-choices');
  await button(customer, '技术支持').click();
  await titled(customer, /^陈默/);
  await customer.send('蓝牙连不上');
  await chenmo.openChatWith('林小满');
  await bubble(chenmo, '蓝牙连不上').waitFor();
});

test('offered to a colleague who declines, the conversation stays where it was', async () => {
  await offer(chenmo, '苏晴', '客户想换货');
  await chenmo.screenshot('three-agents-offered');
  await saying(suqing, '陈默 请你接手').waitFor();
  await saying(suqing, '客户想换货').waitFor();
  await suqing.screenshot('three-agents-offer');
  await button(suqing, '拒绝').click();
  await saying(suqing, '现在忙不过来').click();
  await saying(chenmo, '苏晴 没有接手').waitFor();
  await saying(chenmo, '等待 苏晴 接受').waitFor({ state: 'detached' });
  await chenmo.screenshot('three-agents-declined');
});

test('offered to a colleague who accepts, it goes to them with the note', async () => {
  await offer(chenmo, '苏晴', '固件已经更新过');
  await saying(suqing, '固件已经更新过').waitFor();
  expect(await saying(suqing, '@了你').count()).toBe(0);
  await button(suqing, '接受').click();
  await titled(customer, /^苏晴/);
  await bubble(suqing, '固件已经更新过').waitFor();
  await suqing.send('我来帮您看看');
  await bubble(customer, '我来帮您看看').waitFor();
  expect(await customer.page.locator('body').innerText()).not.toMatch(/换货|固件/);
  await Promise.all([suqing.screenshot('three-agents-accepted'), customer.screenshot('three-agents-transferred')]);
});

test('put on hold it is among what to follow up, until its agent goes on', async () => {
  await pick(suqing, '挂起');
  await suqing.page.getByRole('radio', { name: '明天 9:00' }).click();
  await button(suqing, '挂起').click();
  await saying(suqing, /^会话已挂起，/).waitFor();
  await back(suqing);
  await suqing.page.getByRole('tab', { name: /^跟进，1/ }).click();
  await saying(suqing, /09:00 提醒/).waitFor();
  await suqing.screenshot('three-agents-on-hold');
  await suqing.openChatWith('林小满');
  await button(suqing, '恢复接待').click();
  await saying(suqing, '会话已恢复接待').waitFor();
});

test('a lead who reads along unseen whispers to the agent, and the customer hears nothing of it', async () => {
  await pick(suqing, '邀请');
  await suqing.page.getByRole('radio', { name: /悄悄旁听/ }).click();
  await button(suqing, /^周岚，/).click();
  await button(suqing, '邀请').click();
  await lead.openChatWith('林小满');
  await saying(lead, '正在旁观，客户看不到你').waitFor();
  await lead.send('先请客户重启手机');
  await bubble(suqing, '先请客户重启手机').waitFor();
  await Promise.all([suqing.screenshot('three-agents-whisper'), lead.screenshot('three-agents-watching')]);
  expect(await customer.page.locator('body').innerText()).not.toMatch(/周岚|重启/);
});

test('a lead takes the conversation over before the customer’s eyes', async () => {
  await button(lead, '接管').click();
  await confirm(lead, '接管');
  await titled(customer, /^周岚/);
  await lead.send('我来继续帮您');
  await bubble(customer, '我来继续帮您').waitFor();
  await Promise.all([lead.screenshot('three-agents-taken-over'), suqing.screenshot('three-agents-former')]);
});

test('a customer whose agent goes offline in the midst of it is given to another', async () => {
  await back(lead);
  await goOff(lead, '忙碌');
  await customer.send('还在吗');
  await bubble(customer, '还在吗').waitFor();
  await pass(6);
  await titled(customer, /^陈默/);
  await bubble(chenmo, '还在吗').waitFor();
  await bubble(customer, '还在吗.*已读').waitFor();
  await chenmo.send('在的');
  await bubble(customer, '在的').waitFor();
  await Promise.all([customer.screenshot('three-agents-reassigned'), chenmo.screenshot('three-agents-given')]);
});

test('a conversation that has ended goes on with the same agent', async () => {
  await pick(chenmo, '结束');
  await confirm(chenmo, '结束');
  await titled(customer, '会话已结束');
  await button(customer, '继续咨询').click();
  await titled(customer, /^陈默/);
  await saying(customer, '会话已恢复').waitFor();
  await customer.screenshot('three-agents-reopened');
});

test('who waits sees how many are before them count down, and is served by others when it takes long', async () => {
  const second = await visit('customer-2');
  await button(second, '技术支持').click();
  await titled(second, /下一位就?是您/);
  const third = await visit('customer-3');
  await button(third, '技术支持').click();
  await titled(third, '前面 1 位');
  await third.screenshot('three-agents-queue');
  await button(second, '取消排队').click();
  await confirm(second, '取消排队');
  await titled(second, '会话已结束');
  await pass(1);
  await titled(third, /下一位就?是您/);
  await third.screenshot('three-agents-next');
  await pass(2);
  await titled(third, /^何悦/);
  await heyue.openChatWith('欧阳雨桐');
  await heyue.send('您好，技术同事正忙，我先帮您看看');
  await bubble(third, '您好，技术同事正忙').waitFor();
  await Promise.all([third.screenshot('three-agents-overflow'), heyue.screenshot('three-agents-overflow-agent')]);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { launchBrowser, openPhone, type Phone } from '../support/phones';
import { records } from '../support/people';
import { scaled } from '../support/scale';

let cloud: TestCloud;
let browser: Browser;

beforeAll(async () => {
  [cloud, browser] = await Promise.all([startTestCloud(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await cloud.close();
});

const texts = (who: string, count: number) => Array.from({ length: count }, (_, index) => `${who} ${index + 1}`);

async function sendAll(phone: Phone, all: string[]): Promise<void> {
  for (const text of all) await phone.send(text);
}

test(
  'while one in five replies and frames is lost, every message arrives once and in order on both phones',
  async () => {
    const count = scaled(12, 200);
    const [agent, customer] = await Promise.all([
      openPhone(browser, `${cloud.url}/agent/?openid=agent-1`),
      openPhone(browser, `${cloud.url}/customer/?openid=customer-1`),
    ]);
    await agent.page.getByRole('button', { name: /在线/ }).waitFor();
    await customer.openChatOfCustomer();
    await agent.openChatWith('林小满');
    await cloud.addFault({ target: 'function', kind: 'drop', rate: 0.2 });
    await cloud.addFault({ target: 'ws', kind: 'drop', rate: 0.2 });

    const [asked, answered] = [texts('问', count), texts('答', count)];
    await Promise.all([sendAll(customer, asked), sendAll(agent, answered)]);
    await Promise.all([customer, agent].map((phone) => phone.waitForTexts([...asked, ...answered])));

    const onPhones = await Promise.all([customer.texts(), agent.texts()]);
    expect(onPhones[0]).toEqual(onPhones[1]);
    for (const own of [asked, answered]) {
      expect(onPhones[0]?.filter((text) => own.includes(text))).toEqual(own);
    }
    const [conversation] = await records(cloud.url).find('conversations', { customerId: 'customer-1' });
    const stored = await records(cloud.url).messages((conversation as { _id: string })._id);
    expect(stored.filter(({ kind }) => kind === 'text')).toHaveLength(2 * count);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect([...customer.errors, ...agent.errors]).toEqual([]);
  },
  scaled(60_000, 1_800_000),
);

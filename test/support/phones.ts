import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { scaled } from './scale';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { DeviceChange } from '../../scripts/simulator/runtime/device';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's Chromium. `npm test` installs it. */
function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
  if (found === undefined) throw new Error('No Chromium on the PATH: run npm test once, it installs it.');
  return found;
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

export type PhoneOptions = { width?: number; height?: number; colorScheme?: 'light' | 'dark' };

/** One phone of a local cloud: the customer's or the agent's app, full screen. */
export async function openPhone(browser: Browser, url: string, options: PhoneOptions = {}): Promise<Phone> {
  const { width = 390, height = 844, colorScheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'zh-CN' });
  const page = await context.newPage();
  const phone = new Phone(page);
  await page.goto(url);
  return phone;
}

/** An agent who is on duty, and a customer who has opened the chat. */
export async function openPair(browser: Browser, url: string): Promise<{ agent: Phone; customer: Phone }> {
  const agent = await openPhone(browser, `${url}/agent/?openid=agent-1`);
  await agent.page.getByRole('button', { name: /^在线/ }).waitFor();
  const customer = await openPhone(browser, `${url}/customer/?openid=customer-1`);
  await customer.openChatOfCustomer();
  return { agent, customer };
}

/** What a person does with a phone, and sees on it. */
export class Phone {
  /** Errors of the page. A journey ends by expecting none. */
  readonly errors: string[] = [];

  constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(String(error.stack ?? error)));
  }

  async openChatOfCustomer(): Promise<void> {
    await this.page.getByText('客服').click();
    await this.waitForChat();
  }

  async openChatWith(customerName: string): Promise<void> {
    await this.page.getByText(customerName).last().click();
    await this.waitForChat();
  }

  async send(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: '消息输入框' }).fill(text);
    await this.page.getByText('发送', { exact: true }).click();
  }

  /** What happens to the phone from outside, as by the panel beside it. */
  async happens(change: DeviceChange): Promise<void> {
    await this.page.evaluate((given) => {
      const { phone } = window as unknown as { phone: { apply(change: object): void } };
      phone.apply(given);
    }, change);
  }

  /** The texts in the chat on the screen, from top to bottom. */
  texts(): Promise<string[]> {
    return this.page.locator('[class*="bubble__text"]').allInnerTexts();
  }

  /** Waits until the chat shows these texts and no others, however long that takes. */
  async waitForTexts(wanted: readonly string[]): Promise<void> {
    await this.page.waitForFunction(
      ([selector, count]) => document.querySelectorAll(String(selector)).length >= Number(count),
      ['[class*="bubble__text"]', wanted.length],
      { timeout: scaled(60_000, 1_200_000) },
    );
  }

  /** Keeps a picture for the eyes. */
  async screenshot(name: string): Promise<void> {
    mkdirSync('.test-output/screenshots', { recursive: true });
    await this.page.screenshot({ path: `.test-output/screenshots/${name}.png` });
  }

  private async waitForChat(): Promise<void> {
    await this.page.locator('textarea:enabled').waitFor();
    await this.page.locator('[class*="list__skeleton"]').waitFor({ state: 'detached' });
  }
}

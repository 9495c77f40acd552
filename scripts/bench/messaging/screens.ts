import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { inPage } from './in-page';

/** How long after a tap the app had asked the cloud, a frame had come to the other page, its document had changed, and that was painted. */
export type Arrival = { askedMs: number; pushedMs: number; domMs: number; paintedMs: number };

/** Nobody taps at the moment of the last key. */
const LAST_KEY_TO_TAP_MS = 50;

export async function launchBrowser(): Promise<Browser> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const executablePath = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (executablePath === undefined) throw new Error('The bench needs Chromium on the PATH.');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
  return chromium.launch({ executablePath, args: [...args, '--disable-sync', '--no-first-run'] });
}

/** A page as large as a phone that notes when it is tapped and when it shows what is waited for. */
export async function openScreen(browser: Browser, url = 'about:blank'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.addInitScript(inPage);
  await page.goto(url);
  return page;
}

/** Types and sends a text on one page; answers how long after the tap another page had it. */
export async function travel(from: Page, to: Page, text: string): Promise<Arrival> {
  await awaitText(to, text);
  await from.getByRole('textbox', { name: '消息输入框' }).fill(text);
  await from.waitForTimeout(LAST_KEY_TO_TAP_MS);
  await from.getByText('发送', { exact: true }).click();
  return arrival(from, to);
}

/** Begins to look for a text in what is added from now on to a page, or to the parts of it that a selector names. */
export function awaitText(page: Page, text: string, within = 'html'): Promise<void> {
  return page.evaluate(([wanted, parts]) => window.awaitText(String(wanted), String(parts)), [text, within]);
}

/** How long after the last tap on one page the text that another one waits for was there. */
export async function arrival(from: Page, to: Page): Promise<Arrival> {
  const { pushed, dom, painted } = await to.evaluate(() => window.shown);
  const { tappedAt, askedAt } = await from.evaluate(() => ({ tappedAt: window.tappedAt, askedAt: window.askedAt }));
  return {
    askedMs: askedAt - tappedAt,
    pushedMs: pushed - tappedAt,
    domMs: dom - tappedAt,
    paintedMs: painted - tappedAt,
  };
}

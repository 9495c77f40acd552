import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startChild } from '../child';
import { report } from '../report';
import { measureAsking } from './asking';
import { measureCalls } from './calls';
import { measureCost } from './conversation-cost';
import { countFrames, pushRemark } from './frames';
import { fillBoth, goBack, measureOpening } from './opening';
import { launchBrowser, openScreen } from './screens';
import { measureSetData } from './set-data';
import { measureTravelling, type Line } from './travelling';

/** Not in the system's folder for temporary files, which may be memory: a durable write has to reach a disk. */
const folder = mkdtempSync('dist/bench/data-');
for (const name of ['cloud', 'bare']) mkdirSync(join(folder, name));

const cloud = await startChild<{ url: string }>('cloud-process.mjs', [join(folder, 'cloud')]);
const bare = await startChild<{ url: string }>('bare-process.mjs', [join(folder, 'bare')]);
const browser = await launchBrowser();
try {
  await measure(cloud.ready.url, bare.ready.url);
} finally {
  await browser.close();
  await Promise.all([cloud.end(), bare.end()]);
  rmSync(folder, { recursive: true });
}

async function measure(url: string, bareUrl: string): Promise<void> {
  const calls = await measureCalls(url);
  const { agent, takeFrames } = await openAgent(url);
  const ours = await ourLine(url, agent);
  const lines = { ours, bare: await bareLine(bareUrl), plain: await plainLine(url) };
  const { rows, remarks } = await measureTravelling(lines);
  const pushed = pushRemark(takeFrames());
  const asking = await measureAsking(url, 'customer-1', agent);
  for (const { from, to } of [lines.bare, lines.plain]) for (const page of [from, to]) await page.context().close();
  await goBack(agent);
  const both = await fillBoth(url);
  const opening = await measureOpening(agent, both);
  const setData = await measureSetData(url, agent, both);
  const cost = await measureCost(url, browser);
  await report('messaging', [...rows, opening, setData], [...remarks, asking, ...calls, pushed, cost]);
}

async function openAgent(url: string): Promise<{ agent: Page; takeFrames: ReturnType<typeof countFrames> }> {
  const agent = await openScreen(browser);
  const takeFrames = countFrames(agent);
  await agent.goto(`${url}/agent/?openid=agent-1`);
  await agent.getByRole('button', { name: /在线/ }).waitFor();
  return { agent, takeFrames };
}

/** The real apps: from the customer's chat to the agent's. */
async function ourLine(url: string, agent: Page): Promise<Line> {
  const customer = await openScreen(browser, `${url}/customer/?openid=customer-1`);
  await customer.getByText('客服').click();
  await agent.getByText('林小满').click();
  for (const page of [customer, agent]) await page.locator('textarea:enabled').waitFor();
  return { from: customer, to: agent };
}

async function bareLine(url: string): Promise<Line> {
  const line = { from: await openScreen(browser, url), to: await openScreen(browser, url) };
  for (const page of [line.from, line.to]) await page.locator('[data-ready]').waitFor();
  return line;
}

async function plainLine(url: string): Promise<Line> {
  const open = (openid: string) => openScreen(browser, `${url}/plain/?openid=${openid}`);
  const line = { from: await open('plain-1'), to: await open('plain-2') };
  for (const page of [line.from, line.to]) await page.locator('textarea').waitFor();
  return line;
}

import type { Page } from 'playwright-core';
import { median } from '../measure';
import type { Row } from '../report';
import { fillConversation, type Filled } from './long-conversation';
import { arrival, awaitText } from './screens';

const SHORT = 50;
const LONG = 5000;
const ROUNDS = 25;

const BUBBLE = '[class*="bubble"]';

export type Conversations = { short: Filled; long: Filled };

/** A conversation of some messages and one of very many. */
export const fillBoth = async (url: string): Promise<Conversations> => ({
  short: await fillConversation(url, 'bench-short', '短短', SHORT),
  long: await fillConversation(url, 'bench-long', '长长', LONG),
});

/** How long it takes from the tap on a conversation until its newest message is on the screen, by its length. */
export async function measureOpening(agent: Page, { short, long }: Conversations): Promise<Row> {
  const times = { short: [] as number[], long: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.short.push(await openOnce(agent, short));
    times.long.push(await openOnce(agent, long));
  }
  const what = `opening a conversation of ${LONG} messages`;
  return { what, ours: settled(times.long), theirs: settled(times.short), against: `one of ${SHORT}`, goal: 1.3 };
}

/** The first ones only warm up. */
const settled = (all: number[]): number => median(all.slice(3));

async function openOnce(agent: Page, filled: Filled): Promise<number> {
  const openedMs = await openFromList(agent, filled);
  await goBack(agent);
  return openedMs;
}

/** Taps a row of the list; answers how long it took until the newest message was painted. */
export async function openFromList(agent: Page, { name, lastText }: Filled): Promise<number> {
  const row = agent.getByText(name, { exact: true });
  await row.waitFor();
  await awaitText(agent, lastText, BUBBLE);
  await row.click();
  return (await arrival(agent, agent)).paintedMs;
}

export async function goBack(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { phone: { wx: { navigateBack(): void } } }).phone.wx.navigateBack());
}

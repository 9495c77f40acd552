import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { median } from '../measure';
import type { Row } from '../report';
import type { Filled } from './long-conversation';
import { type Conversations, goBack, openFromList } from './opening';
import { person } from './people';
import { awaitText, arrival } from './screens';

const COUNT = 20;

type Heard = { path: string; data: object };
type Hook = { dataSets: { add(listener: (heard: Heard) => void): void } };
type Counting = { phone: Hook; bytesSet: number };

/** What one arriving message makes a phone's pages and components carry from script to view, by the conversation's length. */
export async function measureSetData(url: string, agent: Page, { short, long }: Conversations): Promise<Row> {
  await countSetData(agent);
  const [ours, theirs] = [await bytesPerMessage(url, agent, long), await bytesPerMessage(url, agent, short)];
  const what = `setData for a message that arrives, among ${long.count}`;
  return { what, ours, theirs, against: `among ${short.count}`, goal: 1.05, unit: 'B' };
}

async function bytesPerMessage(url: string, agent: Page, filled: Filled): Promise<number> {
  const customer = await person(url, filled.openid);
  await openFromList(agent, filled);
  const sizes: number[] = [];
  for (let count = 0; count < COUNT; count += 1) {
    const body = { text: `再问一句：${String(count).padStart(2, '0')}` };
    await awaitText(agent, body.text);
    await takeSetData(agent);
    const { conversationId } = filled;
    await customer.ask('message', 'send', { conversationId, clientId: randomUUID(), kind: 'text', body });
    await arrival(agent, agent);
    sizes.push(await takeSetData(agent));
  }
  await goBack(agent);
  return median(sizes);
}

/** From now on adds up what a phone's pages and components carry from script to view. */
function countSetData(page: Page): Promise<void> {
  return page.evaluate(() => {
    const phone = window as unknown as Counting;
    phone.bytesSet = 0;
    phone.phone.dataSets.add(({ data }) => {
      phone.bytesSet += new TextEncoder().encode(JSON.stringify(data)).length;
    });
  });
}

/** The bytes since it was asked last. */
function takeSetData(page: Page): Promise<number> {
  return page.evaluate(() => {
    const phone = window as unknown as Counting;
    const bytes = phone.bytesSet;
    phone.bytesSet = 0;
    return bytes;
  });
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MessageDocument } from '../../cloudfunctions/common/protocol/documents';
import type { ChatItem } from '../../miniprogram/shared/chat-item';
import { startTestCloud, type TestCloud } from '../support/cloud';
import { launchBrowser } from '../support/phones';
import { scaled } from '../support/scale';
import { seed } from '../support/seed';
import { auditOf } from '../support/soak/audit';
import { BrowserPair } from '../support/soak/browser-pair';
import { markOf } from '../support/soak/contents';
import { planFor } from '../support/soak/plan';
import { linesOf, linesWanted } from '../support/soak/lines';
import { Performance } from '../support/soak/performance';
import { Theatre, type Talk } from '../support/soak/theatre';
import { wholeChat } from '../support/soak/whole-chat';

const CUSTOMERS = scaled(2, 20);
const AGENTS = scaled(2, 5);
const MESSAGES = scaled(60, 5000);
const IN_BROWSER = scaled(0, 50);

let cloud: TestCloud;
let theatre: Theatre;
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  theatre = new Theatre(cloud);
});
afterAll(async () => {
  theatre.close();
  for (const end of endings) await end();
  await cloud.close();
});

test(
  'whatever is lost, doubled, late or killed, every message is stored once and shown once, in one order, on every phone',
  async () => {
    await theatre.open(CUSTOMERS, AGENTS);
    const pair = IN_BROWSER > 0 ? await openPair() : undefined;
    const crashes = [0.3, 0.6].map((share) => Math.floor(share * MESSAGES)).slice(0, scaled(1, 2));
    const parts = planFor(seed, CUSTOMERS, MESSAGES / CUSTOMERS / 2);
    const performance = new Performance(cloud, theatre, crashes);
    const [written] = await Promise.all([pair?.play(IN_BROWSER), performance.play(parts)]);

    await theatre.agree(await theatre.stored());
    await theatre.endWaitingForVerdicts();
    const stored = await theatre.stored();
    await theatre.agree(stored);
    for (const [talk, messages] of stored) {
      expectStoredOnce(talk, messages);
      for (const phone of theatre.phonesOf(talk)) expectShownOnce(talk, messages, await wholeChat(phone, talk.id));
    }
    expect(theatre.complaints()).toEqual([]);
    await expectAuditAgrees([...stored.values()].flat().length);
    if (pair && written) await expectBothShow(pair, written);
  },
  scaled(120_000, 3_600_000),
);

async function openPair(): Promise<BrowserPair> {
  const browser = await launchBrowser();
  endings.push(() => browser.close());
  return BrowserPair.open(browser, cloud.url);
}

function expectStoredOnce(talk: Talk, messages: readonly MessageDocument[]): void {
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  const said = messages.filter(({ kind }) => kind !== 'system');
  expect(new Set(said.map(({ clientId }) => clientId)).size).toBe(said.length);
  expect(said).toHaveLength(talk.said.size);
  for (const { replyTo } of said) expect(replyTo?.messageId).toBe(replyTo && messages[replyTo.seq - 1]?._id);
}

function expectShownOnce(talk: Talk, messages: readonly MessageDocument[], items: readonly ChatItem[]): void {
  expect(linesOf(items, messages)).toEqual(linesWanted(messages));
  const marks = items.flatMap(({ body }) => markOf(body) ?? []);
  const left = messages.filter(({ kind, recalledAt }) => kind !== 'system' && recalledAt === undefined);
  expect(marks).toHaveLength(left.length);
  expect(marks.filter((mark) => !talk.said.has(mark))).toEqual([]);
  for (const phone of theatre.phonesOf(talk)) {
    const own = marks.filter((mark) => talk.said.get(mark) === phone);
    expect(own).toEqual(own.toSorted((a, b) => a - b));
  }
}

/** The conversation in the browser counts as well. */
async function expectAuditAgrees(stored: number): Promise<void> {
  const { checked, gaps, duplicates, untold, incidents, phones } = await auditOf(cloud, theatre);
  expect({ gaps, duplicates, untold, incidents }).toEqual({ gaps: 0, duplicates: 0, untold: 0, incidents: [] });
  expect(checked).toBeGreaterThanOrEqual(stored);
  expect(phones).toMatchObject({ gaps: 0, duplicates: 0 });
  expect(phones.checked).toBeGreaterThanOrEqual(stored);
}

async function expectBothShow(
  pair: BrowserPair,
  { asked, answered }: { asked: string[]; answered: string[] },
): Promise<void> {
  const { customer, agent } = await pair.shown();
  expect(customer).toEqual(agent);
  for (const own of [asked, answered]) expect(customer.filter((text) => own.includes(text))).toEqual(own);
  expect(customer).toHaveLength(asked.length + answered.length);
  expect(pair.errors()).toEqual([]);
}

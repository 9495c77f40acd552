import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { postJson } from '../cloud/http-client';
import { person, records, type Person } from './people';
import { usageOf } from './usage';

const COUNT = 100;

/** Nobody may call more often than 30 times a second. */
const PACE_MS = 40;

/** Functions look at the settings this often, and a little later. */
const SETTINGS_MS = 61_000;

/** What the cloud does for one text message, with moderation off and on. */
export async function measureCalls(url: string): Promise<string[]> {
  const agent = await person(url, 'agent-1');
  await switchModeration(url, false);
  await agent.ask('assignment', 'status', { status: 'online' });
  const customer = await person(url, 'bench-calls');
  const { conversationId } = await customer.ask('conversation', 'open');
  const off = await callsPerMessage(url, customer, String(conversationId));
  await switchModeration(url, true);
  const on = await callsPerMessage(url, customer, String(conversationId));
  await switchModeration(url, false);
  await customer.ask('conversation', 'close', { conversationId });
  return [`Calls per text message, moderation off: ${off}.`, `Calls per text message, moderation on: ${on}.`];
}

let offsetMs = 0;

/** Moves the clock, so that nobody need wait until functions look at their settings again. */
async function switchModeration(url: string, isOn: boolean): Promise<void> {
  await records(url).collection('settings_private').doc('private').set({ moderation: { isOn } });
  offsetMs += SETTINGS_MS;
  await postJson(`${url}/local/clock`, { offsetMs });
}

async function callsPerMessage(url: string, customer: Person, conversationId: string): Promise<string> {
  await say(customer, conversationId);
  const { functions, database, openApi } = await usageOf(url, async () => {
    for (let count = 0; count < COUNT; count += 1) {
      await say(customer, conversationId);
      await sleep(PACE_MS);
    }
  });
  const calls = Object.values(functions).reduce((sum, each) => sum + each.calls, 0);
  const [asked, written] = [database.reads + database.writes, openApi].map((all) => (all / COUNT).toFixed(2));
  return `${(calls / COUNT).toFixed(2)} of functions, ${asked} of the database, ${written} of open APIs`;
}

const say = (customer: Person, conversationId: string) =>
  customer.ask('message', 'send', {
    conversationId,
    clientId: randomUUID(),
    kind: 'text',
    body: { text: '你好，这件冲锋衣有 M 码吗？' },
  });

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Me } from '../../../cloudfunctions/common/protocol/team';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { createCloud } from '../../../scripts/simulator/cloud/cloud';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { applied } from './support/applied';
import { Device } from './support/device';
import { aText } from './support/messages';
import { loadApp, type App } from './support/runtime';

let cloud: TestCloud;
const endings: (() => void)[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(async () => {
  for (const end of endings) end();
  await cloud.close();
});

function startApp(openid: string): App {
  const options = { url: cloud.url, openid, fetch, WebSocket: WebSocket as unknown as typeof globalThis.WebSocket };
  const app = loadApp(new Device().api(createCloud(options)));
  app.initCloud('local');
  return app;
}

/** A page that follows a list step by step, and can be waited for. */
function aPage<T>() {
  const page = { items: [] as T[], changed: () => {} };
  const until = (isReached: (items: readonly T[]) => boolean) =>
    new Promise<void>((resolve) => {
      page.changed = () => isReached(page.items) && resolve();
      page.changed();
    });
  const onChange = (change: Parameters<typeof applied<T>>[1]) => {
    page.items = applied(page.items, change);
    page.changed();
  };
  return { page, until, onChange };
}

const onError = (error: unknown) => {
  throw error;
};

async function startAgent(openid: string) {
  const app = startApp(openid);
  const me: Me = await app.call('team', 'me', {});
  const self = { role: 'agent', id: me.id } as const;
  const duty = app.startDuty({ presence: me.presence, onChange: () => {}, onError });
  await duty.set('online');
  const feed = app.startFeed({ to: me.to });
  const list = aPage<{ conversationId: string }>();
  const conversations = app.openConversations({ me: self, feed, onChange: list.onChange, onError });
  endings.push(() => [duty, feed, conversations].forEach((part) => part.close()));
  return { app, self, feed, list, account: me.id };
}

async function startCustomer(openid: string) {
  const app = startApp(openid);
  const opened = await app.call('conversation', 'open', {});
  const feed = app.startFeed({ to: '{openid}' });
  endings.push(() => feed.close());
  return { app, self: { role: 'customer' } as const, feed, account: 'customer', ...opened };
}

type Side = Pick<Awaited<ReturnType<typeof startAgent | typeof startCustomer>>, 'app' | 'self' | 'feed' | 'account'>;

async function openChat({ app, self, feed, account }: Side, conversationId: string) {
  const { page, until, onChange } = aPage<ChatItem>();
  const outbox = await app.openOutbox(account);
  const keys = await app.keysOf(conversationId);
  const state = { status: 'active' } as const;
  const chat = app.openChat({ conversationId, keys, me: self, state, feed, outbox, onChange, onError });
  endings.push(() => [chat, outbox].forEach((part) => part.close()));
  return { chat, page, until };
}

const COUNT = 40;

const texts = (name: string): string[] => Array.from({ length: COUNT }, (_, index) => `${name} ${index}\n😀`);
const said = (items: readonly ChatItem[]) =>
  items.filter(({ kind }) => kind === 'text').map(({ seq, body }) => [seq, body && 'text' in body && body.text]);

const isAll = (items: readonly ChatItem[]) =>
  said(items).length === 2 * COUNT && items.every(({ state }) => state === 'sent' || state === 'read');

test('while replies and frames are lost, each side sees every text once, in one order', async () => {
  const agent = await startAgent('agent-1');
  const customer = await startCustomer('phone-test');
  await agent.list.until((rows) => rows.some(({ conversationId }) => conversationId === customer.conversationId));
  const sides = [await openChat(customer, customer.conversationId), await openChat(agent, customer.conversationId)];
  await cloud.addFault({ target: 'function', kind: 'drop', rate: 0.2 });
  await cloud.addFault({ target: 'ws', kind: 'drop', rate: 0.2 });
  for (const text of texts('客户')) sides[0]?.chat.send(aText(text));
  for (const text of texts('客服')) sides[1]?.chat.send(aText(text));
  await Promise.all(sides.map(({ until }) => until(isAll)));
  const [customers, agents] = sides.map(({ page }) => said(page.items));
  expect(customers).toEqual(agents);
  for (const name of ['客户', '客服'])
    expect(customers?.map(([, text]) => text).filter((text) => String(text).startsWith(name))).toEqual(texts(name));
});

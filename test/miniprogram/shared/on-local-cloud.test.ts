import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Me } from '../../../cloudfunctions/common/protocol/team';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { createCloud } from '../../../scripts/simulator/cloud/cloud';
import { startTestCloud, type TestCloud } from '../../support/cloud';
import { applied } from './support/applied';
import { Device } from './support/device';
import { aPicture, aText } from './support/messages';
import { PutRequest } from './support/put-request';
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

beforeEach(() => cloud.clearFaults());

function startApp(openid: string): { app: App; device: Device } {
  const device = new Device();
  const files = { read: (path: string) => new TextEncoder().encode(path), keepBlob: () => Promise.resolve('') };
  const sockets = WebSocket as unknown as typeof globalThis.WebSocket;
  const requests = PutRequest as unknown as typeof XMLHttpRequest;
  const options = { url: cloud.url, openid, fetch, WebSocket: sockets, XMLHttpRequest: requests, files };
  const app = loadApp(device.api(createCloud(options)));
  app.initCloud('local');
  return { app, device };
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
  const { app, device } = startApp(openid);
  const me: Me = await app.call('team', 'me', {});
  const self = { role: 'agent', id: me.id } as const;
  const duty = app.startDuty({ presence: me.presence, onChange: () => {}, onError });
  await duty.set('online');
  const feed = app.startFeed({ to: me.to });
  const list = aPage<{ conversationId: string }>();
  const conversations = app.openConversations({ me: self, feed, onChange: list.onChange, onError });
  endings.push(() => [duty, feed, conversations].forEach((part) => part.close()));
  return { app, device, self, feed, list, account: me.id };
}

async function startCustomer(openid: string) {
  const { app, device } = startApp(openid);
  const opened = await app.call('conversation', 'open', {});
  const feed = app.startFeed({ to: '{openid}' });
  endings.push(() => feed.close());
  return { app, device, self: { role: 'customer' } as const, feed, account: 'customer', ...opened };
}

type Side = Pick<Awaited<ReturnType<typeof startAgent | typeof startCustomer>>, 'app' | 'self' | 'feed' | 'account'>;

async function openChat({ app, self, feed, account }: Side, conversationId: string) {
  const { page, until, onChange } = aPage<ChatItem>();
  const outbox = await app.openOutbox(account, self.role === 'customer' ? { reopen: app.reopen } : {});
  const keys = await app.keysOf(conversationId);
  const state = { status: 'active' } as const;
  const onWindow = () => page.changed();
  const chat = app.openChat({ conversationId, keys, me: self, state, feed, outbox, onChange, onWindow, onError });
  endings.push(() => [chat, outbox].forEach((part) => part.close()));
  return { chat, page, until };
}

const COUNT = 40;

const texts = (name: string): string[] => Array.from({ length: COUNT }, (_, index) => `${name} ${index}\n😀`);
const said = (items: readonly ChatItem[]) =>
  items.filter(({ kind }) => kind === 'text').map(({ seq, body }) => [seq, body && 'text' in body && body.text]);

const isAll = (items: readonly ChatItem[]) =>
  said(items).length === 2 * COUNT && items.every(({ state }) => state === 'sent' || state === 'read');

/** From now on one in five replies and frames is lost. */
async function makeBad(): Promise<void> {
  await cloud.addFault({ target: 'function', kind: 'drop', rate: 0.2 });
  await cloud.addFault({ target: 'ws', kind: 'drop', rate: 0.2 });
}

test('while replies and frames are lost, each side sees every text once, in one order', async () => {
  const agent = await startAgent('agent-1');
  const customer = await startCustomer('phone-test');
  await agent.list.until((rows) => rows.some(({ conversationId }) => conversationId === customer.conversationId));
  const sides = [await openChat(customer, customer.conversationId), await openChat(agent, customer.conversationId)];
  await makeBad();
  for (const text of texts('客户')) sides[0]?.chat.send(aText(text));
  for (const text of texts('客服')) sides[1]?.chat.send(aText(text));
  await Promise.all(sides.map(({ until }) => until(isAll)));
  const [customers, agents] = sides.map(({ page }) => said(page.items));
  expect(customers).toEqual(agents);
  for (const name of ['客户', '客服'])
    expect(customers?.map(([, text]) => text).filter((text) => String(text).startsWith(name))).toEqual(texts(name));
});

const isSent = ({ kind, state }: ChatItem) => kind === 'image' && (state === 'sent' || state === 'read');

/** Asks for a link until it has been answered. */
async function linkOf({ app }: Side, { conversationId, messageId = '' }: ChatItem) {
  await new Promise<void>((resolve) => {
    const links = new app.MediaLinks(() => resolve());
    links.want(conversationId, [messageId]);
  });
  return new app.MediaLinks(() => {}).of(messageId);
}

test('a picture gets to the other side though the way is bad, and stays the same one where it was sent', async () => {
  const agent = await startAgent('agent-2');
  const customer = await startCustomer('phone-picture');
  const { conversationId } = customer;
  await agent.list.until((rows) => rows.some((row) => row.conversationId === conversationId));
  const [own, other] = [await openChat(customer, conversationId), await openChat(agent, conversationId)];
  await makeBad();
  own.chat.send(aPicture(customer.device.pick('1.jpg')));
  await Promise.all([own.until((items) => items.some(isSent)), other.until((items) => items.some(isSent))]);
  const [sent, received] = [own.page.items.find(isSent), other.page.items.find(isSent)];
  expect(sent?.local?.path).toBe('wxfile://tmp_1.jpg');
  const link = received && (await linkOf(agent, received));
  const content = link && link !== 'refused' ? await fetch(link.url).then((response) => response.text()) : '';
  expect(content).toMatch(/^wxfile:\/\/usr\/outbox\..*-file\.jpg$/);
});

test('a customer whose conversation was closed goes on in the next one, with the old words above', async () => {
  const agent = await startAgent('agent-3');
  const customer = await startCustomer('phone-continues');
  const { conversationId } = customer;
  await agent.list.until((rows) => rows.some((row) => row.conversationId === conversationId));
  const { chat, until } = await openChat(customer, conversationId);
  chat.send(aText('第一次'));
  await until((items) => said(items).length === 1 && said(items).every(([seq]) => seq !== undefined));
  await agent.app.call('conversation', 'close', { conversationId });
  chat.send(aText('又来了'));
  await until((items) => items.some(({ kind }) => kind === 'divider') && said(items).length === 2);
  await until((items) => items[items.length - 1]?.seq !== undefined);
  expect(chat.conversationId()).not.toBe(conversationId);
  const again = await openChat(customer, chat.conversationId());
  await again.until((items) => said(items).length === 1 && again.chat.window().hasEarlier);
  await again.chat.loadEarlier();
  expect(said(again.page.items).map(([, text]) => text)).toEqual(['第一次', '又来了']);
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { DeliveryMarker } from '../../../miniprogram/shared/delivery-marker';
import { HereReport } from '../../../miniprogram/shared/here-report';
import { Hidden } from '../../../miniprogram/shared/hidden';
import { serverNow } from '../../../miniprogram/shared/server-time';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer, refusal } from './support/cloud-model';
import { aText } from './support/messages';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

function aCloud(): CloudModel {
  const cloud = new CloudModel('a', 'b');
  cloud.say('a', agent, { text: '1' });
  return cloud;
}

async function openChatOn(cloud: CloudModel, options: Parameters<typeof aChat>[1] = {}) {
  const opened = await aChat(cloud, options);
  await pass(2 * SECOND);
  return opened;
}

test('what came without being shown is told once, together, and what is shown is not', async () => {
  const cloud = aCloud();
  const { feed } = await openChatOn(cloud);
  let shown = '';
  const marker = new DeliveryMarker({ feed, me: { role: 'customer' }, isShown: (id) => id === shown });
  for (let count = 0; count < 3; count++) cloud.say('a', agent, { text: 'x' });
  cloud.say('b', agent, { text: 'y' });
  cloud.say('b', customer, { text: 'own' });
  await pass(3 * SECOND);
  shown = 'a';
  cloud.say('a', agent, { text: 'x' });
  await pass(3 * SECOND);
  expect(cloud.callsOf('message.delivered')).toEqual([
    {
      marks: [
        { conversationId: 'a', seq: 4 },
        { conversationId: 'b', seq: 1 },
      ],
    },
  ]);
  marker.close();
});

test('is told until it gets through, and what comes meanwhile with it', async () => {
  const cloud = aCloud();
  const { feed, phone } = await openChatOn(cloud);
  const marker = new DeliveryMarker({ feed, me: { role: 'customer' }, isShown: () => false });
  phone.fate = () => 'fail';
  cloud.say('a', agent, { text: 'x' });
  await pass(5 * SECOND);
  cloud.say('a', agent, { text: 'x' });
  phone.fate = () => 'answer';
  await pass(60 * SECOND);
  expect(cloud.callsOf('message.delivered')).toEqual([{ marks: [{ conversationId: 'a', seq: 3 }] }]);
  marker.close();
  cloud.say('a', agent, { text: 'x' });
  await pass(60 * SECOND);
  expect(cloud.callsOf('message.delivered')).toHaveLength(1);
});

test('one’s own message is sent, then delivered, then read', async () => {
  const cloud = aCloud();
  const { chat, page } = await openChatOn(cloud);
  chat.send(aText('hello'));
  const states: unknown[] = [];
  for (const step of [
    () => undefined,
    () => cloud.delivered(agent, [{ conversationId: 'a', seq: 2 }]),
    () => cloud.read('a', agent, 2),
  ]) {
    step();
    await pass(SECOND);
    states.push(page.items[1]?.state);
  }
  expect(states).toEqual(['sent', 'delivered', 'read']);
});

test('the last word on being here gets through, and each only once', async () => {
  const cloud = aCloud();
  const { phone } = await openChatOn(cloud);
  const report = new HereReport(() => undefined);
  phone.fate = () => 'fail';
  report.set(true);
  await pass(5 * SECOND);
  report.set(false);
  phone.fate = () => 'answer';
  await pass(60 * SECOND);
  report.set(false);
  report.set(true);
  await pass(SECOND);
  const told = cloud.callsOf('conversation.here').map(({ here }) => here);
  expect(told.slice(-2)).toEqual([false, true]);
  expect(told.filter((here, index) => here === told[index - 1])).toEqual([]);
  report.close();
});

test('a refusal to hear of it is told, and ends it', async () => {
  const { phone } = await openChatOn(aCloud());
  const refused: unknown[] = [];
  const report = new HereReport((error) => refused.push(error));
  phone.fate = () => refusal('FORBIDDEN');
  report.set(true);
  await pass(60 * SECOND);
  expect(refused).toHaveLength(1);
});

test('the agent hears that the customer is here, and has left', async () => {
  const cloud = aCloud();
  const { page } = await openChatOn(cloud, { person: agent });
  cloud.here(customer, true);
  cloud.here(agent, true);
  cloud.here(customer, false);
  await pass(SECOND);
  expect(page.here).toEqual([true, false]);
});

test('the agent sees what the customer types, until it is sent or given up', async () => {
  const cloud = aCloud();
  cloud.typingPreview = true;
  const { page } = await openChatOn(cloud, { person: agent });
  cloud.typing('a', customer, '我想');
  await pass(SECOND);
  expect([page.previews, page.typing]).toEqual([['我想'], [true]]);
  cloud.typing('a', customer, '');
  await pass(SECOND);
  expect([page.previews.slice(-1), page.typing]).toEqual([[''], [true, false]]);
  cloud.typing('a', customer, '我想要');
  await pass(10 * SECOND);
  expect([page.previews.slice(-2), page.typing.slice(-1)]).toEqual([['我想要', ''], [false]]);
});

test('a preview that was not made for this reader is not shown', async () => {
  const cloud = aCloud();
  cloud.typingPreview = true;
  const { page } = await openChatOn(cloud, { person: agent });
  cloud.typing('a', customer, 'x');
  await pass(20 * SECOND);
  const [told] = cloud.feed.filter(({ type, to }) => type === 'typing' && to === agent.to);
  if (told) cloud.push({ ...told, _id: 'typing:a:elsewhere', at: new Date(told.at.getTime() + 20_000) });
  await pass(SECOND);
  expect([page.typing, page.previews]).toEqual([
    [true, false, true],
    ['x', ''],
  ]);
});

test('the customer’s phone tells what is typed at most every two seconds, the last of it always, and the end', async () => {
  const cloud = aCloud();
  const { chat } = await openChatOn(cloud, { showsTyping: true });
  for (const text of ['1', '12', '123', '1234', '12345']) {
    chat.reportTyping(text);
    await pass(SECOND);
  }
  await pass(5 * SECOND);
  chat.reportTyping('');
  await pass(5 * SECOND);
  expect(cloud.callsOf('message.typing').map(({ text }) => text)).toEqual(['1', '12', '1234', '12345', '']);
});

test('where the business does not want it, only that one types is told', async () => {
  const cloud = aCloud();
  const { chat } = await openChatOn(cloud);
  chat.reportTyping('secret');
  await pass(5 * SECOND);
  expect(cloud.callsOf('message.typing')).toEqual([{ conversationId: 'a' }]);
});

test('a phone whose clock is minutes off knows typing that is new', async () => {
  const cloud = aCloud();
  const { page } = await openChatOn(cloud);
  jest.setSystemTime(Date.now() + 600_000);
  cloud.clockMs = -595_000;
  for (let count = 0; count < 3; count++) {
    cloud.typing('a', agent);
    await pass(SECOND);
  }
  expect(page.typing).toEqual([true]);
});

test('what is deleted on this phone is gone from its list alone', async () => {
  const cloud = aCloud();
  cloud.say('a', agent, { text: '2' });
  const first = await openChatOn(cloud);
  const hidden = new Hidden('customer-1');
  const { page } = await openChatOn(cloud, { hidden, phone: first.phone });
  hidden.hide('a', ['a-1']);
  expect(page.items.map(({ seq }) => seq)).toEqual([2]);
  expect(first.page.items.map(({ seq }) => seq)).toEqual([1, 2]);
});

test.each([-10, 10])('on a phone %d minutes ahead, what was just said is as old as it is', async (minutes) => {
  const cloud = aCloud();
  const { chat, page } = await openChatOn(cloud);
  jest.setSystemTime(Date.now() + minutes * 60 * SECOND);
  cloud.clockMs = 5_000 - minutes * 60 * SECOND;
  chat.send(aText('1'));
  await pass(SECOND);
  chat.send(aText('2'));
  const ages = page.items.slice(1).map(({ sentAt }) => Math.abs(serverNow() - sentAt));
  expect(Math.max(...ages)).toBeLessThanOrEqual(2 * SECOND);
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer } from './support/cloud-model';
import { aText } from './support/messages';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** The last of so many messages answers the one with this seq. */
function aCloud(count: number, answered: number): CloudModel {
  const cloud = new CloudModel('a');
  for (let seq = 1; seq < count; seq++)
    cloud.say('a', seq % 2 ? agent : customer, { text: String(seq) }, { isTold: false });
  cloud.say('a', agent, { text: 'answer' }, { replyTo: `a-${answered}` });
  return cloud;
}

async function openChatOn(cloud: CloudModel) {
  const opened = await aChat(cloud);
  await pass(SECOND);
  return { ...opened, quote: () => opened.page.items[opened.page.items.length - 1]?.quote };
}

test('an answer shows what it answers, out of the timeline', async () => {
  const cloud = aCloud(5, 3);
  const { quote } = await openChatOn(cloud);
  expect(quote()).toMatchObject({ messageId: 'a-3', seq: 3, state: 'known', item: { body: { text: '3' } } });
  expect(cloud.callsOf('message.history')).toHaveLength(1);
});

test('what lies far above is fetched once, alone, and shown nowhere else', async () => {
  const cloud = aCloud(60, 3);
  cloud.say('a', agent, { text: 'another answer' }, { replyTo: 'a-3' });
  const { quote, page } = await openChatOn(cloud);
  expect(quote()).toMatchObject({ state: 'known', item: { body: { text: '3' } } });
  expect(cloud.callsOf('message.history').slice(1)).toEqual([{ conversationId: 'a', after: 2, limit: 1 }]);
  expect(page.items[0]?.seq).toBe(42);
});

test('one that was taken back says so, at once when it happens', async () => {
  const cloud = aCloud(5, 2);
  const { quote } = await openChatOn(cloud);
  expect(quote()).toMatchObject({ state: 'known' });
  cloud.recall('a', customer, 'a-2');
  await pass(SECOND);
  expect(quote()).toEqual({ messageId: 'a-2', seq: 2, state: 'recalled' });
});

test('one that was taken back long ago says so without the line that did it', async () => {
  const cloud = aCloud(60, 2);
  cloud.recall('a', customer, 'a-2');
  const { page } = await openChatOn(cloud);
  expect(page.items.find(({ body }) => body && 'text' in body && body.text === 'answer')?.quote?.state).toBe(
    'recalled',
  );
});

test('one that is withheld says so', async () => {
  const cloud = aCloud(5, 2);
  Object.assign(cloud.conversations.get('a')?.messages[1] ?? {}, { withheld: 'risky', body: '' });
  expect((await openChatOn(cloud)).quote()).toEqual({ messageId: 'a-2', seq: 2, state: 'withheld' });
});

test('one that cannot be had says so, and is asked for again when the network is back', async () => {
  const cloud = aCloud(60, 3);
  const { quote, phone } = await aChat(cloud).then((opened) => {
    opened.phone.fate = (_, { limit }) => (limit === 1 ? 'fail' : 'answer');
    return { ...opened, quote: () => opened.page.items[opened.page.items.length - 1]?.quote };
  });
  await pass(SECOND);
  expect(quote()).toMatchObject({ state: 'unavailable' });
  phone.fate = () => 'answer';
  phone.setVisible(false);
  phone.setVisible(true);
  await pass(5 * SECOND);
  expect(quote()).toMatchObject({ state: 'known' });
});

test('an own answer shows it while it is on its way, and keeps it', async () => {
  const cloud = aCloud(5, 3);
  const { chat, quote } = await openChatOn(cloud);
  chat.send({ ...aText('mine'), replyTo: { messageId: 'a-1', seq: 1 } });
  expect(quote()).toMatchObject({ state: 'known', item: { body: { text: '1' } } });
  await pass(SECOND);
  expect(quote()).toMatchObject({ state: 'known', item: { body: { text: '1' } } });
  expect(cloud.callsOf('message.send')).toMatchObject([{ replyTo: 'a-1' }]);
});

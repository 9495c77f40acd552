import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { openOutbox } from '../../../miniprogram/shared/outbox';
import { reopen } from '../../../miniprogram/shared/reopen';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer, streamKeys } from './support/cloud-model';
import { aText } from './support/messages';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

function aCloud(count: number): CloudModel {
  const cloud = new CloudModel('a');
  for (let seq = 1; seq <= count; seq++) cloud.say('a', seq % 2 ? agent : customer, { text: String(seq) });
  return cloud;
}

async function openChatOn(cloud: CloudModel) {
  const opened = await aChat(cloud, { openOutbox: () => openOutbox('customer', { reopen }) });
  await pass(SECOND);
  return opened;
}

const labels = ({ page }: Awaited<ReturnType<typeof openChatOn>>) =>
  page.items.map(({ kind, body, state }) =>
    kind === 'divider' ? '—' : `${body && 'text' in body && body.text} ${state}`,
  );

test('what is said into a closed conversation goes on in the next one, on the same screen, in order', async () => {
  const cloud = aCloud(2);
  const opened = await openChatOn(cloud);
  const { chat, page } = opened;
  cloud.setStatus('a', 'closed');
  const keys = ['还在吗', '有个问题', '谢谢'].map((text) => {
    chat.send(aText(text));
    return page.items[page.items.length - 1]?.key;
  });
  await pass(SECOND);
  expect(labels(opened)).toEqual(['1 sent', '2 sent', '—', '还在吗 sent', '有个问题 sent', '谢谢 sent']);
  expect(page.items.slice(3).map(({ key }) => key)).toEqual(keys);
  expect([cloud.texts('a-next'), chat.conversationId(), chat.state().status]).toEqual([keys, 'a-next', 'active']);
  cloud.say('a-next', agent, { text: '在的' });
  await pass(SECOND);
  expect(labels(opened).slice(-1)).toEqual(['在的 sent']);
  expect(page.continued).toEqual(['a-next']);
});

test('no text is lost or doubled though every reply on the way is lost once', async () => {
  const cloud = aCloud(1);
  const opened = await openChatOn(cloud);
  const lost = new Set<string>();
  opened.phone.fate = (name, data) => {
    const call = JSON.stringify([name, data['action'], data['conversationId'], data['clientId']]);
    if (lost.has(call)) return 'answer';
    lost.add(call);
    return 'lose';
  };
  cloud.setStatus('a', 'closed');
  for (const text of ['1', '2', '3']) opened.chat.send(aText(text));
  await pass(60 * SECOND);
  expect([...cloud.conversations.keys()]).toEqual(['a', 'a-next']);
  expect(labels(opened).slice(1)).toEqual(['—', '1 sent', '2 sent', '3 sent']);
  expect(cloud.texts('a-next')).toHaveLength(3);
});

test('the page may take the chat on itself; what is read and typed then belongs to the new conversation', async () => {
  const cloud = aCloud(3);
  const opened = await openChatOn(cloud);
  const { chat } = opened;
  cloud.setStatus('a', 'closed');
  const next = cloud.open();
  chat.goOn({ ...next, keys: streamKeys });
  chat.goOn({ ...next, keys: streamKeys });
  cloud.say('a-next', agent, { text: '您好' });
  await pass(SECOND);
  chat.markRead();
  chat.reportTyping();
  await pass(10 * SECOND);
  expect(labels(opened)).toEqual(['1 sent', '2 sent', '3 sent', '—', '您好 sent']);
  expect(cloud.callsOf('message.read').slice(-1)).toMatchObject([{ conversationId: 'a-next', seq: 1 }]);
  expect(cloud.callsOf('message.typing')).toMatchObject([{ conversationId: 'a-next' }]);
});

test('news of the old conversation changes nothing any more', async () => {
  const cloud = aCloud(2);
  const opened = await openChatOn(cloud);
  cloud.setStatus('a', 'closed');
  opened.chat.send(aText('还在吗'));
  await pass(SECOND);
  cloud.setStatus('a', 'closed');
  await pass(SECOND);
  expect(opened.chat.state().status).toBe('active');
});

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { aChat, pass } from './support/apps';
import { agent, CloudModel, customer } from './support/cloud-model';

const SECOND = 1000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** A customer said something that the agent may not see. */
async function aWithheldMessage() {
  const cloud = new CloudModel('a');
  const message = cloud.say('a', customer, { text: '加我微信' }, { isTold: false });
  const { body } = message;
  Object.assign(message, { body: '', withheld: 'checking' });
  const { page } = await aChat(cloud, { person: agent });
  await pass(SECOND);
  const release = () => {
    Object.assign(message, { body });
    delete message.withheld;
  };
  const retell = () =>
    cloud.push({
      _id: `${message.messageId}:${agent.to}`,
      to: agent.to,
      at: new Date(Date.now() + 60_000),
      conversationId: 'a',
      type: 'message',
      message: structuredClone(message),
    });
  return { cloud, message, page, release, retell };
}

test('what is withheld keeps its place and says nothing', async () => {
  const { page } = await aWithheldMessage();
  expect(page.items).toMatchObject([{ seq: 1, withheld: 'checking', body: undefined }]);
});

test('a verdict that is told again shows, without a call', async () => {
  const { cloud, message, page, retell } = await aWithheldMessage();
  const calls = cloud.calls.length;
  message.withheld = 'risky';
  retell();
  await pass(SECOND);
  expect([page.items[0]?.withheld, cloud.calls.length]).toEqual(['risky', calls]);
});

test('what is released shows what it says, whether or not the message itself is told again', async () => {
  for (const isRetold of [true, false]) {
    const { cloud, message, page, release, retell } = await aWithheldMessage();
    release();
    if (isRetold) retell();
    cloud.say('a', customer, { event: 'released', messageId: message.messageId });
    await pass(SECOND);
    expect(page.items).toMatchObject([{ seq: 1, body: { text: '加我微信' } }]);
    expect(page.items[0]).not.toHaveProperty('withheld');
  }
});

test('what is not released after all is asked for once', async () => {
  const { cloud, message, page } = await aWithheldMessage();
  cloud.say('a', customer, { event: 'released', messageId: message.messageId });
  await pass(60 * SECOND);
  expect(cloud.callsOf('message.history').filter(({ limit }) => limit === 1)).toHaveLength(1);
  expect(page.items).toMatchObject([{ seq: 1, withheld: 'checking' }]);
});

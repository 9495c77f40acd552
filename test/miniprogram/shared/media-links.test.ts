import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { MediaLinks } from '../../../miniprogram/shared/media-links';
import { agent, CloudModel, customer, refusal } from './support/cloud-model';
import { Phone } from './support/phone';

const SECOND = 1000;
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);
let runs = 0;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Links are remembered as long as the app runs: each test has a conversation of its own. */
function aPhone(count: number) {
  const name = `run-${++runs}`;
  const cloud = new CloudModel(name);
  for (let seq = 1; seq <= count; seq++) cloud.say(name, agent, { text: 'x' }, { kind: 'image' });
  const phone = new Phone(cloud, customer);
  phone.install();
  const told: string[] = [];
  const links = new MediaLinks((ids) => told.push(...ids));
  const ids = cloud.conversations.get(name)?.messages.map(({ messageId }) => messageId) ?? [];
  const want = (...wanted: string[]) => links.want(name, wanted);
  return { cloud, phone, links, told, ids, name, want };
}

test('asks once for all that is on the screen, twenty at a time, and tells when they are there', async () => {
  const { cloud, links, told, ids, want } = aPhone(45);
  want(...ids.slice(0, 30));
  want(...ids);
  expect(links.of(ids[0] ?? '')).toBeUndefined();
  await pass(SECOND);
  want(...ids);
  await pass(SECOND);
  expect(cloud.callsOf('message.links').map(({ messageIds }) => (messageIds as string[]).length)).toEqual([20, 20, 5]);
  expect(told).toEqual(ids);
  expect(links.of(ids[0] ?? '')).toMatchObject({ url: expect.stringContaining(ids[0] ?? '?') });
});

test('what may not be seen is refused, and can be asked for again', async () => {
  const { cloud, links, ids, name, want } = aPhone(2);
  const message = cloud.conversations.get(name)?.messages[0];
  if (message) message.withheld = 'risky';
  want(...ids);
  await pass(SECOND);
  expect(links.of(ids[0] ?? '')).toBe('refused');
  want(...ids);
  await pass(SECOND);
  expect(cloud.callsOf('message.links')).toHaveLength(1);
  delete message?.withheld;
  links.retry(name, ids[0] ?? '');
  await pass(SECOND);
  expect(links.of(ids[0] ?? '')).toMatchObject({ url: expect.any(String) });
});

test('where the cloud refuses all, all are refused; what fails is asked for until it comes', async () => {
  const { phone, links, ids, want } = aPhone(1);
  phone.fate = () => 'fail';
  want(...ids);
  await pass(20 * SECOND);
  expect(links.of(ids[0] ?? '')).toBeUndefined();
  phone.fate = () => refusal('FORBIDDEN');
  await pass(60 * SECOND);
  expect(links.of(ids[0] ?? '')).toBe('refused');
});

test('a link is good until it ends, for other chats, too, and then made anew', async () => {
  const { cloud, links, ids, name, want } = aPhone(1);
  want(...ids);
  await pass(SECOND);
  const other = new MediaLinks(() => {});
  expect(other.of(ids[0] ?? '')).toEqual(links.of(ids[0] ?? ''));
  await pass(cloud.linkMs);
  expect(links.of(ids[0] ?? '')).toBeUndefined();
  other.want(name, ids);
  await pass(SECOND);
  expect(links.of(ids[0] ?? '')).toMatchObject({ url: expect.any(String) });
});

test('closed, it asks no more and leaves nothing running', async () => {
  const { cloud, phone, links, ids, want } = aPhone(1);
  phone.fate = () => 'fail';
  want(...ids);
  await pass(SECOND);
  links.close();
  await pass(SECOND);
  phone.fate = () => 'answer';
  await pass(60 * SECOND);
  expect([cloud.callsOf('message.links'), jest.getTimerCount()]).toEqual([[], 0]);
});

test('closed while it gathers, it does not ask at all', async () => {
  const { cloud, links, ids, want } = aPhone(1);
  want(...ids);
  links.close();
  await pass(60 * SECOND);
  expect([cloud.callsOf('message.links'), jest.getTimerCount()]).toEqual([[], 0]);
});

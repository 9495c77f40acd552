import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { call, newestInFeed, readFeed, watchFeed } from '../../../miniprogram/shared/cloud';
import { failureCode, isRetryable } from '../../../miniprogram/shared/failure';
import { agent, CloudModel, customer, refusal } from './support/cloud-model';
import { Phone, type Fate } from './support/phone';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function aPhone() {
  const cloud = new CloudModel('a');
  const phone = new Phone(cloud, customer);
  phone.install();
  return { cloud, phone };
}

const send = () =>
  call('message', 'send', { conversationId: 'a', clientId: 'x', kind: 'text', body: { text: '你好' }, attempt: 1 });

/** Lets time pass until the promise has come to its end. */
async function ending(promise: Promise<unknown>): Promise<unknown> {
  const end = promise.catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(60_000);
  return end;
}

test('resolves to the data of the reply', async () => {
  const { cloud } = aPhone();
  expect(await ending(send())).toEqual({ messageId: 'a-1', seq: 1, sentAt: expect.any(Number) });
  expect(cloud.calls).toMatchObject([{ name: 'message', action: 'send', params: { attempt: 1 }, by: 'customer-1' }]);
});

test.each<[string, Fate, string, boolean]>([
  ['a refusal for good', refusal('FORBIDDEN'), 'FORBIDDEN', false],
  ['a refusal that may pass', refusal('TOO_FAST'), 'TOO_FAST', true],
  ['a broken line', 'fail', 'NETWORK', true],
  ['a lost reply', 'lose', 'NETWORK', true],
  ['silence', 'hang', 'NETWORK', true],
  [
    'a code this app does not know',
    { ok: false, code: 'NEW' as 'FORBIDDEN', message: '', retryable: false },
    'NETWORK',
    true,
  ],
])('%s', async (_, fate, code, retryable) => {
  const { phone } = aPhone();
  phone.fate = () => fate;
  const error = await ending(send());
  expect([failureCode(error), isRetryable(error)]).toEqual([code, retryable]);
});

test('reads one reader’s feed, oldest first, page by page', async () => {
  const { cloud } = aPhone();
  for (let index = 0; index < 25; index++) cloud.say('a', agent, { text: String(index) });
  const after = cloud.feed[3]?.at.getTime() ?? 0;
  const page = (skip: number) => ending(readFeed({ to: '{openid}', after, skip, limit: 20 }));
  const found = [...((await page(0)) as unknown[]), ...((await page(20)) as unknown[])];
  const want = cloud.feedOf(customer.to, after).map((document) => ({ ...document, at: document.at.getTime() }));
  expect(found).toEqual(want);
  expect(await ending(newestInFeed('{openid}'))).toBe(want[want.length - 1]?.at);
});

test('an empty feed has no newest document', async () => {
  aPhone();
  expect(await ending(newestInFeed('{openid}'))).toBe(0);
});

test('a query that the rules forbid is refused for good', async () => {
  const { phone } = aPhone();
  phone.database = 'denied';
  expect(failureCode(await ending(readFeed({ to: 'else', after: 0, skip: 0, limit: 20 })))).toBe('FORBIDDEN');
});

test('a watch delivers what is there, then what comes, and tells its end', async () => {
  const { cloud, phone } = aPhone();
  cloud.say('a', agent, { text: '1' });
  const told: unknown[] = [];
  const errors: Error[] = [];
  watchFeed({
    to: '{openid}',
    after: 0,
    onDocuments: (documents) => told.push(...documents.map(({ at, _id }) => [_id, typeof at])),
    onError: (error) => errors.push(error),
  });
  await jest.advanceTimersByTimeAsync(100);
  cloud.say('a', agent, { text: '2' });
  expect(told).toEqual([
    ['a-1:openid-1', 'number'],
    ['a-2:openid-1', 'number'],
  ]);
  phone.breakWatches();
  expect(errors.map(failureCode)).toEqual(['NETWORK']);
});

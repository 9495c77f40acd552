import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import * as fc from 'fast-check';
import { startFeed, type Feed } from '../../../miniprogram/shared/feed';
import { agent, CloudModel, customer } from './support/cloud-model';
import { Phone } from './support/phone';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

type Setting = (phone: Phone, cloud: CloudModel) => void;

/** A running feed with a record of what it told. */
function aFeed(prepare: Setting = () => {}) {
  const cloud = new CloudModel('a');
  const phone = new Phone(cloud, customer);
  phone.install();
  prepare(phone, cloud);
  const texts: number[] = [];
  const healths: string[] = [];
  let resumed = 0;
  let compared = 0;
  const feed: Feed = startFeed({
    to: '{openid}',
    onDocuments: (documents) => {
      for (const document of documents) if (document.type === 'message') texts.push(document.message.seq);
    },
    onHealth: (health) => healths.push(health),
    onResume: () => {
      resumed += 1;
      compared = cloud.texts('a').length;
    },
  });
  const say = () => cloud.say('a', agent, { text: '你好' });
  return { cloud, phone, feed, texts, healths, say, resumed: () => resumed, compared: () => compared };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('is carried by a watch: each document once, nothing polled', async () => {
  const { phone, feed, texts, say } = aFeed((_, cloud) => cloud.say('a', agent, { text: '0' }));
  await pass(SECOND);
  say();
  say();
  expect(texts).toEqual([1, 2, 3]);
  const before = phone.queries;
  await pass(10 * MINUTE);
  expect([phone.queries - before, phone.opened, feed.health()]).toEqual([0, 1, 'watch']);
});

test('starts near the feed’s end, wherever the phone’s clock stands', async () => {
  const { texts } = aFeed((_, cloud) => {
    cloud.say('a', agent, { text: 'long ago' });
    jest.setSystemTime(Date.now() + 60 * MINUTE);
    cloud.say('a', agent, { text: 'just now' });
    jest.setSystemTime(Date.now() + 600 * MINUTE);
  });
  await pass(SECOND);
  expect(texts).toEqual([2]);
});

test('a document that is told again is not told twice', async () => {
  const { phone, texts, say } = aFeed();
  await pass(SECOND);
  say();
  phone.breakWatches();
  await pass(MINUTE);
  expect(phone.opened).toBe(2);
  expect(texts).toEqual([1]);
});

test.each<[string, Setting, string]>([
  ['poll', (phone) => (phone.canWatch = false), 'poll'],
  ['sync', (phone) => (phone.database = 'denied'), 'sync'],
])('without a watch it goes on by %s', async (_, prepare, health) => {
  const { feed, texts, say } = aFeed(prepare);
  say();
  await pass(3 * SECOND);
  for (let index = 0; index < 259; index++) say();
  await pass(3 * SECOND);
  expect(texts).toEqual(Array.from({ length: 260 }, (_, index) => index + 1));
  expect(feed.health()).toBe(health);
});

test('where queries are refused the watch is not tried again', async () => {
  const { phone } = aFeed((it) => (it.database = 'denied'));
  await pass(10 * SECOND);
  phone.database = 'works';
  await pass(10 * MINUTE);
  expect(phone.opened).toBe(0);
});

test('goes back to the watch as soon as it can be had', async () => {
  const { phone, feed, texts, say, healths, resumed } = aFeed();
  await pass(SECOND);
  phone.canWatch = false;
  phone.breakWatches();
  say();
  await pass(10 * SECOND);
  expect([texts, feed.health(), resumed()]).toEqual([[1], 'poll', 1]);
  phone.canWatch = true;
  await pass(MINUTE);
  expect([healths, resumed()]).toEqual([['poll', 'watch'], 1]);
});

test('polls less and less while nothing happens, and often again when something is expected', async () => {
  const { phone, feed } = aFeed((it) => (it.canWatch = false));
  const queriesIn = async (ms: number) => {
    const before = phone.queries;
    await pass(ms);
    return Math.round((phone.queries - before) / (ms / MINUTE));
  };
  await pass(MINUTE);
  expect(await queriesIn(5 * MINUTE)).toBe(12);
  await pass(10 * MINUTE);
  expect(await queriesIn(5 * MINUTE)).toBe(3);
  feed.expect();
  expect(await queriesIn(MINUTE / 2)).toBeGreaterThan(20);
});

test('hidden, it does not poll; shown, it takes a new watch and asks everybody to compare', async () => {
  const { phone, texts, say, resumed } = aFeed((it) => (it.canWatch = false));
  await pass(5 * SECOND);
  phone.setVisible(false);
  await pass(SECOND);
  const [queries, before] = [phone.queries, resumed()];
  say();
  await pass(5 * MINUTE);
  expect([phone.queries, texts]).toEqual([queries, []]);
  phone.canWatch = true;
  phone.setVisible(true);
  await pass(3 * SECOND);
  expect([texts, resumed() - before]).toEqual([[1], 1]);
});

test('without network it says so, and comes back with the network', async () => {
  const { phone, feed, texts, say, healths, resumed } = aFeed();
  await pass(SECOND);
  phone.setOnline(false);
  expect(feed.health()).toBe('offline');
  say();
  await pass(5 * MINUTE);
  phone.setOnline(true);
  await pass(3 * SECOND);
  expect([texts, healths, resumed()]).toEqual([[1], ['offline', 'watch'], 1]);
});

test('exchanges the watch after 500 documents, not at once, and loses nothing', async () => {
  const { phone, texts, say, resumed } = aFeed();
  await pass(SECOND);
  for (let index = 0; index < 500; index++) say();
  await pass(400);
  expect(phone.watches.size).toBe(0);
  say();
  await pass(SECOND);
  expect([phone.watches.size, phone.opened, texts.length, resumed()]).toEqual([1, 2, 501, 0]);
});

test('a watch that says nothing is given up', async () => {
  const { phone, feed, texts, say } = aFeed((it) => (it.isSilent = true));
  await pass(3 * SECOND);
  say();
  await pass(3 * SECOND);
  expect([texts, feed.health()]).toEqual([[1], 'poll']);
  phone.isSilent = false;
  await pass(MINUTE);
  expect(feed.health()).toBe('watch');
});

test('closed, it leaves nothing running', async () => {
  const { phone, feed, texts, say } = aFeed();
  await pass(SECOND);
  feed.close();
  await pass(0);
  say();
  phone.setOnline(false);
  phone.setOnline(true);
  await pass(MINUTE);
  expect([texts, phone.watches.size, jest.getTimerCount()]).toEqual([[], 0, 0]);
});

const event = fc.oneof(
  { weight: 4, arbitrary: fc.constant('say' as const) },
  { weight: 3, arbitrary: fc.constantFrom('wait' as const, 'waitLong' as const) },
  fc.constantFrom('break', 'noWatch', 'watch', 'unreachable', 'works', 'hide', 'show', 'offline', 'online'),
);

const does: Record<string, (phone: Phone, say: () => unknown) => unknown> = {
  say: (_, say) => say(),
  wait: () => pass(300),
  waitLong: () => pass(30 * SECOND),
  break: (phone) => phone.breakWatches(),
  noWatch: (phone) => (phone.canWatch = false),
  watch: (phone) => (phone.canWatch = true),
  unreachable: (phone) => (phone.database = 'unreachable'),
  works: (phone) => (phone.database = 'works'),
  hide: (phone) => phone.setVisible(false),
  show: (phone) => phone.setVisible(true),
  offline: (phone) => phone.setOnline(false),
  online: (phone) => phone.setOnline(true),
};

test('whatever happens to the phone, every document arrives once, or a comparison is asked for after it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
      jest.clearAllTimers();
      const { phone, texts, say, feed, compared } = aFeed();
      for (const next of events) await does[next]?.(phone, say);
      for (const next of ['works', 'watch', 'show', 'online', 'waitLong', 'waitLong']) await does[next]?.(phone, say);
      const said = events.filter((next) => next === 'say').map((_, index) => index + 1);
      expect(new Set(texts).size).toBe(texts.length);
      expect(said.filter((seq) => seq > compared() && !texts.includes(seq))).toEqual([]);
      expect(feed.health()).toBe('watch');
      feed.close();
    }),
    { numRuns: 60 },
  );
});

test('a feed that comes up late asks for a comparison', async () => {
  const { phone, resumed } = aFeed((it) => (it.database = 'unreachable'));
  await pass(5 * MINUTE);
  phone.database = 'works';
  await pass(MINUTE);
  expect(resumed()).toBe(1);
});

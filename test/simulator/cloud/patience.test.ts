import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createCloud } from '../../../scripts/simulator/cloud/cloud';
import type { WxCloudError } from '../../../scripts/simulator/cloud/errors';
import type { Snapshot } from '../../../scripts/simulator/cloud/realtime/result';
import type { Watcher } from '../../../scripts/simulator/cloud/realtime/watcher';
import { FakeService } from './fake-service';
import { Switch } from './phone';

const second = 1000;
let service: FakeService;
let network: Switch;
let snapshots: Snapshot[];
let errors: WxCloudError[];
let watcher: Watcher | undefined;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  service = new FakeService();
  network = new Switch();
  snapshots = [];
  errors = [];
});
afterEach(async () => {
  await watcher?.close();
  jest.useRealTimers();
});

async function watch(): Promise<void> {
  const cloud = createCloud({ url: '', openid: 'me', fetch: service.fetch, WebSocket: service.WebSocket, network });
  cloud.init();
  watcher = cloud
    .database()
    .collection('feed')
    .where({ to: 'me' })
    .watch({ onChange: (snapshot) => snapshots.push(snapshot), onError: (error) => errors.push(error) });
  await wait(0);
}

const wait = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const added = (ID: number) => ({
  ID,
  DataType: 'add',
  QueueType: 'enqueue',
  DocID: `d${ID}`,
  Doc: `{"_id":"d${ID}"}`,
  UpdatedFields: '',
  removedFields: '',
});
const push = (...ids: number[]): void =>
  service.push({
    watchId: watcher?.id ?? '',
    msgType: 'NEXT_EVENT',
    msgData: { queryID: 'q', events: ids.map(added) },
  });

test('a quiet line is asked for a sign of life and for the latest event every ten seconds', async () => {
  await watch();
  expect(service.takeAsked()).toEqual(['open', 'LOGIN', 'INIT_WATCH']);
  await wait(10 * second);
  expect(service.takeAsked().sort()).toEqual(['CHECK_LAST', 'PING']);
  await wait(100 * second);
  expect(service.takeAsked().filter((type) => type === 'CHECK_LAST')).toHaveLength(10);
});

test('a line that does not answer any more is replaced', async () => {
  await watch();
  service.replies['PING'] = () => 'silence';
  service.replies['CHECK_LAST'] = () => 'silence';
  service.takeAsked();
  await wait(26 * second);
  expect(service.takeAsked()).toEqual(expect.arrayContaining(['PING', 'open', 'LOGIN', 'REBUILD_WATCH']));
  expect(errors).toEqual([]);
});

test('events that went missing on a living line are noticed and fetched', async () => {
  await watch();
  service.replies['CHECK_LAST'] = () => ({ msgType: 'CHECK_EVENT', msgData: { queryID: 'q', currEvent: 1 } });
  service.replies['REBUILD_WATCH'] = () => ({ msgType: 'NEXT_EVENT', msgData: { queryID: 'q', events: [added(1)] } });
  await wait(10 * second);
  expect(snapshots.map(({ id }) => id)).toEqual([0, 1]);
});

test('a gap is filled before what follows it is shown, a repetition is not shown', async () => {
  await watch();
  service.replies['REBUILD_WATCH'] = () => ({
    msgType: 'NEXT_EVENT',
    msgData: { queryID: 'q', events: [added(1), added(2), added(3)] },
  });
  push(3);
  push(4);
  await wait(0);
  push(3);
  push(4);
  await wait(0);
  expect(snapshots.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
  expect(snapshots.at(-1)?.docs.map((document) => document['_id'])).toEqual(['d1', 'd2', 'd3', 'd4']);
});

test('an event that overtakes the opening is not lost', async () => {
  let open: (() => void) | undefined;
  service.replies['INIT_WATCH'] = ({ requestId, watchId }) => {
    const msgData = { queryID: 'q', currEvent: 0, events: [] };
    open = () => service.push({ requestId, ...(watchId && { watchId }), msgType: 'INIT_EVENT', msgData });
    return 'silence';
  };
  service.replies['REBUILD_WATCH'] = () => ({
    msgType: 'NEXT_EVENT',
    msgData: { queryID: 'q', events: [added(1), added(2)] },
  });
  await watch();
  push(1);
  open?.();
  await wait(0);
  push(2);
  await wait(0);
  expect(snapshots.map(({ id }) => id)).toEqual([0, 1, 2]);
});

test('events of one batch come as one snapshot', async () => {
  await watch();
  const [one, two] = [added(1), { ...added(1), DocID: 'other', Doc: '{"_id":"other"}' }];
  service.push({
    watchId: watcher?.id ?? '',
    msgType: 'NEXT_EVENT',
    msgData: { queryID: 'q', events: [one, two, added(2)] },
  });
  await wait(0);
  expect(snapshots.map(({ docChanges }) => docChanges.length)).toEqual([0, 2, 1]);
});

test.each([
  ['at the start', -402002, async () => {}],
  ['after a while', -402003, watch],
])('a cloud out of reach %s is tried for again five times, then the watch is dead', async (_, errCode, before) => {
  await before();
  service.isReachable = false;
  network.set(false);
  if (errCode === -402002) await watch();
  await wait(49 * second);
  expect(errors).toEqual([]);
  await wait(2 * second);
  expect(errors).toEqual([expect.objectContaining({ errCode })]);
  service.isReachable = true;
  network.set(true);
  await wait(60 * second);
  expect(errors).toHaveLength(1);
});

test('a network that comes back carries the watch on', async () => {
  await watch();
  network.set(false);
  await wait(5 * second);
  network.set(true);
  service.replies['REBUILD_WATCH'] = () => ({ msgType: 'NEXT_EVENT', msgData: { queryID: 'q', events: [added(1)] } });
  await wait(10 * second);
  expect(snapshots.map(({ id }) => id)).toEqual([0, 1]);
});

test('a sign-in that is lost with its line is tried again without a long pause', async () => {
  let logins = 0;
  const welcome = service.replies['LOGIN'];
  service.replies['LOGIN'] = (frame) => ((logins += 1) <= 2 ? 'close' : (welcome?.(frame) ?? 'silence'));
  await watch();
  await wait(second);
  expect(snapshots).toHaveLength(1);
});

test('an opening without an answer is asked for three times', async () => {
  service.replies['INIT_WATCH'] = () => 'silence';
  service.replies['CHECK_LAST'] = () => 'silence';
  await watch();
  await wait(31 * second);
  expect(service.takeAsked().filter((type) => type === 'INIT_WATCH')).toHaveLength(3);
  expect(errors).toEqual([expect.objectContaining({ errCode: -402002 })]);
});

test('a signature that ran out is renewed', async () => {
  let inits = 0;
  const opened = service.replies['INIT_WATCH'];
  service.replies['INIT_WATCH'] = (frame) =>
    (inits += 1) === 1
      ? { msgType: 'ERROR', msgData: { code: 'SIGN_EXPIRED_ERROR', message: '' } }
      : (opened?.(frame) ?? 'silence');
  await watch();
  await wait(second);
  expect(service.takeAsked()).toEqual(['open', 'LOGIN', 'INIT_WATCH', 'open', 'LOGIN', 'INIT_WATCH']);
  expect(snapshots).toHaveLength(1);
});

test('a watch that the service has forgotten is dead', async () => {
  await watch();
  service.replies['REBUILD_WATCH'] = () => ({
    msgType: 'ERROR',
    msgData: { code: 'QUERYID_INVALID_ERROR', message: '' },
  });
  network.set(false);
  network.set(true);
  await wait(11 * second);
  expect(errors).toEqual([expect.objectContaining({ errCode: -402004 })]);
});

test('after close nothing is heard any more', async () => {
  await watch();
  push(1);
  await watcher?.close();
  await wait(0);
  push(2);
  await wait(60 * second);
  expect(snapshots.map(({ id }) => id)).toEqual([0]);
  expect(errors).toEqual([]);
  expect(service.takeAsked()).toEqual(['open', 'LOGIN', 'INIT_WATCH', 'CLOSE_WATCH']);
});

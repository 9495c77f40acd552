import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createCloud } from '../../../scripts/simulator/cloud/cloud';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone, Switch } from './phone';

let cloud: SmallCloud;
beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());

test('a function gives its result in the shape of WeChat', async () => {
  const answer = await aPhone(cloud, 'me').callFunction({ name: 'echo', data: { text: '你好 🙂\n再见' } });
  expect(answer).toEqual({
    errMsg: 'cloud.callFunction:ok',
    result: { text: '你好 🙂\n再见' },
    requestID: expect.stringMatching(/./),
  });
});

test('callbacks replace the promise', async () => {
  const seen: string[] = [];
  await new Promise<void>((resolve) => {
    const nothing = aPhone(cloud, 'me').callFunction({
      name: 'echo',
      success: ({ errMsg }) => seen.push(errMsg),
      fail: () => seen.push('failed'),
      complete: () => resolve(),
    });
    expect(nothing).toBeUndefined();
  });
  expect(seen).toEqual(['cloud.callFunction:ok']);
  const error = await new Promise((fail) => void aPhone(cloud, 'me').callFunction({ name: 'none', fail }));
  expect(error).toMatchObject({ errCode: -504002 });
});

test('a failing function rejects with the number and text of WeChat', async () => {
  await expect(aPhone(cloud, 'me').callFunction({ name: 'none' })).rejects.toMatchObject({
    errCode: -504002,
    errMsg: 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: no such function',
  });
});

test('without a network, and with a cloud that is gone, calls fail as network failures', async () => {
  const network = new Switch();
  const phone = aPhone(cloud, 'me', network);
  network.set(false);
  const failure = { errCode: -1, errMsg: expect.stringContaining('cloud.callFunction:fail request:fail') };
  await expect(phone.callFunction({ name: 'echo' })).rejects.toMatchObject(failure);
  network.set(true);
  await expect(phone.callFunction({ name: 'echo' })).resolves.toMatchObject({ result: {} });
  await expect(
    aPhone({ ...cloud, url: 'http://127.0.0.1:9' }, 'me').callFunction({ name: 'echo' }),
  ).rejects.toMatchObject(failure);
});

test('a request under way ends when the network goes', async () => {
  const network = new Switch();
  const call = aPhone(cloud, 'me', network).callFunction({ name: 'echo' });
  network.set(false);
  await expect(call).rejects.toMatchObject({ errMsg: expect.stringContaining('the network went away') });
});

test('a token that ran out is renewed without the app noticing', async () => {
  const phone = aPhone(cloud, 'me');
  await phone.callFunction({ name: 'echo' });
  cloud.clock.move(31 * 24 * 3_600_000);
  await expect(phone.callFunction({ name: 'echo' })).resolves.toMatchObject({ errMsg: 'cloud.callFunction:ok' });
  cloud.clock.move(0);
});

test('nothing works before init', () => {
  const phone = createCloud({ url: cloud.url, openid: 'me', fetch, WebSocket: WebSocket as never });
  expect(() => phone.database()).toThrow(/wx.cloud.init/);
  expect(() => phone.callFunction({ name: 'echo' })).toThrow(/wx.cloud.init/);
});

test('only one sign-in is needed for calls made together', async () => {
  const spy = jest.fn((url: string, init: RequestInit) => fetch(url, init));
  const phone = createCloud({ url: cloud.url, openid: 'me', fetch: spy as never, WebSocket: WebSocket as never });
  phone.init();
  await Promise.all([phone.callFunction({ name: 'echo' }), phone.callFunction({ name: 'echo' })]);
  expect(spy.mock.calls.filter(([url]) => url.endsWith('/local/login'))).toHaveLength(1);
});

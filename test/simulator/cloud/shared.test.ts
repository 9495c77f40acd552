import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { aPhone, collect, nextSnapshot, ids, Switch } from './phone';

let cloud: SmallCloud;
beforeAll(async () => {
  cloud = await startSmallCloud();
});
afterAll(() => cloud.close());

const environment = { resourceAppid: 'wx-customer-app', resourceEnv: 'local' };

function sharedBy(appid: string, config: { resourceAppid?: string; resourceEnv: string } = environment) {
  const { Cloud } = aPhone(cloud, 'agent', new Switch(), { appid });
  return new Cloud(config);
}

test('another app uses the environment once cloudbase_auth has let it in', async () => {
  const shared = sharedBy('wx-desk');
  expect(() => shared.callFunction({ name: 'echo' })).toThrow('init');
  await shared.init();
  expect(await shared.callFunction({ name: 'echo', data: { a: 1 } })).toMatchObject({ result: { a: 1 } });
});

test('what cloudbase_auth gave it counts in rules, for reads and for watches', async () => {
  await cloud.database.insert('desk', [{ _id: 'hello', to: 'agent' }]);
  const shared = sharedBy('wx-desk');
  await shared.init();
  const mine = shared.database().collection('desk').where({ to: 'agent' });
  expect(await mine.get()).toMatchObject({ data: [{ _id: 'hello' }] });
  const { inbox, close } = collect(mine);
  expect(ids(await nextSnapshot(inbox))).toEqual(['hello']);
  await close();
  const foreign = shared.database().collection('desk').where({ to: 'somebody' });
  await expect(foreign.get()).rejects.toMatchObject({ errCode: -502003 });
});

test('an app that is not let in cannot initialise', async () => {
  await expect(sharedBy('wx-stranger').init()).rejects.toMatchObject({
    errCode: -501008,
    errMsg: expect.stringMatching(/^cloud\.init:fail -501008 .*not you/),
  });
});

test('there is one environment to share', async () => {
  const elsewhere = sharedBy('wx-desk', { resourceAppid: 'wx-else', resourceEnv: 'local' });
  await expect(elsewhere.init()).rejects.toMatchObject({ errCode: -501005 });
  expect(() => sharedBy('wx-desk', {} as never)).toThrow('resourceEnv is required');
});

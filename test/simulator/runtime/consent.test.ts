/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage, type PageOptions } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

type Call = (...values: unknown[]) => unknown;

let page: OpenPage;
const wx = (name: string, ...values: unknown[]): unknown => (page.program.wx[name] as Call)(...values);
const next = (api: string, outcome: string): void => page.program.device.outcomes.setNext(api, outcome);
const events = (): unknown[] => page.instance['events'] as unknown[];
const called = (name: string, options: object = {}): Promise<unknown> =>
  new Promise((success, fail) => void wx(name, { ...options, success, fail }));

function open(options: PageOptions = {}): void {
  page = openPage(lab, '/pages/consent/consent', options);
}

beforeEach(() => localStorage.clear());

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('who has agreed before is not asked', async () => {
  open();
  next('chooseMedia', 'tiny');
  await expect(wx('chooseMedia', {})).resolves.toMatchObject({ type: 'image' });
  await expect(called('getPrivacySetting')).resolves.toMatchObject({
    needAuthorization: false,
    privacyContractName: '《Lab隐私保护指引》',
  });
});

test('without a dialog of the app, WeChat asks, and remembers', async () => {
  open({ device: { asksPrivacy: true } });
  const refused = wx('chooseMedia', {});
  page.tap('拒绝');
  await expect(refused).rejects.toMatchObject({
    errMsg: 'chooseMedia:fail privacy permission is not authorized',
    errno: 104,
  });
  const required = called('requirePrivacyAuthorize');
  page.tap('同意');
  await expect(required).resolves.toEqual({ errMsg: 'requirePrivacyAuthorize:ok' });
  page.close();
  open({ device: { asksPrivacy: true } });
  await expect(called('getPrivacySetting')).resolves.toMatchObject({ needAuthorization: false });
});

test('the app’s own dialog decides, but only with a button that was tapped', async () => {
  open({ device: { asksPrivacy: true } });
  const asked: unknown[] = [];
  wx('onNeedPrivacyAuthorization', (resolve: unknown, info: unknown) => {
    Object.assign(page.instance, { resolve });
    asked.push(info);
  });
  const cheated = wx('setClipboardData', { data: 'x' });
  (page.instance['resolve'] as Call)({ event: 'agree', buttonId: 'agree' });
  await expect(cheated).rejects.toMatchObject({ errno: 104 });
  next('chooseMedia', 'tiny');
  const chosen = wx('chooseMedia', {});
  page.tap('agree');
  await expect(chosen).resolves.toMatchObject({ type: 'image' });
  expect(asked).toEqual([{ referrer: 'setClipboardData' }, { referrer: 'chooseMedia' }]);
});

test.each([
  [
    undefined,
    { 'scope.record': true, 'scope.camera': true, 'scope.writePhotosAlbum': true, 'scope.userLocation': true },
  ],
  [{ asksScopes: true }, {}],
  [{ asksScopes: true, denied: ['scope.record'] }, { 'scope.record': false }],
])('scopes with %j are %j', async (device, authSetting) => {
  open(device ? { device } : {});
  await expect(wx('getSetting')).resolves.toEqual({ authSetting, errMsg: 'getSetting:ok' });
});

test('a scope is asked for once; the settings change the answer', async () => {
  open({ device: { asksScopes: true } });
  const asked = wx('authorize', { scope: 'scope.record' });
  page.tap('拒绝');
  await expect(asked).rejects.toMatchObject({ errMsg: 'authorize:fail auth deny' });
  await expect(wx('authorize', { scope: 'scope.record' })).rejects.toMatchObject({ errno: 103 });
  const left = wx('openSetting');
  page.tap('使用你的麦克风');
  page.tap('返回');
  await expect(left).resolves.toMatchObject({ authSetting: { 'scope.record': true } });
  await expect(wx('authorize', { scope: 'scope.record' })).resolves.toEqual({ errMsg: 'authorize:ok' });
});

const ask = async (): Promise<unknown> => {
  page.tap('subscribe');
  await page.until(() => events().length > 0 || page.text.includes('申请发送以下消息'));
  return events()[0];
};

test('subscribing needs a tap', async () => {
  open();
  Object.assign(page.instance, { templates: ['a'] });
  page.tap('subscribe late');
  await page.until(() => events().length > 0);
  expect(events()).toMatchObject([
    ['told', { errMsg: 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.' }],
  ]);
});

test.each([
  ['nothing', [], {}, 10_001],
  ['a template without a name', [''], {}, 10_004],
  ['six templates', ['1', '2', '3', '4', '5', '6'], {}, 20_003],
  ['anything while the main switch is off', ['a'], { subscriptionsOn: false }, 20_004],
  ['anything without a network', ['a'], { online: false }, 10_002],
])('subscribing to %s fails', async (_, templates, device, errCode) => {
  open({ device });
  Object.assign(page.instance, { templates });
  expect(await ask()).toMatchObject(['told', { errCode }]);
});

test('unless it is set to be asked, the person takes everything', async () => {
  open();
  Object.assign(page.instance, { templates: ['a', 'b'] });
  expect(await ask()).toMatchObject(['told', { a: 'accept', b: 'accept' }]);
});

test('the person accepts some, and the cloud hears of those', async () => {
  open({ device: { asksSubscriptions: true } });
  const told: string[][] = [];
  Object.assign(page.program.options, { onSubscribed: async (ids: string[]) => void told.push(ids) });
  Object.assign(page.instance, { templates: ['a', 'b'] });
  await ask();
  page.tap('消息通知 1');
  page.tap('允许');
  await page.until(() => events().length > 0);
  expect(events()).toMatchObject([['told', { a: 'reject', b: 'accept', errMsg: 'requestSubscribeMessage:ok' }]]);
  expect(told).toEqual([['b']]);
  await expect(wx('getSetting', { withSubscriptions: true })).resolves.toMatchObject({
    subscriptionsSetting: { mainSwitch: true },
  });
});

test('a choice that always holds is not asked for again', async () => {
  open({ device: { asksSubscriptions: true } });
  Object.assign(page.instance, { templates: ['a'] });
  await ask();
  page.tap('总是保持以上选择，不再询问');
  page.tap('取消');
  await page.until(() => events().length > 0);
  page.tap('subscribe');
  await page.until(() => events().length > 1);
  expect(events()[1]).toMatchObject(['told', { a: 'reject' }]);
  await expect(wx('getSetting', { withSubscriptions: true })).resolves.toMatchObject({
    subscriptionsSetting: { itemSettings: { a: 'reject' } },
  });
});

test('what the test decides is not asked', async () => {
  open();
  Object.assign(page.instance, { templates: ['a', 'b', 'c'] });
  next('requestSubscribeMessage', 'accept,ban');
  page.tap('subscribe');
  await page.until(() => events().length > 0);
  expect(events()).toMatchObject([['told', { a: 'accept', b: 'ban', c: 'ban' }]]);
});

test('a picture of oneself is chosen, or not', async () => {
  open();
  page.tap('avatar');
  await page.see('选择头像');
  page.tap('取消');
  page.tap('avatar');
  await page.until(() => page.roles('button', '头像 林').length > 0);
  page.tap('头像 林');
  await page.until(() => events().length > 0);
  expect(events()).toEqual([['chooseavatar', { avatarUrl: expect.stringMatching(/^wxfile:\/\/tmp_/) }]]);
});

test('a nickname field offers the nickname, and is reviewed', async () => {
  open();
  page.field('name').focus();
  await page.see('微信昵称');
  page.tap('使用微信昵称 山水有相逢');
  page.field('name').blur();
  await page.until(() => events().length > 1);
  expect(events()).toMatchObject([
    ['input', { value: '山水有相逢' }],
    ['nicknamereview', { pass: true, timeout: false }],
  ]);
  await page.unsee('微信昵称');
});

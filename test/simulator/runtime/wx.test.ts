/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

type Call = (...values: unknown[]) => unknown;

let page: OpenPage;
const wx = (name: string, ...values: unknown[]): unknown => (page.program.wx[name] as Call)(...values);

beforeEach(() => {
  localStorage.clear();
  page = openPage(lab, '/pages/blank/blank', { openid: 'ann' });
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test.each([
  ['text', 'x'],
  ['a number', 7],
  ['an object', { a: [1, null] }],
  ['false', false],
])('%s is stored and comes back as it was', (_, value) => {
  wx('setStorageSync', 'key', value);
  expect(wx('getStorageSync', 'key')).toEqual(value);
});

test('what is not stored is an empty text, or a failure', async () => {
  expect(wx('getStorageSync', 'gone')).toBe('');
  await expect(wx('getStorage', { key: 'gone' })).rejects.toMatchObject({ errMsg: 'getStorage:fail data not found' });
});

test('each person has a storage of their own', () => {
  wx('setStorageSync', 'key', 'of ann');
  page.close();
  page = openPage(lab, '/pages/blank/blank', { openid: 'bob' });
  expect(wx('getStorageSync', 'key')).toBe('');
  wx('clearStorageSync');
  page.close();
  page = openPage(lab, '/pages/blank/blank', { openid: 'ann' });
  expect(wx('getStorageSync', 'key')).toBe('of ann');
  expect(wx('getStorageInfoSync')).toMatchObject({ keys: ['key'], limitSize: 10_240 });
});

test('a value above 1 MB is refused', () => {
  expect(() => wx('setStorageSync', 'key', 'x'.repeat(1024 * 1024))).toThrow('setStorageSync:fail');
});

test('a toast goes by itself, a loading one when told', async () => {
  wx('showToast', { title: 'Saved', duration: 1 });
  expect(page.text).toContain('Saved');
  await page.unsee('Saved');
  wx('showLoading', { title: 'Wait' });
  expect(page.text).toContain('Wait');
  wx('hideLoading');
  expect(page.text).not.toContain('Wait');
});

test.each([
  ['确定', { confirm: true, cancel: false, content: null, errMsg: 'showModal:ok' }],
  ['取消', { confirm: false, cancel: true, content: null, errMsg: 'showModal:ok' }],
])('a modal answered with %s', async (button, wanted) => {
  const answer = wx('showModal', { title: 'Sure?', content: 'Really' });
  page.tap(button);
  await expect(answer).resolves.toEqual(wanted);
  expect(page.text).not.toContain('Sure?');
});

test('an editable modal answers its text; too long a label is refused', async () => {
  const answer = wx('showModal', { title: 'Name', editable: true, content: 'old', placeholderText: 'your name' });
  page.type('your name', 'new');
  page.tap('确定');
  await expect(answer).resolves.toMatchObject({ content: 'new' });
  await expect(wx('showModal', { title: 'x', confirmText: 'too long' })).rejects.toMatchObject({
    errMsg: 'showModal:fail confirmText length should not larger than 4 Chinese characters',
  });
});

test('an action sheet answers the index, or fails when given up', async () => {
  const chosen = wx('showActionSheet', { itemList: ['A', 'B'] });
  page.tap('B');
  await expect(chosen).resolves.toMatchObject({ tapIndex: 1 });
  const cancelled = wx('showActionSheet', { itemList: ['A', 'B'] });
  page.tap('取消');
  await expect(cancelled).rejects.toMatchObject({ errMsg: 'showActionSheet:fail cancel' });
});

test.each([
  [390, 844, { statusBarHeight: 47, windowHeight: 753, safeArea: { bottom: 810 } }],
  [375, 812, { statusBarHeight: 44, windowHeight: 724, safeArea: { bottom: 778 } }],
  [375, 667, { statusBarHeight: 20, windowHeight: 603, safeArea: { bottom: 667 } }],
  [1280, 720, { statusBarHeight: 0, windowHeight: 676, safeArea: { bottom: 720 } }],
])('a window of %i × %i is described as that phone', (innerWidth, innerHeight, wanted) => {
  Object.assign(window, { innerWidth, innerHeight });
  expect(wx('getWindowInfo')).toMatchObject(wanted);
});

test('the capsule lies in the navigation bar', () => {
  expect(wx('getMenuButtonBoundingClientRect')).toEqual({
    width: 87,
    height: 32,
    left: 296,
    right: 383,
    top: 53,
    bottom: 85,
  });
});

test('the network’s state is known and its changes are told', async () => {
  const told: unknown[] = [];
  wx('onNetworkStatusChange', (change: unknown) => told.push(change));
  page.program.device.apply({ online: false });
  await expect(wx('getNetworkType')).resolves.toMatchObject({ networkType: 'none' });
  wx('offNetworkStatusChange');
  page.program.device.apply({ online: true });
  expect(told).toEqual([{ isConnected: false, networkType: 'none' }]);
});

test('the theme changes the bar’s colours and is told', () => {
  const told: unknown[] = [];
  wx('onThemeChange', (change: unknown) => told.push(change));
  page.program.device.apply({ theme: 'dark' });
  expect(told).toEqual([{ theme: 'dark' }]);
  expect(wx('getAppBaseInfo')).toMatchObject({ theme: 'dark' });
  const bar = page.visible('.phone-navigation-bar')[0];
  expect(bar?.style.getPropertyValue('--bar-background')).toBe('#222222');
});

test('background and foreground reach app and page', () => {
  const { seen } = page.program.getApp() as { seen: string[] };
  page.program.device.apply({ foreground: false });
  expect(page.program.navigation.top?.isShown).toBe(false);
  page.program.device.apply({ foreground: true });
  expect(seen).toEqual(['show', 'hide', 'show']);
});

test('the phone’s clock may differ from the browser’s', () => {
  page.program.device.apply({ clockMs: 86_400_000 });
  const [now, made, fixed, isDate] = (page.instance['now'] as () => [number, number, number, boolean])();
  expect(Math.abs(now - Date.now() - 86_400_000)).toBeLessThan(1000);
  expect(Math.abs(made - now)).toBeLessThan(1000);
  expect([fixed, isDate]).toEqual([5, true]);
});

const clickAnywhere = (): boolean => document.body.dispatchEvent(new window.MouseEvent('mousedown', { bubbles: true }));
const press = (type: string, key: string, target: Element = document.body): boolean =>
  target.dispatchEvent(new window.KeyboardEvent(type, { key, shiftKey: true, bubbles: true }));

test('a wide window is that of WeChat for Windows, with its keys', () => {
  Object.assign(window, { innerWidth: 1280, innerHeight: 800 });
  expect(wx('getDeviceInfo')).toMatchObject({ platform: 'windows' });
  const told: unknown[] = [];
  wx('onKeyDown', ({ key, shiftKey }: Record<string, unknown>) => told.push(['down', key, shiftKey]));
  wx('onKeyUp', ({ key }: Record<string, unknown>) => told.push(['up', key]));
  press('keydown', 'ArrowUp');
  clickAnywhere();
  press('keydown', 'ArrowDown');
  press('keyup', 'ArrowDown');
  page.program.device.apply({ foreground: false });
  press('keydown', 'ArrowLeft');
  expect(told).toEqual([
    ['down', 'ArrowDown', true],
    ['up', 'ArrowDown'],
  ]);
});

test('a phone has no keys, and neither has a field', () => {
  const told: unknown[] = [];
  wx('onKeyDown', (key: unknown) => told.push(key));
  clickAnywhere();
  press('keydown', 'a');
  Object.assign(window, { innerWidth: 1280, innerHeight: 800 });
  const field = document.body.appendChild(document.createElement('textarea'));
  press('keydown', 'a', field);
  field.remove();
  expect(told).toEqual([]);
});

test('font size and language are the phone’s', () => {
  page.close();
  page = openPage(lab, '/pages/blank/blank', { device: { fontSize: 24, language: 'en' } });
  expect(wx('getAppBaseInfo')).toMatchObject({ fontSizeSetting: 24, fontSizeScaleFactor: 1.5, language: 'en' });
});

test('what is copied can be pasted, and WeChat says so', async () => {
  await wx('setClipboardData', { data: '你好' });
  expect(page.text).toContain('内容已复制');
  await expect(wx('getClipboardData')).resolves.toMatchObject({ data: '你好' });
});

test.each([
  ['呼叫 123', { errMsg: 'makePhoneCall:ok' }],
  ['取消', { errMsg: 'makePhoneCall:fail cancel' }],
])('the phone asks before it calls: %s', async (answer, result) => {
  const called = new Promise((complete) => void wx('makePhoneCall', { phoneNumber: '123', complete }));
  page.tap(answer);
  await expect(called).resolves.toMatchObject(result);
});

test('random bytes are as many as asked for', async () => {
  const { randomValues } = (await wx('getRandomValues', { length: 16 })) as { randomValues: ArrayBuffer };
  expect(randomValues.byteLength).toBe(16);
  await expect(wx('getRandomValues', { length: -1 })).rejects.toMatchObject({
    errMsg: 'getRandomValues:fail invalid length',
  });
});

test.each([
  ['showToast', true],
  ['getStorageSync', true],
  ['notThere', false],
  ['cloud.callFunction', false],
])('canIUse(%s) is %s', (name, wanted) => expect(wx('canIUse', name)).toBe(wanted));

test('an animation collects its steps and hands them out once', () => {
  type Chain = { translateX(x: number): Chain; opacity(o: number): Chain; step(o?: object): Chain; export(): unknown };
  const animation = wx('createAnimation', { duration: 200 }) as Chain;
  animation.translateX(10).opacity(0).step().opacity(1).step({ duration: 50, delay: 5 });
  expect(animation.export()).toMatchObject({
    actions: [
      { duration: 200, delay: 0, styles: { transform: 'translateX(10px)', opacity: '0' } },
      { duration: 50, delay: 5, styles: { opacity: '1' } },
    ],
  });
  expect(animation.export()).toEqual({ actions: [] });
});

test('an unknown API is undefined, and tests may bring their own', () => {
  expect(page.program.wx['chooseInvoice']).toBeUndefined();
  page.close();
  page = openPage(lab, '/pages/blank/blank', { wx: { chooseInvoice: () => 'mine' } });
  expect(wx('chooseInvoice')).toBe('mine');
});

test('a query answers what it was asked, in order', async () => {
  const results = await new Promise<unknown[]>((resolve) => {
    type Ref = { fields(fields: object): Query; boundingClientRect(): Query };
    type Query = { select(s: string): Ref; selectAll(s: string): Ref; exec(done: (all: unknown[]) => void): void };
    const query = wx('createSelectorQuery') as Query;
    query.select('#box').fields({ id: true, dataset: true });
    query.select('.gone').boundingClientRect();
    query.selectAll('.box').boundingClientRect();
    query.exec(resolve);
  });
  expect(results).toMatchObject([{ id: 'box', dataset: { kind: 'blank' } }, null, [{ id: 'box', width: 0 }]]);
});

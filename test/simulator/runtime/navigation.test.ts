/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const demo = join(__dirname, '../fixtures/demo');
const lab = join(__dirname, '../fixtures/lab');

type Failure = { errMsg: string };
type Navigate = (options: { url: string; events?: object }) => Promise<{ eventChannel: Channel }>;
type Channel = { emit(name: string, value: unknown): void };

let page: OpenPage;
const go = (api: string, url = ''): Promise<unknown> => (page.program.wx[api] as Navigate)({ url });
const routes = (): string[] => page.program.navigation.stack.map(({ route }) => route);
const seen = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>('.phone-page:not([covered]) [data-route]')].map(
    ({ dataset }) => dataset['route'],
  );

beforeEach(() => {
  page = openPage(demo, '/pages/home/home');
});

afterEach(() => page.close());

test('pages open above each other and close again, with their parameters as they were written', async () => {
  await go('navigateTo', '../list/list?kind=a%20b=c&empty');
  expect(routes()).toEqual(['pages/home/home', 'pages/list/list']);
  expect(page.instance.options).toEqual({ kind: 'a%20b', empty: 'undefined' });
  expect(page.title).toBe('List of a%20b');
  page.tap('返回');
  expect(routes()).toEqual(['pages/home/home']);
  expect(page.instance['events']).toContain('hide');
});

test.each([
  ['navigateTo', '/pages/gone/gone', 'navigateTo:fail page "pages/gone/gone" is not found'],
  ['navigateTo', '/pages/about/about', 'navigateTo:fail can not navigateTo a tabbar page'],
  ['redirectTo', '/pages/about/about', 'redirectTo:fail can not redirectTo a tabbar page'],
  ['switchTab', '/pages/list/list', 'switchTab:fail can not switch to no-tabBar page'],
  ['navigateBack', '', 'navigateBack:fail cannot navigate back at first page'],
])('%s %s is refused', async (api, url, errMsg) => {
  await expect(go(api, url)).rejects.toMatchObject({ errMsg });
  expect(routes()).toEqual(['pages/home/home']);
});

test('the eleventh page does not open', async () => {
  for (let open = 1; open < 10; open += 1) await go('navigateTo', '/pages/list/list');
  await expect(go('navigateTo', '/pages/list/list')).rejects.toMatchObject({
    errMsg: 'navigateTo:fail webview count limit exceed',
  });
  expect(routes()).toHaveLength(10);
});

test('a failing call tells its callbacks and answers no promise', () => {
  const told: string[] = [];
  const answer = (page.program.wx['navigateTo'] as (options: object) => unknown)({
    url: '/pages/gone/gone',
    fail: ({ errMsg }: Failure) => told.push(errMsg),
    complete: () => told.push('complete'),
  });
  expect(answer).toBeUndefined();
  return page.until(() => told.length === 2).then(() => expect(told[0]).toContain('is not found'));
});

test('only the page on top is seen, whichever tab it belongs to', async () => {
  for (const route of ['pages/about/about', 'pages/home/home', 'pages/about/about']) {
    await go('switchTab', `/${route}`);
    expect(seen()).toEqual([route]);
  }
});

test('tabs keep their pages; other pages close when a tab is chosen', async () => {
  const home = page.instance;
  page.tap('About');
  expect(page.route).toBe('pages/about/about');
  await go('navigateTo', '/pages/list/list?kind=x');
  expect(page.roles('tab')).toEqual([]);
  await go('switchTab', '/pages/home/home');
  expect(page.instance).toBe(home);
  expect(routes()).toEqual(['pages/home/home']);
});

test('a redirected page takes the place of the one on top', async () => {
  await go('navigateTo', '/pages/list/list?kind=1');
  await go('redirectTo', '/pages/list/list?kind=2');
  expect(routes()).toEqual(['pages/home/home', 'pages/list/list']);
  expect(page.title).toBe('List of 2');
});

test('opener and opened talk through their channel', async () => {
  const heard: unknown[] = [];
  const { eventChannel } = await (page.program.wx['navigateTo'] as Navigate)({
    url: '/pages/list/list',
    events: { chosen: (value: unknown) => heard.push(value) },
  });
  const channel = page.instance.getOpenerEventChannel() as unknown as Channel & { on(name: string, l: object): void };
  channel.on('hello', (value: unknown) => heard.push(value));
  eventChannel.emit('hello', 1);
  channel.emit('chosen', 2);
  expect(heard).toEqual([1, 2]);
});

test('a page made by Component has the lifetimes of both, in order', async () => {
  page.close();
  page = openPage(lab, '/pages/lifetimes/lifetimes?from=here');
  const { seen } = page.program.getApp() as { seen: string[] };
  await page.until(() => seen.includes('onReady'));
  await page.see('here');
  await go('navigateTo', '/pages/blank/blank');
  await go('navigateBack');
  await go('reLaunch', '/pages/blank/blank');
  const first = ['show', 'created', 'attached', 'onLoad here', 'onShow', 'pageShow', 'ready', 'onReady'];
  expect(seen).toEqual([...first, 'onHide', 'pageHide', 'onShow', 'pageShow', 'onUnload', 'detached']);
});

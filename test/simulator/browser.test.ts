import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Locator, Page } from 'playwright-core';
import { fixtures, pagesOf } from '../support/fixtures';
import { launchBrowser } from '../support/phones';
import { serveFolder } from './serve-folder';

let server: Server;
let browser: Browser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  server = await serveFolder(pagesOf(fixtures.demo));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(search = '', viewport = { width: 375, height: 812 }): Promise<void> {
  const context = await browser.newContext({ viewport });
  page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/app/${search}`);
}

const box = async (locator: Locator) => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
const styleOf = (locator: Locator, name: string): Promise<string> =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

beforeEach(() => open());

afterEach(async () => {
  expect(errors).toEqual([]);
  await page.context().close();
});

test('the page lies between the bars, within the safe areas, and rpx follow the width', async () => {
  const card = await box(page.locator('.greeting'));
  expect(card.x).toBeCloseTo(16, 0);
  expect(card.width).toBeCloseTo(343, 0);
  expect(card.y).toBeCloseTo(44 + 44 + 12, 0);
  expect(await box(page.getByRole('tablist'))).toMatchObject({ y: 812 - 84, height: 84 });
});

test('TDesign renders with its styles and answers a tap', async () => {
  const button = page.getByRole('button', { name: 'Open list' });
  expect(await styleOf(button, 'background-color')).toBe('rgb(0, 82, 217)');
  expect(await styleOf(page.locator('[class*="t-badge--basic"]'), 'background-color')).toBe('rgb(213, 73, 65)');
  await button.click();
  await page.getByRole('heading', { name: 'List of new%20ones' }).waitFor();
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('textbox', { name: 'message' }).waitFor();
});

test('a textarea grows with its text, and the list shows what was sent last', async () => {
  const field = page.getByRole('textbox', { name: 'message' });
  const before = await box(field);
  await field.fill('one\ntwo\nthree');
  expect((await box(field)).height).toBeGreaterThan(before.height * 2);
  for (const text of ['first', 'second', 'third', 'fourth']) {
    await field.fill(text);
    await page.getByRole('button', { name: 'Send' }).click();
  }
  const list = await box(page.locator('wx-scroll-view'));
  const last = await box(page.getByText('fourth'));
  expect(last.y + last.height).toBeLessThanOrEqual(list.y + list.height);
  expect((await box(page.getByText('first'))).y).toBeLessThan(list.y);
});

test.each([
  ['v1', 319],
  ['v2', 184],
])('a button of style %s is %i wide', async (style, width) => {
  await page.locator('.phone').evaluate((phone, name) => phone.setAttribute('data-style', name), style);
  expect((await box(page.getByRole('button', { name: 'Send' }))).width).toBeCloseTo(width, 0);
});

test('two open pages do not share their styles', async () => {
  await page.getByRole('button', { name: 'Open list' }).click();
  const row = page.getByText('row 0', { exact: true });
  expect(await styleOf(row, 'display')).toBe('block');
  expect(await styleOf(row, 'padding-top')).toBe('16px');
});

test('the mouse drags a list like a finger', async () => {
  await page.getByRole('button', { name: 'Open list' }).click();
  const row = page.getByText('row 5', { exact: true });
  const start = await box(row);
  await page.mouse.move(100, start.y);
  await page.mouse.down();
  await page.mouse.move(100, start.y - 50);
  await page.mouse.move(100, start.y - 200);
  await page.mouse.up();
  expect((await box(row)).y).toBeLessThan(start.y - 100);
});

test('the shape of the window is the shape of the phone', async () => {
  await page.context().close();
  await open('', { width: 375, height: 667 });
  expect((await box(page.locator('.greeting'))).y).toBeCloseTo(20 + 44 + 12, 0);
});

test('an address with a page opens that page, with a way home', async () => {
  await page.context().close();
  await open('?openid=a#/pages/list/list?kind=x');
  await page.getByRole('heading', { name: 'List of x' }).waitFor();
  await page.getByRole('button', { name: '主页' }).click();
  await page.getByText('Hello!').waitFor();
});

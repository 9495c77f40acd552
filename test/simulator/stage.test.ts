import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { fixtures, pagesOf } from '../support/fixtures';
import { launchBrowser } from '../support/phones';
import { serveFolder } from './serve-folder';

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;
let panel: Locator;
let errors: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'phones-'));
  const pages = pagesOf(fixtures.lab);
  cpSync(pages, folder, { recursive: true });
  for (const name of ['customer', 'agent']) cpSync(join(pages, 'app'), join(folder, name), { recursive: true });
  server = await serveFolder(folder);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  panel = page.locator('.phone.customer .panel');
});

afterEach(async () => {
  expect(errors).toEqual([]);
  await page.close();
});

async function phone(): Promise<Frame> {
  const frame = await (await page.locator('.phone.customer iframe').elementHandle())?.contentFrame();
  if (!frame) throw new Error('There is no phone on the stage.');
  await frame.waitForFunction(() => 'phone' in window);
  return frame;
}

/** What a call of the app tells, as a result or as an error. */
async function wx(name: string, options: object = {}): Promise<unknown> {
  return (await phone()).evaluate(
    ([api, values]) =>
      new Promise((complete) => {
        const { wx } = (window as unknown as { phone: { wx: Record<string, (o: object) => void> } }).phone;
        wx[api]?.({ ...values, complete: ({ ...told }) => complete(told) });
      }),
    [name, options] as const,
  );
}

/** Waits for the app that is opened anew after `act`. */
async function reopened(act: () => Promise<unknown>): Promise<void> {
  const address = (await phone()).url();
  await Promise.all([page.waitForEvent('framenavigated', (frame) => frame.url() !== address), act()]);
}

test('both phones and their panels are inside the window', async () => {
  for (const box of await page.locator('.frame, .panel').all()) {
    const { x = -1, y = -1, width = 0, height = 0 } = (await box.boundingBox()) ?? {};
    expect([x >= 0, y >= 0, x + width <= 1280, y + height <= 800]).toEqual([true, true, true, true]);
  }
});

test('the panel decides how a call ends', async () => {
  await panel.getByText('文件与媒体').click();
  await panel.getByLabel('照片视频').selectOption('三张照片');
  await expect(wx('chooseMedia')).resolves.toMatchObject({ errMsg: 'chooseMedia:ok', type: 'image' });
  await panel.getByLabel('照片视频').selectOption('取消');
  await expect(wx('chooseMedia')).resolves.toMatchObject({ errMsg: 'chooseMedia:fail cancel' });
});

test('refused scopes are refused, and can be given again', async () => {
  await panel.getByText('授权与隐私').click();
  await panel.getByLabel('权限').selectOption('已拒绝');
  await expect(wx('authorize', { scope: 'scope.record' })).resolves.toMatchObject({
    errMsg: 'authorize:fail auth deny',
  });
  await panel.getByLabel('权限').selectOption('已允许');
  await expect(wx('authorize', { scope: 'scope.record' })).resolves.toMatchObject({ errMsg: 'authorize:ok' });
});

test('consent is asked for when the panel says that there is none', async () => {
  await panel.getByText('授权与隐私').click();
  await reopened(() => panel.getByLabel('未同意隐私').check());
  await expect(wx('getPrivacySetting')).resolves.toMatchObject({ needAuthorization: true });
});

test('another language and another font size open the app anew', async () => {
  await reopened(() => panel.getByLabel('语言').selectOption('English'));
  await reopened(() => panel.getByLabel('字体大小').selectOption('特大'));
  const info = await (
    await phone()
  ).evaluate(() => {
    const { wx } = (window as unknown as { phone: { wx: Record<string, () => unknown> } }).phone;
    return wx['getAppBaseInfo']?.();
  });
  expect(info).toMatchObject({ language: 'en', fontSizeSetting: 23 });
});

test('a killed app keeps its storage, a deleted one does not', async () => {
  await wx('setStorage', { key: 'kept', data: 'x' });
  await Promise.all([page.waitForEvent('framenavigated'), panel.getByText('杀掉并重新打开').click()]);
  await expect(wx('getStorage', { key: 'kept' })).resolves.toMatchObject({ data: 'x' });
  await Promise.all([page.waitForEvent('framenavigated'), panel.getByText('删除小程序的数据').click()]);
  await expect(wx('getStorage', { key: 'kept' })).resolves.toMatchObject({ errMsg: 'getStorage:fail data not found' });
});

test('the panel says what the phone did', async () => {
  await wx('vibrateShort');
  await panel.getByText('短振动').waitFor();
});

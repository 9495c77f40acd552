import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { fixtures, pagesOf } from '../support/fixtures';
import { launchBrowser } from '../support/phones';
import { serveFolder } from './serve-folder';

type Chosen = { tempFiles: { tempFilePath: string; path: string; size: number; name: string }[]; type: string };

let server: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  server = await serveFolder(pagesOf(fixtures.lab));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function open(search = ''): Promise<void> {
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/app/${search}`);
  await page.waitForFunction(() => 'phone' in window);
}

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await open();
});

afterEach(async () => {
  expect(errors).toEqual([]);
  await context.close();
});

/** Calls an API of the app, whose next outcome may be decided first. */
function wx<Answer>(name: string, options: object = {}, outcome?: string): Promise<Answer> {
  return page.evaluate(
    ([api, values, decided]) => {
      const { phone } = window as unknown as {
        phone: { next(a: string, o: string): void; wx: Record<string, unknown> };
      };
      if (decided) phone.next(api, decided);
      return (phone.wx[api] as (options: object) => Promise<Answer>)(values);
    },
    [name, options, outcome] as const,
  );
}

test('a sample picture is a real picture, smaller when compressed', async () => {
  const original = await wx<Chosen>('chooseMedia', { sizeType: ['original'] }, 'large');
  const compressed = await wx<Chosen>('chooseMedia', { sizeType: ['compressed'] }, 'large');
  const src = original.tempFiles[0]?.tempFilePath ?? '';
  expect(await wx('getImageInfo', { src })).toMatchObject({ width: 4000, height: 3000, type: 'jpeg' });
  const small = compressed.tempFiles[0]?.tempFilePath ?? '';
  expect(await wx('getImageInfo', { src: small })).toMatchObject({ width: 1920, height: 1440 });
  expect(compressed.tempFiles[0]?.size).toBeLessThan((original.tempFiles[0]?.size ?? 0) / 2);
});

test('a picture is compressed to the wanted width', async () => {
  const { tempFiles } = await wx<Chosen>('chooseMedia', { sizeType: ['original'] }, 'portrait');
  const src = tempFiles[0]?.tempFilePath;
  const { tempFilePath } = await wx<{ tempFilePath: string }>('compressImage', {
    src,
    compressedWidth: 300,
    quality: 50,
  });
  expect(await wx('getImageInfo', { src: tempFilePath })).toMatchObject({ width: 300, height: 533 });
});

test('a sample video is recorded and can be shown', async () => {
  const { tempFiles } = await wx<Chosen>('chooseMedia', { mediaType: ['video'] }, 'portrait-video');
  const src = tempFiles[0]?.tempFilePath ?? '';
  expect(await wx('getVideoInfo', { src })).toMatchObject({ width: 360, height: 640, duration: 1 });
  await wx('previewMedia', { sources: [{ url: src, type: 'video' }] });
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
});

test('the person picks files of the computer', async () => {
  const chosen = wx<Chosen>('chooseMessageFile', { count: 1 });
  const waiting = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '从电脑选择…' }).click();
  const chooser = await waiting;
  await chooser.setFiles({ name: '合同.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
  expect((await chosen).tempFiles).toMatchObject([{ name: '合同.docx', size: 1, type: 'file' }]);
});

test('saved files survive the app, temporary ones do not, and nobody else has them', async () => {
  const { tempFiles } = await wx<Chosen>('chooseMessageFile', { count: 2 }, 'text,pdf');
  const [saving, passing] = tempFiles.map(({ path }) => path);
  const { savedFilePath } = await wx<{ savedFilePath: string }>('saveFile', { tempFilePath: saving });
  await open();
  expect(await wx('getFileInfo', { filePath: savedFilePath })).toMatchObject({ size: tempFiles[0]?.size });
  await expect(wx('getFileInfo', { filePath: passing })).rejects.toThrow('no such file');
  await open('?openid=other');
  await expect(wx('getFileInfo', { filePath: savedFilePath })).rejects.toThrow('no such file');
});

test('a pasted picture is the first to be picked', async () => {
  await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 20, height: 10 });
    const bytes = Uint8Array.from(atob(canvas.toDataURL().split(',')[1] ?? ''), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'shot.png', { type: 'image/png' }));
    window.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
  });
  const { tempFiles } = await wx<Chosen>('chooseMedia', { sizeType: ['original'] }, 'clipboard');
  const src = tempFiles[0]?.tempFilePath ?? '';
  expect(await wx('getImageInfo', { src })).toMatchObject({ width: 20, height: 10, type: 'png' });
});

test('what was recorded is played to its end, paused and stopped', async () => {
  const heard = await page.evaluate(async () => {
    type Listen = (listener: (detail?: { tempFilePath: string }) => void) => void;
    type Sound = Record<string, Listen> & { src: string; duration: number; play(): void; pause(): void; stop(): void };
    const { wx } = (window as unknown as { phone: { wx: Record<string, () => unknown> } }).phone;
    const recorder = wx['getRecorderManager']?.() as Record<string, Listen> & { start(o: object): void };
    const path = await new Promise<string>((resolve) => {
      recorder['onStop']?.((detail) => resolve(detail?.tempFilePath ?? ''));
      recorder.start({ duration: 400, format: 'mp3' });
    });
    const sound = wx['createInnerAudioContext']?.() as Sound;
    const events: string[] = [];
    for (const name of ['Play', 'Pause', 'Stop', 'Ended', 'Error']) sound[`on${name}`]?.(() => events.push(name));
    const next = (name: string): Promise<unknown> => new Promise((resolve) => sound[`on${name}`]?.(resolve));
    sound.src = path;
    for (const [act, moment] of [
      ['play', 'Play'],
      ['pause', 'Pause'],
      ['play', 'Ended'],
      ['play', 'Play'],
      ['stop', 'Stop'],
    ]) {
      const told = next(moment ?? '');
      sound[act as 'play']();
      await told;
    }
    const failed = next('Error');
    sound.src = 'wxfile://tmp_gone.mp3';
    sound.play();
    return { events, duration: sound.duration, error: await failed };
  });
  expect(heard.events).toEqual(['Play', 'Pause', 'Play', 'Ended', 'Play', 'Stop', 'Error']);
  expect(heard.error).toMatchObject({ errCode: 10_003 });
});

test('the nickname is offered above the keyboard, and a tap takes it', async () => {
  await open('?softKeyboard=1#/pages/consent/consent');
  const field = page.getByPlaceholder('name');
  await field.focus();
  const bar = await page.locator('.phone-nickname').boundingBox();
  const keys = await page.locator('.phone-keyboard').boundingBox();
  expect((bar?.y ?? 0) + (bar?.height ?? 0)).toBeCloseTo(keys?.y ?? 0);
  await page.getByRole('button', { name: '使用微信昵称' }).click();
  expect(await field.inputValue()).toBe('山水有相逢');
});

test('a finger that holds and slides is told to the app, and nothing scrolls', async () => {
  await context.close();
  context = await browser.newContext({ viewport: { width: 390, height: 300 }, hasTouch: true });
  page = await context.newPage();
  await open('#/pages/touch/touch');
  const box = await page.locator('.hold').boundingBox();
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 5];
  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number): Promise<unknown> =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] });
  await touch('touchStart', y);
  for (const at of [y - 40, y - 80]) await touch('touchMove', at);
  await touch('touchEnd');
  const seen = await page.evaluate(() => {
    const { wx } = (window as unknown as { phone: { wx: Record<string, (key: string) => unknown> } }).phone;
    return wx['getStorageSync']?.('touches');
  });
  expect((seen as unknown[][]).map(([type, fingers]) => [type, fingers])).toEqual([
    ['touchstart', 1],
    ['touchmove', 1],
    ['touchmove', 1],
    ['touchend', 0],
  ]);
  expect(await page.locator('.phone-page-scroll').evaluate((element) => element.scrollTop)).toBe(0);
});

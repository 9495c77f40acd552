import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type * as Shim from '../../../scripts/simulator/cloud/cloud';
import type { Progress, TransferTask } from '../../../scripts/simulator/cloud/transfer-task';
import { startSmallCloud, type SmallCloud } from '../../emulator/watch/small-cloud';
import { launchBrowser } from '../../support/phones';

declare const shim: typeof Shim;

let cloud: SmallCloud;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  cloud = await startSmallCloud();
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`${cloud.url}/nowhere`);
  const { outputFiles } = await build({
    entryPoints: ['scripts/simulator/cloud/cloud.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'shim',
  });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
});

afterAll(async () => {
  await browser.close();
  await cloud.close();
});

test('a browser tells how far a file is, and shows what it downloaded', async () => {
  const seen = await page.evaluate(async () => {
    const wxCloud = shim.createCloud({ url: location.origin, openid: 'me', fetch: fetch.bind(window), WebSocket });
    wxCloud.init();
    const filePath = URL.createObjectURL(new Blob(['x'.repeat(3_000_000)]));
    const progress: Progress[] = [];
    const { fileID } = await new Promise<{ fileID: string }>((success, fail) => {
      const task = wxCloud.uploadFile({ cloudPath: '大图.png', filePath, success, fail }) as TransferTask;
      task.onProgressUpdate((each) => progress.push(each));
    });
    const { tempFilePath } = (await wxCloud.downloadFile({ fileID })) as { tempFilePath: string };
    const content = await (await fetch(tempFilePath)).blob();
    return { progress, size: content.size, type: content.type };
  });
  expect(seen.progress.length).toBeGreaterThan(0);
  expect(seen.progress.at(-1)).toEqual({
    progress: 100,
    totalBytesSent: 3_000_000,
    totalBytesExpectedToSend: 3_000_000,
  });
  expect(seen).toMatchObject({ size: 3_000_000, type: 'image/png' });
});

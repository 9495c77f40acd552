/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const demo = join(__dirname, '../fixtures/demo');
let page: OpenPage;

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('a page gets its parameters and its lifetimes in order', async () => {
  page = openPage(demo, '/pages/home/home?from=card');
  const events = page.instance['events'] as string[];
  await page.until(() => events.includes('ready'));
  expect(events).toEqual(['load card', 'show', 'ready']);
  expect((page.program.getApp() as { log: string[] }).log).toEqual(['launch pages/home/home', 'show']);
});

test('what is typed and sent appears, and the field is emptied', async () => {
  page = openPage(demo, '/pages/home/home');
  expect(page.roles('button', 'Send')[0]?.getAttribute('aria-disabled')).toBe('true');
  page.type('message', 'hello');
  page.tap('Send');
  await page.see('hello');
  expect(page.field('message').value).toBe('');
});

test('the runtime hides what the browser has', async () => {
  page = openPage(demo, '/pages/about/about');
  await page.see('nothing of the browser');
});

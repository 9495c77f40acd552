/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

let page: OpenPage;

beforeEach(() => {
  page = openPage(join(__dirname, '../fixtures/lab'), '/pages/lists/lists');
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

const lines = (): string[] =>
  page
    .visible('.phone-scroll-content')
    .flatMap((content) => [...content.querySelectorAll('wx-view')])
    .map((view) => view.textContent ?? '');

test.each([
  ['at the end', ['b', 'c']],
  ['at the start', ['a', 'b']],
  ['in place of the others', ['x', 'y', 'z']],
  ['nothing', []],
])('a scroll-view takes components without a host and slots as direct children: %s', async (_, rows) => {
  page.instance.setData({ rows });
  const wanted = [...rows.map((row) => `item ${row}`), 'end', ...rows.map((row) => `slotted ${row}`), 'below'];
  expect(lines()).toEqual(wanted);
  page.instance.setData({ isOpen: false });
  page.instance.setData({ isOpen: true, rows: ['b'] });
  expect(lines()).toEqual(['item b', 'end', 'slotted b', 'below']);
});

test('a page that was left takes new data without harm', async () => {
  page.close();
  page = openPage(join(__dirname, '../fixtures/lab'), '/pages/blank/blank');
  page.program.navigation.navigateTo('/pages/lists/lists');
  const left = page.instance;
  page.program.navigation.navigateBack(1);
  left.setData({ rows: ['a', 'b', 'c'], isOpen: false });
  left.setData({ isOpen: true });
});

/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

let page: OpenPage;
const events = (): unknown[] => page.instance['events'] as unknown[];
const target = (name: string): HTMLElement => page.visible(`.${name}`)[0] ?? document.body;

function mouse(element: HTMLElement, type: string, x = 0, y = 0): void {
  element.dispatchEvent(new window.MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y }));
}

beforeEach(() => {
  page = openPage(lab, '/pages/touch/touch');
});

afterEach(() => page.close());

test('a tap is captured, bubbles with its marks, and stops where it is caught', () => {
  page.tap('goes on');
  page.tap('stops');
  expect(events()).toEqual([
    ['capture'],
    ['tap', 'through', 7],
    ['tap', 'outer', 7],
    ['capture'],
    ['tap', 'inner', undefined],
  ]);
});

test('a disabled button takes no tap', () => {
  page.tap('disabled');
  expect(events()).toEqual([]);
});

test('the mouse is a finger: down and up in one place is a tap, a drag is none', () => {
  mouse(target('press'), 'mousedown', 5, 5);
  mouse(target('press'), 'mouseup', 5, 5);
  mouse(target('press'), 'mousedown', 5, 5);
  mouse(target('press'), 'mousemove', 5, 50);
  mouse(target('press'), 'mouseup', 5, 50);
  expect(events()).toEqual([['tap', 'press', undefined]]);
});

test('a finger is followed from where it came down to where it leaves, whatever is under it', () => {
  mouse(target('hold'), 'mousedown', 5, 90);
  mouse(document.body, 'mousemove', 6, 20);
  mouse(document.body, 'mouseup', 6, 20);
  expect(events()).toEqual([
    ['touchstart', 1, 5, 90, 90],
    ['touchmove', 1, 6, 20, 20],
    ['touchend', 0, 6, 20, 20],
  ]);
});

test('a touch is cancelled when the window is left', () => {
  mouse(target('hold'), 'mousedown', 5, 90);
  window.dispatchEvent(new window.Event('blur'));
  mouse(document.body, 'mouseup', 5, 90);
  expect(events().map((event) => (event as unknown[])[0])).toEqual(['touchstart', 'touchcancel']);
});

test('a long press that is heard is no tap', async () => {
  mouse(target('press'), 'mousedown');
  await page.until(() => events().length > 0);
  mouse(target('press'), 'mouseup');
  expect(events()).toEqual([['longpress', 'press', undefined]]);
});

test.each(['wxs', 'chosen'])('WXS listeners get the event and descriptors, and may call methods: %s', (name) => {
  mouse(target(name), 'mousedown');
  mouse(target(name), 'mousemove', 30, 0);
  expect(events()).toEqual([['wxs', { x: 30, state: 'object' }]]);
  expect(target(name).classList).toContain('moved');
  mouse(target(name), 'mouseup');
});

test('WXS hears of changed properties', async () => {
  page.instance.setData({ prop: 3 });
  await page.until(() => events().length > 0);
  expect(events()).toEqual([['wxs', { value: 3, before: 0 }]]);
});

test('components have behaviors, named slots and events', () => {
  expect(page.text).toContain('tail');
  page.tap('part');
  expect(events()).toEqual([['pick', { label: 'part', fromBehavior: true }]]);
});

test('an error of the app reaches onError and wx.onError', () => {
  const logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  page.program.navigation.top?.call('fails');
  expect((page.program.getApp() as { seen: string[] }).seen).toContain('boom');
  expect(page.errors).toHaveLength(1);
  expect(logged).toHaveBeenCalledTimes(1);
  logged.mockRestore();
});

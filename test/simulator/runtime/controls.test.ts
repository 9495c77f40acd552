/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { type OpenPage, openPage } from '../../support/page';

const lab = join(__dirname, '../fixtures/lab');

let page: OpenPage;
const events = (): unknown[] => page.instance['events'] as unknown[];

beforeEach(() => {
  page = openPage(lab, '/pages/controls/controls');
});

afterEach(() => {
  expect(page.errors).toEqual([]);
  page.close();
});

test('a form submits the values of its controls by name', () => {
  page.type('name', 'ann');
  page.type('note', 'hi');
  page.tap('on');
  page.tap('Apple');
  page.tap('Pear please');
  page.tap('Small');
  events().length = 0;
  page.tap('Submit');
  expect(events()).toEqual([
    ['submit', { name: 'ANN', note: 'hi', on: true, fruits: ['apple', 'pear'], size: 's', pick: null }],
  ]);
});

test('a reset empties the fields', () => {
  page.type('note', 'hi');
  page.tap('Reset');
  expect(page.field('note').value).toBe('');
  expect(events().at(-1)).toEqual(['reset']);
});

test('what the input handler answers replaces what was typed', () => {
  page.type('name', 'abc');
  expect(page.field('name').value).toBe('ABC');
});

test.each([
  ['name', { key: 'Enter' }, true],
  ['note', { key: 'Enter' }, true],
  ['note', { key: 'Enter', shiftKey: true }, false],
  ['note', { key: 'Enter', isComposing: true }, false],
  ['note', { key: 'a' }, false],
])('in %s the key %j confirms: %s', (name, key, confirms) => {
  page.type(name, 'x');
  page.field(name).dispatchEvent(new window.KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key }));
  expect(events().some((event) => (event as string[])[0] === 'confirm')).toBe(confirms);
});

test('a field is the one element with its name', () => {
  expect(page.visible('[aria-label="note"]')).toEqual([page.field('note')]);
});

test('a choice tells its group', () => {
  page.tap('Apple');
  page.tap('Small');
  expect(events()).toEqual([
    ['change', ['apple']],
    ['change', 's'],
  ]);
  expect(page.roles('radio').map((radio) => radio.getAttribute('aria-checked'))).toEqual(['true', 'false']);
});

test('a picker offers its range and answers the index', () => {
  page.tap('Pick');
  page.roles('option')[1]?.click();
  page.tap('确定');
  expect(events()).toEqual([['change', 1]]);
});

test('a date is picked by its parts', () => {
  page.tap('Date');
  expect(page.visible('[aria-selected="true"]').map(({ textContent }) => textContent)).toEqual(['2026', '11', '22']);
  page
    .roles('option')
    .find(({ textContent }) => textContent === '2027')
    ?.click();
  page.tap('确定');
  expect(events()).toEqual([['change', '2027-11-22']]);
});

test('a navigator opens its page', () => {
  page.tap('Go');
  expect(page.route).toBe('pages/blank/blank');
});

test('rich text keeps only what is trusted', () => {
  expect(page.text).toContain('bold');
  expect(page.text).not.toContain('evil');
});

test('the drawn keyboard tells its height when a field takes and gives up the focus', async () => {
  const heights: number[] = [];
  page.program.events.keyboard.add(({ height }) => heights.push(height));
  page.program.device.apply({ softKeyboard: true });
  page.field('note').focus();
  expect(heights).toEqual([325]);
  page.field('note').blur();
  await page.until(() => heights.length === 2);
  expect(heights).toEqual([325, 0]);
  expect(events()).toContainEqual(['keyboardheightchange', 325]);
});

test('the drawn keyboard comes and goes with its switch while a field has the focus', () => {
  const heights: number[] = [];
  page.program.events.keyboard.add(({ height }) => heights.push(height));
  page.field('note').focus();
  page.program.device.apply({ softKeyboard: true });
  page.program.device.apply({ softKeyboard: false });
  expect(heights).toEqual([325, 0]);
});

test('pulling the page down refreshes it', () => {
  const scroller = page.visible('.phone-page-scroll')[0];
  const at = (type: string, clientY: number): void => {
    scroller?.dispatchEvent(new window.MouseEvent(type, { bubbles: true, clientY }));
  };
  at('mousedown', 0);
  at('mousemove', 60);
  at('mouseup', 60);
  at('mousedown', 0);
  at('mousemove', 140);
  at('mouseup', 140);
  expect(events()).toEqual([['refresh']]);
});

/** @jest-environment jsdom */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fire, loadComponent, type Rendered } from '../../support/component';

let render: ReturnType<typeof loadComponent>;
let list: Rendered;
let told: string[];

beforeAll(() => {
  render = loadComponent('message-list');
});

beforeEach(() => {
  list = render({ count: 3, empty: '还没有消息' });
  told = [];
  for (const event of ['earlier', 'later', 'latest', 'end', 'away', 'unread'])
    list.addEventListener(event, () => told.push(event));
});

const words = (): string => (list.dom?.textContent ?? '').replace(/\s+/g, ' ').trim();
const scroll = (event: string) => fire(list, '#scroll', event);
const added = (count: number, own: boolean): void =>
  (list.instance['added'] as (...given: unknown[]) => void)(count, own);

test('without messages it says so', () => {
  list.setData({ count: 0 });
  expect(words()).toContain('还没有消息');
});

test.each([
  ['more', '查看更早的消息'],
  ['failed', '加载失败，点按重试'],
  ['end', '没有更早的消息了'],
])('before: %s', (earlier, sentence) => {
  list.setData({ earlier });
  expect(words()).toContain(sentence);
});

test('coming near the top asks for what was before, while there is something', async () => {
  for (const earlier of ['none', 'loading', 'more']) {
    list.setData({ earlier });
    await scroll('scrolltoupper');
  }
  expect(told).toEqual(['earlier']);
});

test('coming to the end of what is loaded asks for more, and is not the end', async () => {
  list.setData({ later: 'more' });
  await scroll('scrolltolower');
  list.setData({ later: 'none' });
  await scroll('scrolltolower');
  expect(told).toEqual(['later', 'end']);
});

test('what arrives unseen is counted, as long as one is away', () => {
  list.setData({ isAway: true });
  added(2, false);
  added(1, false);
  expect(words()).toContain('3 条新消息');
  added(1, true);
  expect(words()).not.toContain('新消息');
});

test('from the middle of the chat the way to its end is asked for', async () => {
  list.setData({ later: 'more', laterUnseen: 4 });
  expect(words()).toContain('4 条新消息');
  await fire(list, '.list__pill', 'tap');
  expect(told).toContain('latest');
});

test('unread messages above are one tap away', async () => {
  list.setData({ unreadAbove: 23 });
  expect(words()).toContain('23 条新消息');
  await fire(list, '.list__pill--top', 'tap');
  expect(told).toContain('unread');
});

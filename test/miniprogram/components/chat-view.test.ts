/** @jest-environment jsdom */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { fire, loadComponent, type Rendered } from '../../support/component';

let render: ReturnType<typeof loadComponent>;
let view: Rendered;
let acts: object[];

beforeAll(() => {
  render = loadComponent('chat-view');
  Object.assign(wx, { getWindowInfo: () => ({ windowWidth: 375, windowHeight: 812 }) });
});

const row = (key: string, given: object = {}): object => ({
  key,
  own: false,
  role: 'agent',
  name: '苏晴',
  label: key,
  state: 'sent',
  bubble: { kind: 'text', parts: [{ kind: 'plain', text: key }] },
  ...given,
});

beforeEach(() => {
  view = render({ isOpen: true });
  acts = [];
  view.addEventListener('act', ({ detail }) => acts.push(detail as object));
});

const words = (): string => view.dom?.textContent ?? '';

test('shows its rows, the time above them, and where the new ones begin', () => {
  const rows = [
    row('一', { line: '14:05' }),
    row('二', { isFirstUnread: true }),
    row('三', { isSystem: true, content: '苏晴 为您服务' }),
  ];
  view.setData({ isLoading: false, count: 3, rows });
  expect(words().replace(/\s+/g, ' ')).toMatch(/14:05.*一.*以下是新消息.*二.*苏晴 为您服务/);
});

test('a failure stands in place of the messages, with another try', async () => {
  view.setData({ failure: '网络不给力' });
  expect(words()).toContain('网络不给力');
  await fire(view, '.chat__list', 'act');
  expect(acts).toContainEqual({ name: 'retry' });
});

test('what a row tells goes on with its key', async () => {
  view.setData({ count: 1, rows: [row('一')] });
  await fire(view, '.row__message', 'act', { name: 'resend', key: '一' });
  expect(acts).toContainEqual({ name: 'resend', key: '一' });
});

test('what is chosen from the menu is done to its message, and the menu is gone', async () => {
  view.setData({ menu: { key: '一', acts: ['copy'], box: { left: 0, top: 0, width: 9, height: 9 } } });
  expect(words()).toContain('复制');
  await fire(view, '.chat-menu', 'choose', { act: 'copy' });
  expect(acts).toContainEqual({ name: 'copy', key: '一' });
  expect(words()).not.toContain('复制');
});

test('a slash looks for something to say, until it is gone', async () => {
  for (const text of ['/发', '/', '', '好']) await fire(view, '#composer', 'typed', { text });
  expect(acts.filter((act) => (act as { name: string }).name === 'slash')).toEqual([
    { name: 'slash', text: '/发' },
    { name: 'slash', text: '/' },
    { name: 'slash', text: '' },
  ]);
});

test('a message that was taken back can be written anew as long as one can write', () => {
  view.setData({
    count: 1,
    rows: [row('一', { isSystem: true, content: '你撤回了一条消息' })],
    editable: { 一: true },
  });
  expect(words()).toContain('重新编辑');
  view.setData({ isClosed: true });
  expect(words()).not.toContain('重新编辑');
});

test('while messages are chosen nothing is written', () => {
  view.setData({ isSelecting: true, selectedCount: 1 });
  expect(words()).toContain('已选择 1 条');
  expect(view.querySelector('.chat__bottom--none')).toBeDefined();
});

test('unread messages that are not loaded are one tap away', async () => {
  view.setData({ count: 1, rows: [row('一')], unread: 23 });
  await fire(view, '.chat__list', 'unread');
  expect(words()).toContain('23 条新消息');
  expect(acts).toContainEqual({ name: 'first-unread' });
});

test('what is found can be gone to', async () => {
  view.setData({ search: { isOpen: true, words: '', hits: [], isLoading: false, hasEarlier: false } });
  for (const [event, detail] of [
    ['find', { text: '码' }],
    ['pick', { key: '一' }],
    ['close', {}],
  ] as const)
    await fire(view, '.overlay', event, detail);
  const found = acts.filter((act) => (act as { name?: string }).name?.startsWith('search') === true);
  expect(found).toEqual([
    { name: 'search-find', text: '码' },
    { name: 'search-pick', key: '一' },
    { name: 'search-close' },
  ]);
});

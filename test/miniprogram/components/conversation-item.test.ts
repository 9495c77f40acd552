/** @jest-environment jsdom */
import { beforeAll, expect, test } from '@jest/globals';
import { fire, loadComponent } from '../../support/component';

let render: ReturnType<typeof loadComponent>;

beforeAll(() => {
  render = loadComponent('conversation-item', 'agent', 'components');
});

const acts = [
  { act: 'pin', label: '置顶' },
  { act: 'close', label: '结束' },
];

const item = {
  id: 'a',
  name: '王小姐',
  last: '还没写完',
  lead: '[草稿]',
  time: '15:00',
  unread: 2,
  dot: '',
  wait: 'late',
  waitText: '等待 2 分钟',
  label: '王小姐，2 条未读',
  isPinned: true,
  isMuted: true,
  isHere: true,
  avatar: '',
  acts,
  marks: [{ act: 'mute', label: '免打扰' }],
};

function open(change: object = {}) {
  const row = render({ item: { ...item, ...change } });
  const told: unknown[] = [];
  row.addEventListener('open', () => told.push('open'));
  row.addEventListener('act', ({ detail }) => told.push(detail));
  return { row, told };
}

test('shows a draft in red words, and what was set by hand', () => {
  const { row } = open();
  expect(row.querySelector('.row__lead')?.dom?.textContent).toBe('[草稿]');
  for (const part of ['.row--pinned', '.row__here', '.row__waiting--late'])
    expect([part, row.querySelector(part) !== undefined]).toEqual([part, true]);
});

test('shows none of it when there is none', () => {
  const { row } = open({ lead: '', isPinned: false, isHere: false, isMuted: false, waitText: '' });
  for (const part of ['.row__lead', '.row--pinned', '.row__here', '.row__waiting'])
    expect([part, row.querySelector(part) !== undefined]).toEqual([part, false]);
});

test('a tap opens it', async () => {
  const { row, told } = open();
  await fire(row, '.row', 'tap');
  expect(told).toEqual(['open']);
});

test('a swipe’s acts tell which one', async () => {
  const { row, told } = open();
  await fire(row, '.act--close', 'tap');
  expect(told).toEqual([{ act: 'close' }]);
});

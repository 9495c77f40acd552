import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { ConversationRow } from '../../../miniprogram/shared/conversation-rows';
import { fits, listItem, type ListItem } from '../../../miniprogram/agent/conversation-item';
import { presenceOf, reachText } from '../../../miniprogram/agent/customer-facts';

const NOW = new Date(2026, 10, 24, 15, 0).getTime();

const row = (change: Partial<ConversationRow> = {}): ConversationRow => ({
  conversationId: 'a',
  status: 'active',
  customer: { id: 'customer-1', name: '王小姐' },
  openedAt: NOW,
  lastAt: NOW,
  lastSeq: 3,
  readSeq: 1,
  unread: 2,
  otherReadSeq: 0,
  ...change,
});

const item = (change: Partial<ConversationRow> = {}, draft = '') => listItem(row(change), draft, '', NOW);

const namesOf = (acts: ListItem['acts']): string => acts.map(({ label }) => label).join(' ');

test.each<[string, Partial<ConversationRow>, Partial<ListItem>]>([
  ['unread messages are counted', {}, { unread: 2, dot: '' }],
  ['in a muted one only a grey dot says so', { mark: { muted: true } }, { unread: 0, dot: 'grey', isMuted: true }],
  ['a muted one with nothing new', { unread: 0, mark: { muted: true } }, { unread: 0, dot: '' }],
  ['one marked unread has a red dot', { unread: 0, mark: { unread: true } }, { unread: 0, dot: 'red' }],
  ['a count says enough', { mark: { unread: true } }, { unread: 2, dot: '' }],
  ['a pinned one', { mark: { pinned: true } }, { isPinned: true }],
  ['the customer is there', { otherHere: { isHere: true, at: 1 } }, { isHere: true }],
  ['the customer has left', { otherHere: { isHere: false, at: 1 } }, { isHere: false }],
  ['a colleague calls', { mentioned: true }, { lead: '[有人@我]' }],
])('%s', (_, change, want) => expect(item(change)).toMatchObject(want));

test('a draft stands in place of the last words, behind a red word', () => {
  expect(item({}, '还没写完')).toMatchObject({ lead: '[草稿]', last: '还没写完' });
  expect(item({ mentioned: true }, '还没写完').lead).toBe('[有人@我]');
});

test('a screen reader says all of it', () => {
  const mark = { pinned: true, muted: true };
  expect(item({ mark, otherHere: { isHere: true, at: 1 } }, '草').label).toBe(
    '王小姐，在线，有未读，已置顶，已免打扰，[草稿]草，15:00',
  );
});

test.each<[Partial<ConversationRow>, string]>([
  [{}, '置顶 标为已读 免打扰 转接 挂起 结束'],
  [{ unread: 0 }, '置顶 标为未读 免打扰 转接 挂起 结束'],
  [{ unread: 0, mark: { pinned: true, muted: true, unread: true } }, '取消置顶 标为已读 开启提醒 转接 挂起 结束'],
  [{ status: 'onhold' }, '置顶 标为已读 免打扰 转接 恢复接待 结束'],
  [{ part: 'member' }, '置顶 标为已读 免打扰 退出'],
  [{ part: 'watcher' }, '置顶 标为已读 免打扰 退出'],
])('acts are named after what they do now', (change, labels) => expect(namesOf(item(change).allActs)).toBe(labels));

test.each<[Partial<ConversationRow>, string]>([
  [{}, '置顶 转接 结束'],
  [{ status: 'onhold' }, '置顶 转接 结束'],
  [{ part: 'watcher' }, '置顶 退出'],
])('a swipe shows the few that are needed most', (change, labels) => expect(namesOf(item(change).acts)).toBe(labels));

test('a swipe to the other side shows how it can stand in the list', () => {
  expect(namesOf(item().marks)).toBe('标为已读 免打扰');
});

const tomorrow = new Date(2026, 10, 25, 9, 0).getTime();

test.each<[string, Partial<ConversationRow>, string]>([
  ['nothing', {}, ''],
  ['a customer who comes first', { priority: 3 }, 'VIP'],
  ['what is on hold', { status: 'onhold', remindAt: tomorrow }, '已挂起 明天 09:00 提醒'],
  ['who helps', { part: 'member' }, '协助'],
  ['who looks on', { part: 'watcher' }, '旁观'],
])('signs tell of %s', (_, change, want) =>
  expect(
    item(change)
      .signs.map(({ name }) => name)
      .join(' '),
  ).toBe(want),
);

test('a reminder that has come stands out', () => {
  expect(item({ remindAt: NOW - 1 }).signs).toEqual([{ name: '14:59 提醒', kind: 'due' }]);
});

test.each([
  ['王', true],
  [' 王小', true],
  ['新会话', true],
  ['李', false],
])('looking for “%s”', (query, isFound) => expect(fits(item(), query)).toBe(isFound));

test.each([
  [undefined, undefined],
  [{ isHere: true, at: NOW }, '在线'],
  [{ isHere: false, at: NOW - 60_000 }, '刚刚离开'],
  [{ isHere: false, at: NOW - 5 * 60_000 }, '离开 5 分钟'],
  [{ isHere: false, at: NOW - 150 * 60_000 }, '离开 2 小时'],
])('the customer’s being there: %j', (here, label) => expect(presenceOf(here, NOW)?.label).toBe(label));

test.each([
  [{ isHere: true, credits: 0 }, '可触达：会话中'],
  [{ isHere: false, credits: 3 }, '可触达：订阅消息 ×3'],
  [{ isHere: false, credits: 0 }, '不可触达'],
])('reach: %j', (reach, words) => expect(reachText(reach)).toBe(words));

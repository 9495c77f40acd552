import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { Offer } from '../../../cloudfunctions/common/protocol/documents';
import type { Colleague } from '../../../cloudfunctions/common/protocol/team';
import { allToggled, closeAll, noBatch, toggled } from '../../../miniprogram/agent/batch';
import { candidates } from '../../../miniprogram/agent/candidates';
import { firstFields, momentOf, type When } from '../../../miniprogram/agent/follow-up';
import { handlingBar, type Standing } from '../../../miniprogram/agent/handling-bar';
import { isIn, type Segment } from '../../../miniprogram/agent/segments';
import { latestTyped } from '../../../miniprogram/agent/typed-words';
import { waitingItem } from '../../../miniprogram/agent/waiting-item';
import { countdown, momentText, spanText } from '../../../miniprogram/shared/format/time';

const NOW = new Date(2026, 10, 24, 15, 0).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const party = (id: string, name: string) => ({ id, name, to: `to-${id}` });
const offer = (given: Partial<Offer> = {}): Offer => ({
  id: 'offer-1',
  by: party('me', '苏晴'),
  to: party('other', '陈默'),
  at: NOW,
  until: NOW + 5 * MINUTE,
  ...given,
});

const mine: Standing = { status: 'active', agent: { id: 'me', name: '苏晴' }, part: 'owner' };
const theirs: Standing = { status: 'active', agent: { id: 'other', name: '陈默' } };

test.each<[string, Standing, 'agent' | 'lead', string]>([
  ['mine, going on', mine, 'agent', ''],
  ['mine, on hold', { ...mine, status: 'onhold' }, 'agent', '会话已挂起 [恢复接待]'],
  [
    'mine, on hold until',
    { ...mine, status: 'onhold', remindAt: NOW + HOUR },
    'agent',
    '会话已挂起，16:00 提醒 [恢复接待]',
  ],
  ['mine, with a reminder', { ...mine, remindAt: NOW + HOUR }, 'agent', '16:00 提醒跟进 [取消提醒]'],
  ['mine, offered', { ...mine, offer: offer() }, 'agent', '等待 陈默 接受，15:05 前有效 [撤回]'],
  ['mine, ended', { ...mine, status: 'closed' }, 'agent', '会话已结束 [重新打开]'],
  ['a colleague’s, ended', { ...theirs, status: 'closed' }, 'lead', ''],
  ['waiting', { status: 'queued' }, 'lead', '客户正在排队 [接入]'],
  ['helping', { ...theirs, part: 'member' }, 'agent', '你在协助 陈默 [退出]'],
  ['a lead helping', { ...theirs, part: 'member' }, 'lead', '你在协助 陈默 [退出] [接管]'],
  ['a lead watching', { ...theirs, part: 'watcher' }, 'lead', '正在旁观，客户看不到你 [退出] [接管]'],
  ['invited to watch', { ...theirs, part: 'watcher' }, 'agent', '正在旁观，客户看不到你 [退出]'],
  ['a lead who comes by', theirs, 'lead', '陈默 正在接待 [旁观] [接管]'],
  ['a colleague who was called', theirs, 'agent', ''],
])('above the chat, %s', (_, standing, role, want) => {
  const bar = handlingBar(standing, { id: 'me', role }, NOW);
  expect(bar ? [bar.words, ...bar.acts.map(({ label }) => `[${label}]`)].join(' ') : '').toBe(want);
});

test.each<[string, Parameters<typeof isIn>[1], Segment[]]>([
  ['active', { status: 'active' }, ['active']],
  ['on hold', { status: 'onhold' }, ['followUp']],
  ['active with a reminder', { status: 'active', remindAt: NOW }, ['active', 'followUp']],
  ['offered to me', { status: 'active', offer: offer({ to: party('me', '苏晴') }) }, []],
  ['offered by me', { status: 'active', offer: offer() }, ['active']],
])('a conversation that is %s stands where one looks for it', (_, row, want) => {
  const all: Segment[] = ['active', 'queue', 'followUp'];
  expect(all.filter((segment) => isIn(segment, row, 'me'))).toEqual(want);
});

const colleague = (given: Partial<Colleague>): Colleague => ({
  id: 'a',
  name: '陈默',
  role: 'agent',
  presence: 'online',
  load: 1,
  capacity: 5,
  ...given,
});

test.each<[Partial<Colleague>, boolean, string]>([
  [{}, false, '接待 1/5'],
  [{ presence: 'reachable' }, false, '接待 1/5'],
  [{ presence: 'busy' }, false, '接待 1/5'],
  [{ load: 5 }, true, '接待已满 · 接待 5/5'],
  [{ presence: 'offline' }, true, '不在线 · 接待 1/5'],
  [{ presence: 'away', load: 5 }, true, '已离开 · 接待 5/5'],
])('whether %j can take a conversation, and why not', (given, isOff, note) =>
  expect(candidates([colleague(given)])[0]).toMatchObject({ isOff, note }),
);

test('who can take it stands first; analysts serve nobody', () => {
  const people = [
    colleague({ id: 'full', load: 5 }),
    colleague({ id: 'analyst', role: 'analyst' }),
    colleague({ id: 'free' }),
  ];
  expect(candidates(people).map(({ id }) => id)).toEqual(['free', 'full']);
});

test.each<[When, number | undefined]>([
  ['later', NOW + HOUR],
  ['tomorrow', new Date(2026, 10, 25, 9).getTime()],
  ['none', undefined],
  ['chosen', new Date(2026, 10, 30, 18, 30).getTime()],
])('%s is a moment', (when, want) => expect(momentOf(when, { date: '2026-11-30', time: '18:30' }, NOW)).toBe(want));

test('fields that say nothing are no moment; they begin two hours ahead', () => {
  expect(momentOf('chosen', { date: '', time: '' }, NOW)).toBeUndefined();
  expect(firstFields(NOW)).toEqual({ date: '2026-11-24', time: '17:00' });
});

test.each([
  [NOW + HOUR, '16:00'],
  [NOW + 18 * HOUR, '明天 09:00'],
  [new Date(2026, 11, 3, 9, 5).getTime(), '12月3日 09:05'],
  [NOW - HOUR, '14:00'],
  [NOW - 24 * HOUR, '昨天 15:00'],
])('a moment as one says it', (at, want) => expect(momentText(at, NOW)).toBe(want));

test('spans and what is left of them', () => {
  expect([spanText(5), spanText(60), spanText(90)]).toEqual(['5 分钟', '1 小时', '90 分钟']);
  expect([countdown(245_000), countdown(4_200), countdown(-5)]).toEqual(['4:05', '0:05', '0:00']);
});

test('one who waits is told with all that matters', () => {
  const waiting = {
    conversationId: 'a',
    customer: { id: 'c', name: '林小满' },
    queuedAt: NOW - 6 * MINUTE,
    priority: 3,
    isPool: true,
    last: { kind: 'text' as const, text: '在吗', sentAt: NOW },
  };
  expect(waitingItem(waiting, '售前', NOW)).toMatchObject({
    wait: 'urgent',
    waited: '已等 6 分钟',
    label: '林小满，VIP，售前，待领取，在吗，已等 6 分钟',
    claim: '接入 林小满',
  });
  const { last, ...silent } = waiting;
  expect(waitingItem({ ...silent, queuedAt: NOW, priority: 0, isPool: false }, '', NOW)).toMatchObject({
    signs: [],
    last: '还没有说话',
    waited: '刚刚进入',
    wait: 'fresh',
  });
});

test('several are chosen one by one, all, or none', () => {
  const one = toggled(noBatch, 'a');
  expect([one.chosen, one.marks, toggled(one, 'a').chosen]).toEqual([['a'], { a: true }, []]);
  const all = allToggled(one, ['a', 'b']);
  expect([all.chosen, allToggled(all, ['a', 'b']).chosen]).toEqual([['a', 'b'], []]);
});

test('what cannot be ended keeps nothing else from it, is named, and stays chosen', async () => {
  const steps: number[] = [];
  const closed: string[] = [];
  const batch = await closeAll({
    items: [
      { id: 'a', name: '甲' },
      { id: 'b', name: '乙' },
      { id: 'c', name: '丙' },
    ],
    close: async (id) => {
      if (id === 'b') throw new Error('no');
      closed.push(id);
    },
    onChange: ({ done, isWorking }) => steps.push(isWorking ? done : -1),
  });
  expect([steps, closed]).toEqual([
    [0, 1, 2],
    ['a', 'c'],
  ]);
  expect(batch).toMatchObject({ isWorking: false, failed: ['乙'], chosen: ['b'], marks: { b: true } });
});

test.each([
  ['在吗', '在吗'],
  ['  在吗\n\n我想问 ', '在吗 我想问'],
  [`${'早'.repeat(10)}${'晚'.repeat(44)}`, `…${'晚'.repeat(44)}`],
  ['😀'.repeat(45), `…${'😀'.repeat(44)}`],
])('what is being typed, %j, is shown as %j', (typed, shown) => expect(latestTyped(typed)).toBe(shown));

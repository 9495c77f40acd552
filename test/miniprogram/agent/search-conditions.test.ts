import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { Conditions } from '../../../cloudfunctions/common/protocol/search';
import { choiceGroups, toggled } from '../../../miniprogram/agent/condition-choices';
import {
  betweenDays,
  chosenDays,
  conditionChips,
  filtersOf,
  isBlank as isNothing,
  without,
} from '../../../miniprogram/agent/search-conditions';

const now = new Date(2026, 10, 30, 15, 4).getTime();
const year = new Date().getFullYear();
const day = (month: number, date: number) => new Date(year, month - 1, date).getTime();

const skillName = (id: string) => (id === 'technical' ? '技术' : id);

test.each<[string, Conditions, string[]]>([
  ['nothing chosen', {}, []],
  ['days back', { days: 7 }, ['近 7 天']],
  ['from a day', { from: day(3, 2) }, ['3.2 起']],
  ['until a day', { to: day(3, 2) }, ['至 3.2']],
  ['between days', { from: day(3, 2), to: day(3, 9) }, ['3.2–3.9']],
  ['an agent by name', { agent: 'agent-1', agentName: '苏晴' }, ['苏晴']],
  ['a part of an agent’s name', { agent: '苏' }, ['苏']],
  ['who said it, and how', { role: 'customer', kind: 'image' }, ['客户', '图片']],
  ['one thing more', { skill: 'technical' }, ['技术']],
  ['several more', { skill: 'technical', ratings: [1, 2], anyScript: true }, ['更多 3']],
])('the chips say what is chosen: %s', (_, conditions, titles) => {
  const chosen = conditionChips(conditions, skillName).filter(({ isChosen }) => isChosen);
  expect(chosen.map(({ title }) => title)).toEqual(titles);
});

test('days are counted back from today, whenever one looks', () => {
  const midnight = new Date(2026, 10, 30).getTime();
  expect(filtersOf({ days: 1, agent: 'a', agentName: '苏晴', order: 'oldest' }, now)).toEqual({
    from: midnight,
    agent: 'a',
  });
  expect(filtersOf({ days: 7 }, now)).toEqual({ from: midnight - 6 * 24 * 3_600_000 });
});

test('a time that was chosen is whole days, and says them again', () => {
  const conditions = betweenDays('2026-03-02', '2026-03-02');
  expect(conditions).toEqual({
    from: new Date(2026, 2, 2).getTime(),
    to: new Date(2026, 2, 2, 23, 59, 59, 999).getTime(),
  });
  expect(chosenDays(conditions)).toEqual({ first: '2026-03-02', last: '2026-03-02' });
});

test.each<[Conditions, boolean]>([
  [{}, true],
  [{ order: 'oldest' }, true],
  [{ text: '' }, true],
  [{ text: '退款' }, false],
  [{ order: 'oldest', days: 1 }, false],
])('%j: is there nothing to look for? %s', (conditions, isBlank) => {
  expect(isNothing(conditions)).toBe(isBlank);
});

test('what stands behind a chip goes together', () => {
  const conditions: Conditions = { text: 'a', skill: 's', product: 'p', anyScript: true, days: 7 };
  expect(without(conditions, 'more')).toEqual({ text: 'a', days: 7 });
});

test('a second tap takes a choice back; of ratings there may be several', () => {
  expect(toggled(toggled({}, 'role', 'agent'), 'role', 'agent')).toEqual({});
  expect(toggled(toggled({}, 'ratings', 5), 'ratings', 2)).toEqual({ ratings: [2, 5] });
  expect(toggled({ ratings: [2] }, 'ratings', 2)).toEqual({});
  expect(toggled({ from: 1, to: 2 }, 'days', 30)).toEqual({ days: 30 });
});

test('a tag that the business has given up can still be taken back', () => {
  const [group] = choiceGroups('tag', { tag: '旧' }, { skills: [], tags: ['退款'], requireTags: false });
  expect(group?.choices).toEqual([
    { value: '退款', title: '退款', isChosen: false },
    { value: '旧', title: '旧', isChosen: true },
  ]);
});

import { expect, test } from '@jest/globals';
import {
  isPooled,
  servable,
  skillOfSource,
  skillsWanted,
  strategyFor,
} from '../../../cloudfunctions/common/domain/skills';
import { readAssignmentRules } from '../../../cloudfunctions/common/domain/assignment-rules';

const NOW = 10_000_000;
const { read: rules, findings } = readAssignmentRules({
  strategy: 'roundRobin',
  skills: [
    { id: 'presale', pages: ['product'] },
    { id: 'technical', products: ['flask'], strategy: 'longestIdle', overflow: [{ afterSeconds: 60, to: 'presale' }] },
    { id: 'vip', overflow: [{ afterSeconds: 30, to: '*' }] },
    { id: 'pool', isPool: true },
  ],
});

test('rules that make sense are read without a word', () => expect(findings).toEqual([]));

test.each([
  ['a page', { page: 'product' }, 'presale'],
  ['a product', { page: 'home', productId: 'flask' }, 'technical'],
  ['elsewhere', { page: 'home' }, undefined],
  ['nowhere', {}, undefined],
])('from %s', (_, source, skill) => expect(skillOfSource(source, rules)).toBe(skill));

test.each([
  ['no skill: anybody', undefined, 0, []],
  ['at first only its own', 'technical', 59_999, ['technical']],
  ['after a while others too', 'technical', 60_000, ['technical', 'presale']],
  ['in the end anybody', 'vip', 30_000, []],
  ['a skill that nobody knows any more', 'gone', 99_999, ['gone']],
])('%s', (_, skill, waitedMs, want) => {
  const waiting = { queuedAt: NOW - waitedMs, ...(skill !== undefined && { skill }) };
  expect(skillsWanted(waiting, rules, NOW)).toEqual(want);
});

test('a skill may choose its agents in its own way', () => {
  expect([undefined, 'presale', 'technical'].map((skill) => strategyFor(skill, rules))).toEqual([
    'roundRobin',
    'roundRobin',
    'longestIdle',
  ]);
});

test('a pool waits for agents to take from it', () => {
  expect(['pool', 'presale'].map((skill) => isPooled({ skill, queuedAt: NOW }, rules, NOW))).toEqual([true, false]);
});

test.each([
  ['with the skill itself', ['technical'], [{ skills: ['technical'] }, { skills: ['vip'], until: NOW - 30_000 }]],
  [
    'with one it flows over to',
    ['presale'],
    [{ skills: ['presale'] }, { skills: ['technical'], until: NOW - 60_000 }, { skills: ['vip'], until: NOW - 30_000 }],
  ],
  ['with a pool’s: nothing is given away', ['pool'], [{ skills: [] }, { skills: ['vip'], until: NOW - 30_000 }]],
])('agents %s serve', (_, skills, want) => expect(servable(new Set(skills), rules, NOW)).toEqual(want));

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  choicesIn,
  isPooled,
  servable,
  skillOfSource,
  skillOfWords,
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

/** A Monday noon in Beijing, and the night before. */
const NOON = Date.UTC(2026, 0, 5, 4);
const NIGHT = NOON - 12 * 3_600_000;
const week = Array.from({ length: 7 }, () => [{ from: '09:00', to: '18:00' }]);
const { read: more } = readAssignmentRules({
  skills: [
    { id: 'repair', keywords: ['坏了', 'Broken'], hours: { week }, overflow: [{ afterSeconds: 600, to: 'presale' }] },
    { id: 'presale', name: '售前', keywords: ['尺码'] },
    { id: 'pool', isPool: true, isChoice: false, overflow: [{ afterSeconds: 60, to: 'pool' }] },
  ],
});

test.each([
  ['a word of a skill', '我的椅子坏了', 'repair'],
  ['in another case', 'it is BROKEN', 'repair'],
  ['the first skill, if there are words of two', '尺码不对，还坏了', 'repair'],
  ['no word of any', '你好', undefined],
])('said first: %s', (_, words, skill) => expect(skillOfWords(words, more)).toBe(skill));

test('customers choose from what is meant for them', () => {
  expect(choicesIn(more)).toEqual([
    { id: 'repair', name: 'repair' },
    { id: 'presale', name: '售前' },
  ]);
});

test('who waits for a skill that is closed flows over at once', () => {
  expect(skillsWanted({ skill: 'repair', queuedAt: NOON }, more, NOON)).toEqual(['repair']);
  expect(skillsWanted({ skill: 'repair', queuedAt: NIGHT }, more, NIGHT)).toEqual(['repair', 'presale']);
  const late = servable(new Set(['presale']), more, NIGHT);
  expect(late).toEqual([{ skills: ['presale'] }, { skills: ['repair'], until: NIGHT }]);
});

test('what nobody takes from a pool is given away once it flows over', () => {
  const waiting = { skill: 'pool', queuedAt: NOON };
  expect([0, 59_999, 60_000].map((waitedMs) => isPooled(waiting, more, NOON + waitedMs))).toEqual([true, true, false]);
  expect(servable(new Set(['pool']), more, NOON)).toEqual([{ skills: [] }, { skills: ['pool'], until: NOON - 60_000 }]);
});

test('whoever can be served by somebody is found for them', () => {
  const ids = fc.constantFrom<string>('repair', 'presale', 'pool', 'gone');
  const minutes = fc.integer({ min: 0, max: 1440 });
  fc.assert(
    fc.property(
      fc.uniqueArray(ids),
      fc.option(ids, { nil: undefined }),
      minutes,
      minutes,
      (skills, skill, waited, at) => {
        const now = NIGHT + at * 60_000;
        const waiting = { queuedAt: now - waited * 60_000, ...(skill !== undefined && { skill }) };
        const wanted = skillsWanted(waiting, more, now);
        const isServable =
          !isPooled(waiting, more, now) && (wanted.length === 0 || wanted.some((one) => skills.includes(one)));
        const isFound = servable(new Set(skills), more, now).some(
          (one, index) =>
            (skill === undefined ? index === 0 : one.skills.includes(skill)) &&
            (one.until === undefined || waiting.queuedAt <= one.until),
        );
        expect(isFound).toBe(isServable);
      },
    ),
  );
});

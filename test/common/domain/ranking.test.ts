import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decisionFor, isEligible, rank, type Wanted } from '../../../cloudfunctions/common/domain/ranking';
import type { AgentDocument } from '../../../cloudfunctions/common/protocol/documents';
import { anAgent } from '../../support/documents';

const NOW = 1_000_000;
const wanted = (given: Partial<Wanted> = {}): Wanted => ({
  conversationId: 'c',
  skills: [],
  strategy: 'leastLoaded',
  ...given,
});
const rules = { timers: { reachableSeconds: 60 } };
const eligible = (agents: AgentDocument[], given?: Partial<Wanted>) =>
  rank(wanted(given), agents, rules, NOW)
    .filter(isEligible)
    .map(({ agent }) => agent._id);

test.each<[string, AgentDocument[], string[]]>([
  ['nobody there', [], []],
  ['nobody on duty', [anAgent({ presence: 'offline' }), anAgent({ presence: 'busy' })], []],
  ['the lease has run out', [anAgent({ leaseUntil: NOW })], []],
  ['no room', [anAgent({ capacity: 2, holding: ['x', 'y'] })], []],
  ['no capacity at all', [anAgent({ capacity: 0 })], []],
  ['lighter load first', [anAgent({ _id: 'a', holding: ['x'] }), anAgent({ _id: 'b' })], ['b', 'a']],
  [
    'load is relative to capacity',
    [anAgent({ _id: 'a', holding: ['x'], capacity: 2 }), anAgent({ _id: 'b', holding: ['y', 'z'], capacity: 8 })],
    ['b', 'a'],
  ],
  [
    'among equals, the one who was served longest ago',
    [anAgent({ _id: 'a', lastAssignedAt: 20 }), anAgent({ _id: 'b', lastAssignedAt: 10 })],
    ['b', 'a'],
  ],
  [
    'who can be called by an alert after those who are there, whatever the load',
    [anAgent({ _id: 'a', leaseUntil: NOW, canBeAlerted: true }), anAgent({ _id: 'b', holding: ['x', 'y'] })],
    ['b', 'a'],
  ],
  [
    'who holds a place for it already goes first, even when full',
    [anAgent({ _id: 'a' }), anAgent({ _id: 'b', capacity: 1, holding: ['c'] })],
    ['b', 'a'],
  ],
])('%s', (_, agents, want) => expect(eligible(agents)).toEqual(want));

const busier = anAgent({ _id: 'busier', holding: ['x'], lastAssignedAt: 5, idleSince: 5, weight: 4 });
const idler = anAgent({ _id: 'idler', lastAssignedAt: 20, idleSince: 10 });

test.each<[string, Partial<Wanted>, string[]]>([
  ['least loaded', { strategy: 'leastLoaded' }, ['idler', 'busier']],
  ['longest idle', { strategy: 'longestIdle' }, ['busier', 'idler']],
  ['round robin', { strategy: 'roundRobin' }, ['busier', 'idler']],
  ['weighted', { strategy: 'weighted' }, ['busier', 'idler']],
  ['who let it lie comes last', { missedBy: ['idler'] }, ['busier', 'idler']],
  ['even as the last agent', { missedBy: ['idler'], lastAgentId: 'idler' }, ['busier', 'idler']],
  ['the last agent before all strategies', { strategy: 'leastLoaded', lastAgentId: 'busier' }, ['busier', 'idler']],
])('%s', (_, given, want) => expect(eligible([busier, idler], given)).toEqual(want));

test('any of the wanted skills will do, and an agent without one is ruled out', () => {
  const agents = [anAgent({ _id: 'a', skills: ['presale'] }), anAgent({ _id: 'b', skills: ['technical'] })];
  expect(eligible(agents, { skills: ['technical'] })).toEqual(['b']);
  expect(eligible(agents, { skills: ['technical', 'presale'] })).toEqual(['a', 'b']);
});

test('an agent who was not chosen is told why', () => {
  const agent = anAgent({ presence: 'busy', capacity: 1, holding: ['x'] });
  expect(rank(wanted({ skills: ['technical'] }), [agent], rules, NOW)[0]?.obstacles).toEqual([
    'busy',
    'full',
    'noSkill',
  ]);
});

test('the last agent is no exception: off duty, full or unskilled, others go first', () => {
  const others = [anAgent({ _id: 'other' })];
  const gone = [{ presence: 'offline' as const }, { leaseUntil: NOW }, { capacity: 1, holding: ['x'] }];
  for (const given of gone)
    expect(eligible([anAgent({ _id: 'last', ...given }), ...others], { lastAgentId: 'last' })).toEqual(['other']);
});

test('a decision keeps the best ten, and how many there were', () => {
  const candidates = rank(
    wanted(),
    Array.from({ length: 50 }, (_, index) => anAgent({ _id: `a${index}` })),
    rules,
    NOW,
  );
  const [best] = candidates;
  const decision = best && decisionFor(best, candidates, wanted(), NOW);
  expect(decision).toMatchObject({ at: NOW, agentId: best?.agent._id, lookedAt: 50 });
  expect(decision?.standings).toHaveLength(10);
});

const someAgent = fc.record({
  capacity: fc.integer({ min: 1, max: 3 }),
  holding: fc.uniqueArray(fc.constantFrom('c', 'x', 'y'), { maxLength: 3 }),
  presence: fc.constantFrom('online' as const, 'busy' as const, 'offline' as const),
  leaseUntil: fc.constantFrom(NOW - 1, NOW, NOW + 1),
  skills: fc.subarray(['presale', 'technical']),
  lastAssignedAt: fc.integer({ min: 0, max: 3 }),
  weight: fc.integer({ min: 1, max: 3 }),
});
const someWish = fc.record({
  skills: fc.subarray(['presale', 'technical']),
  strategy: fc.constantFrom('leastLoaded' as const, 'longestIdle' as const, 'roundRobin' as const, 'weighted' as const),
});

test('whatever the rules, only those are eligible who are there, have room and know how', () => {
  fc.assert(
    fc.property(fc.array(someAgent, { maxLength: 6 }), someWish, (given, wish) => {
      const agents = given.map((each, index) => anAgent({ _id: `a${index}`, ...each }));
      const ranked = rank(wanted(wish), agents, rules, NOW);
      expect(ranked).toHaveLength(agents.length);
      for (const candidate of ranked) {
        const { presence, leaseUntil, holding, capacity, skills } = candidate.agent;
        const isThere = presence === 'online' && leaseUntil > NOW;
        const hasRoom = holding.length < capacity || holding.includes('c');
        const knowsHow = wish.skills.length === 0 || wish.skills.some((skill) => skills.includes(skill));
        expect(isEligible(candidate)).toBe(isThere && hasRoom && knowsHow);
      }
    }),
  );
});

test('the order does not depend on the order of the agents, but for equals', () => {
  fc.assert(
    fc.property(fc.array(someAgent, { maxLength: 5 }), someWish, (given, wish) => {
      const agents = given.map((each, index) => anAgent({ _id: `a${index}`, ...each, lastAssignedAt: index }));
      const order = (list: AgentDocument[]) => eligible(list, wish);
      expect(order([...agents].reverse())).toEqual(order(agents));
    }),
  );
});

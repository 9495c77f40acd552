import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readAssignmentRules } from '../../../cloudfunctions/common/domain/assignment-rules';
import type { Arrival, Day } from '../../../cloudfunctions/common/domain/day';
import { dayOf } from '../../../cloudfunctions/common/domain/day';
import { outcomeOf } from '../../../cloudfunctions/common/domain/outcome';
import { actualCourse, replay } from '../../../cloudfunctions/common/domain/replay';
import type { DutyDocument, Standby } from '../../../cloudfunctions/common/protocol/documents';
import { aConversation, anAgent } from '../../support/documents';

const MINUTE = 60_000;
const FROM = 1_000 * 24 * 60 * MINUTE;
const UNTIL = FROM + 24 * 60 * MINUTE;

const rulesOf = (written: object = {}) => readAssignmentRules(written).read;
const at = (minute: number): number => FROM + minute * MINUTE;

const came = (id: string, minute: number, given: Partial<Arrival> = {}): Arrival => ({
  id,
  at: at(minute),
  priority: 0,
  busyMs: 10 * MINUTE,
  ...given,
});

const duty = (agentId: string, minute: number, given: Partial<DutyDocument> = {}): DutyDocument => ({
  _id: `${agentId}:${minute}`,
  agentId,
  at: at(minute),
  presence: 'online',
  capacity: 1,
  skills: [],
  ...given,
});

const aDay = (given: Partial<Day>): Day => ({
  from: FROM,
  until: UNTIL,
  arrivals: [],
  held: [],
  duties: [duty('a', 0)],
  agents: [anAgent({ _id: 'a' }), anAgent({ _id: 'b' })],
  ...given,
});

/** Who was served by whom after how many minutes, in the order in which they were. */
const waits = (day: Day, rules: object = {}) =>
  replay(day, rulesOf(rules)).services.map(({ id, agentId, waitMs }) => `${id} ${agentId} ${waitMs / MINUTE}`);

const technical = { id: 'technical', pages: ['manual'] };

test.each<[string, Partial<Day>, object, string[]]>([
  ['who finds a place waits not at all', { arrivals: [came('x', 5)] }, {}, ['x a 0']],
  ['the next one waits for the place', { arrivals: [came('x', 5), came('y', 6)] }, {}, ['x a 0', 'y a 9']],
  [
    'who leaves before is not served, and the place goes to the one behind',
    { arrivals: [came('x', 5), came('y', 6, { patienceMs: 2 * MINUTE }), came('z', 7)] },
    {},
    ['x a 0', 'z a 8'],
  ],
  ['nobody is there yet', { arrivals: [came('x', 5)], duties: [duty('a', 30)] }, {}, ['x a 25']],
  [
    'a conversation from the day before holds its place',
    { arrivals: [came('x', 5)], held: [{ id: 'old', agentId: 'a', since: at(-60), until: at(20) }] },
    {},
    ['x a 15'],
  ],
  [
    'the higher priority goes first',
    { arrivals: [came('x', 5), came('y', 6), came('vip', 7, { priority: 3 })] },
    { minutesPerPriority: 5 },
    ['x a 0', 'vip a 8', 'y a 19'],
  ],
  [
    'a skill has to wait for those who have it',
    {
      arrivals: [came('x', 5, { skill: 'technical' })],
      duties: [duty('a', 0), duty('b', 40, { skills: ['technical'] })],
    },
    { skills: [technical] },
    ['x b 35'],
  ],
  [
    'or flows over, at the next sweep',
    { arrivals: [came('x', 5.5, { skill: 'technical' })], duties: [duty('a', 0, { skills: ['presale'] })] },
    { skills: [{ ...technical, overflow: [{ afterSeconds: 120, to: '*' }] }] },
    ['x a 2.5'],
  ],
  [
    'other rules tell another skill by the page one came from',
    {
      arrivals: [came('x', 5, { source: { page: 'manual' } })],
      duties: [duty('b', 40, { skills: ['technical'] }), duty('a', 0)],
    },
    { skills: [technical] },
    ['x b 35'],
  ],
  [
    'from a pool it is taken when it was',
    { arrivals: [came('x', 5, { skill: 'technical', taken: { agentId: 'b', at: at(12) } })] },
    { skills: [{ ...technical, isPool: true }] },
    ['x b 7'],
  ],
  [
    'the last agent first',
    { arrivals: [came('x', 5, { lastAgentId: 'b' })], duties: [duty('a', 0), duty('b', 0)] },
    {},
    ['x b 0'],
  ],
])('%s', (_, day, rules, expected) => expect(waits(aDay(day), rules)).toEqual(expected));

test.each<[Standby, string[]]>([
  ['online', ['x a 0']],
  ['reachable', ['x a 0']],
  ['busy', []],
  ['away', []],
  ['offline', []],
])('who is %s', (presence, expected) =>
  expect(waits(aDay({ arrivals: [came('x', 5)], duties: [duty('a', 0, { presence })] }))).toEqual(expected),
);

test('a day is put together from what is kept: who came, what was held, how long it took', () => {
  const kept = [
    aConversation({ _id: 'old', queuedAt: at(-30), assignedAt: at(-20), closedAt: at(10) }),
    aConversation({ _id: 'over', queuedAt: at(-30), assignedAt: at(-20), closedAt: at(-10), status: 'closed' }),
    aConversation({
      _id: 'served',
      queuedAt: at(1),
      assignedAt: at(2),
      closedAt: at(8),
      skill: 'technical',
      source: { page: 'manual' },
    }),
    aConversation({ _id: 'left', queuedAt: at(3), closedAt: at(5), status: 'closed' }),
    aConversation({ _id: 'notes', status: 'staff', queuedAt: at(3) }),
    aConversation({ _id: 'asked', status: 'bot', queuedAt: at(3) }),
  ];
  const day = dayOf(kept, [], [], { from: FROM, until: UNTIL }, rulesOf({ skills: [technical] }), UNTIL);
  expect(day.held.map(({ id, until }) => [id, until])).toEqual([
    ['old', at(10)],
    ['over', at(-10)],
  ]);
  expect(day.arrivals).toMatchObject([
    { id: 'served', busyMs: 6 * MINUTE, source: { page: 'manual' }, taken: { agentId: 'agent', at: at(2) } },
    { id: 'left', patienceMs: 2 * MINUTE },
  ]);
});

test('numbers of a course', () => {
  const day = aDay({
    arrivals: [came('x', 0), came('y', 0), came('z', 0, { patienceMs: MINUTE })],
    duties: [duty('a', 0, { skills: ['presale'] })],
  });
  expect(outcomeOf(replay(day, rulesOf()), day, 60)).toEqual({
    arrived: 3,
    served: 2,
    unserved: 1,
    byOverflow: 0,
    inTime: 1,
    wait: { medianMs: 0, p90Ms: 10 * MINUTE, maxMs: 10 * MINUTE },
    spans: [1, 0, 0, 1, 0],
    shares: [{ id: 'a', name: '苏晴', capacity: 3, served: 2, busyMs: 20 * MINUTE, most: 1 }],
  });
});

const arrival = fc
  .record({
    minute: fc.integer({ min: 0, max: 300 }),
    busy: fc.integer({ min: 1, max: 60 }),
    skill: fc.constantFrom('s', 't', undefined),
  })
  .map(({ minute, busy, skill }) => ({ minute, given: { busyMs: busy * MINUTE, ...(skill && { skill }) } }));

test('nobody has more than their capacity, nobody is served twice, and a day that went by the rules is found again', () => {
  const rules = { skills: [{ id: 's', overflow: [{ afterSeconds: 300, to: 't' }] }, { id: 't' }] };
  fc.assert(
    fc.property(fc.array(arrival, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (given, capacity) => {
      const arrivals = given.map((one, index) => came(`c${index}`, one.minute, one.given));
      const duties = [duty('a', 0, { capacity, skills: ['s'] }), duty('b', 30, { capacity, skills: ['t'] })];
      const day = aDay({ arrivals, duties });
      const course = replay(day, rulesOf(rules));
      const { shares, served, unserved } = outcomeOf(course, day, 60);
      expect(shares.every(({ most }) => most <= capacity)).toBe(true);
      expect(new Set(course.services.map(({ id }) => id)).size).toBe(served);
      expect(served + unserved).toBe(arrivals.length);
      const taken = new Map(course.services.map(({ id, agentId, at }) => [id, { agentId, at }]));
      const lived = arrivals.map((one) => ({ ...one, ...(taken.has(one.id) && { taken: taken.get(one.id) }) }));
      const again = { ...day, arrivals: lived as Arrival[] };
      expect(replay(again, rulesOf(rules)).services).toEqual(course.services);
      expect(actualCourse(again).services.length).toBe(served);
    }),
  );
});

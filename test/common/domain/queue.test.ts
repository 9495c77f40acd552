import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAssignmentRules } from '../../../cloudfunctions/common/domain/assignment-rules';
import {
  estimateWait,
  isLongWait,
  positionsIn,
  priorityIn,
  priorityOf,
  queueAtOf,
  SERVED_MS,
  waitingAt,
  waitsSince,
} from '../../../cloudfunctions/common/domain/queue';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;

const { read: rules } = readAssignmentRules({
  priorities: [
    { tag: 'vip', level: 3 },
    { tag: 'regular', level: 1 },
  ],
  minutesPerPriority: 5,
  skills: [
    { id: 'urgent', priority: 2, maxWaitSeconds: 60 },
    { id: 'patient', maxWaitSeconds: 0 },
  ],
});

test.each<[string, number, number[], number | undefined]>([
  ['nobody served: nothing to go by', 3, [], undefined],
  ['one a minute', 1, [NOW - MINUTE, NOW - 2 * MINUTE, NOW - 3 * MINUTE], MINUTE],
  ['the third waits three times as long', 3, [NOW - MINUTE, NOW - 2 * MINUTE], 3 * MINUTE],
  ['who was served too long ago does not count', 1, [NOW - SERVED_MS], undefined],
  ['nor does what a clock of another instance says of the future', 1, [NOW + MINUTE, NOW - 4 * MINUTE], 4 * MINUTE],
])('%s', (_, position, servedAt, want) => expect(estimateWait(position, servedAt, NOW)).toBe(want));

test('who stands further back is told at least as long a wait', () => {
  const times = fc.array(fc.integer({ min: NOW - SERVED_MS + 1, max: NOW }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 500 }), (servedAt, position) => {
      const wait = estimateWait(position, servedAt, NOW) ?? NaN;
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(estimateWait(position + 1, servedAt, NOW)).toBeGreaterThanOrEqual(wait);
    }),
  );
});

test.each<[string, string[], string | undefined, number]>([
  ['nobody in particular', [], undefined, 0],
  ['a tag', ['vip'], undefined, 3],
  ['the strongest of two', ['regular', 'vip'], undefined, 3],
  ['a tag that is worth nothing', ['tall'], undefined, 0],
  ['what the skill adds', ['regular'], 'urgent', 3],
])('the priority of %s', (_, tags, skill, want) => expect(priorityOf(tags, skill, rules)).toBe(want));

test('each level is as good as some minutes of waiting, so that nobody is overtaken for ever', () => {
  const vip = queueAtOf(NOW, 3, rules);
  expect(vip).toBeLessThan(queueAtOf(NOW - 14 * MINUTE, 0, rules));
  expect(vip).toBeGreaterThan(queueAtOf(NOW - 16 * MINUTE, 0, rules));
});

test('in another skill the customer keeps what their tags are worth, and how long they have waited', () => {
  const waiting = { skill: 'urgent', priority: 5, queueAt: queueAtOf(NOW, 5, rules) };
  expect(priorityIn(waiting, 'patient', rules)).toBe(3);
  expect(priorityIn(waiting, 'urgent', rules)).toBe(5);
  expect(waitsSince(waiting, rules)).toBe(NOW);
});

const waiter = (skill?: string, waitedMs = 0) => ({
  _id: `${skill}`,
  queuedAt: NOW - waitedMs,
  queueAt: NOW - waitedMs,
  ...(skill !== undefined && { skill }),
});

test.each([
  ['by the rules', undefined, 10 * MINUTE, true],
  ['not yet', undefined, 10 * MINUTE - 1, false],
  ['by the skill', 'urgent', MINUTE, true],
  ['never, if the skill has no end', 'patient', 99 * MINUTE, false],
])('waits too long: %s', (_, skill, waitedMs, want) =>
  expect(isLongWait(waiter(skill, waitedMs), rules, NOW)).toBe(want),
);

test('who waits is told the place, how long it takes, and that it takes long', () => {
  expect(waitingAt(2, waiter(), [], rules, NOW)).toEqual({ position: 2 });
  expect(waitingAt(2, waiter('urgent', MINUTE), [NOW - MINUTE], rules, NOW)).toEqual({
    position: 2,
    waitMs: 2 * MINUTE,
    isLong: true,
  });
});

test('places are counted among those who wait for the same', () => {
  const queue = ['a', 'b', undefined, 'a', 'b', 'a'].map((skill, index) => ({ ...waiter(skill), _id: `c${index}` }));
  expect([...positionsIn(queue).values()]).toEqual([1, 1, 1, 2, 2, 3]);
});

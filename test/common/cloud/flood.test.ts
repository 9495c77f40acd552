import { expect, test } from '@jest/globals';
import { mayCall } from '../../../cloudfunctions/common/cloud/flood';
import { FLOOD_LIMIT } from '../../../cloudfunctions/common/protocol/limits';

const callsThatPass = (person: string, at: number, count: number) =>
  Array.from({ length: count }, () => mayCall(person, at)).filter(Boolean).length;

test('a burst passes up to the limit, and again when time has passed', () => {
  expect(callsThatPass('a', 1000, 100)).toBe(FLOOD_LIMIT);
  expect(callsThatPass('a', 1500, 100)).toBe(FLOOD_LIMIT / 2);
  expect(callsThatPass('a', 1_000_000, 100)).toBe(FLOOD_LIMIT);
});

test('one person’s flood is nobody else’s', () => {
  callsThatPass('loud', 0, 100);
  expect(mayCall('quiet', 0)).toBe(true);
});

test('a clock that goes back gives nobody more', () => {
  expect(callsThatPass('b', 5000, 100)).toBe(FLOOD_LIMIT);
  expect(mayCall('b', 0)).toBe(false);
});

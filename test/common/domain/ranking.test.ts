import { expect, test } from '@jest/globals';
import { rank } from '../../../cloudfunctions/common/domain/ranking';
import { anAgent } from '../../support/documents';

const NOW = 1_000_000;
const names = (agents: ReturnType<typeof anAgent>[], skill?: string) =>
  rank({ _id: 'c', ...(skill !== undefined && { skill }) }, agents, NOW).map(({ agent }) => agent._id);

test.each([
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
    'among equals, the longest idle',
    [anAgent({ _id: 'a', lastAssignedAt: 20 }), anAgent({ _id: 'b', lastAssignedAt: 10 })],
    ['b', 'a'],
  ],
  [
    'who holds a place for it already goes first, even when full',
    [anAgent({ _id: 'a' }), anAgent({ _id: 'b', capacity: 1, holding: ['c'] })],
    ['b', 'a'],
  ],
])('%s', (_, agents, want) => expect(names(agents)).toEqual(want));

test('a wanted skill rules out the others', () => {
  expect(
    names([anAgent({ _id: 'a', skills: ['presale'] }), anAgent({ _id: 'b', skills: ['technical'] })], 'technical'),
  ).toEqual(['b']);
});

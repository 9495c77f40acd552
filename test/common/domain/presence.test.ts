import { expect, test } from '@jest/globals';
import { isThere, presenceOf } from '../../../cloudfunctions/common/domain/presence';
import type { AgentDocument } from '../../../cloudfunctions/common/protocol/documents';
import { anAgent } from '../../support/documents';

const NOW = 1_000_000;
const rules = { timers: { reachableSeconds: 60 } };

test.each<[string, Partial<AgentDocument>, string]>([
  ['heard of', { leaseUntil: NOW + 1 }, 'online'],
  ['the lease has just run out', { leaseUntil: NOW }, 'away'],
  ['in the background, with credit for an alert', { leaseUntil: NOW, canBeAlerted: true }, 'reachable'],
  ['for as long as the rules want', { leaseUntil: NOW - 59_999, canBeAlerted: true }, 'reachable'],
  ['and no longer', { leaseUntil: NOW - 60_000, canBeAlerted: true }, 'away'],
  ['busy, whatever the lease', { presence: 'busy', leaseUntil: 0, canBeAlerted: true }, 'busy'],
  ['off duty, with the app open', { presence: 'offline' }, 'offline'],
  ['who has left the team', { deactivatedAt: 1 }, 'offline'],
])('%s', (_, given, want) => expect(presenceOf(anAgent(given), rules, NOW)).toBe(want));

test('nobody is reachable when the rules say so', () => {
  const agent = anAgent({ leaseUntil: NOW, canBeAlerted: true });
  expect(presenceOf(agent, { timers: { reachableSeconds: 0 } }, NOW)).toBe('away');
});

test('only who is there, or can be called, is given conversations', () => {
  const all = ['online', 'reachable', 'busy', 'away', 'offline'] as const;
  expect(all.filter(isThere)).toEqual(['online', 'reachable']);
});

import { expect, test } from '@jest/globals';
import { otherSide, partOf, staffReaders } from '../../../cloudfunctions/common/domain/sides';
import { aConversation } from '../../support/documents';

const people = [
  { to: 'customer', role: 'customer' as const, id: 'customer' },
  { to: 'agent', role: 'agent' as const, id: 'a' },
  { to: 'colleague', role: 'agent' as const, id: 'b' },
];

test.each([
  ['for a customer: all staff', people, 'customer', ['agent', 'colleague']],
  ['for an agent: the customer', people, 'agent', ['customer']],
  ['for somebody who only looks: the customer', people, 'lead', ['customer']],
  ['among colleagues: the others', people.slice(1), 'agent', ['colleague']],
  ['nobody else is there', people.slice(0, 1), 'customer', []],
])('the other side %s', (_, there, to, want) => expect(otherSide({ people: there }, to)).toEqual(want));

test('the staff who read are those who read and are not the customer', () => {
  expect(staffReaders(aConversation({ people, readers: ['customer', 'colleague'] }))).toEqual(['colleague']);
});

test.each([
  ['who has it', {}, 'agent', 'owner'],
  ['who was invited', {}, 'colleague', 'member'],
  ['who looks on unseen', { watchers: ['colleague'] }, 'colleague', 'watcher'],
  ['who is no reader', { readers: ['customer'] }, 'agent', undefined],
  ['who had it before', { agentId: 'b' }, 'agent', 'member'],
])('the part of %s', (_, given, to, want) => {
  const readers = ['customer', 'agent', 'colleague'];
  expect(partOf(aConversation({ people, readers, agentId: 'a', ...given }), to)).toBe(want);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mustBeTold, wrongInRecord, type KeptMessage } from '../../../cloudfunctions/common/domain/self-audit';
import { aConversation } from '../../support/documents';

const kept = (seq: number, given: Partial<KeptMessage> = {}): KeptMessage => ({
  _id: `m${seq}`,
  seq,
  clientId: `c${seq}`,
  from: { role: 'customer', id: 'customer' },
  kind: 'text',
  sentAt: 100,
  ...given,
});

test('of a record with some messages taken out and some put in twice, exactly those are found', () => {
  const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(seqs, seqs, (lost, twice) => {
      const all = Array.from({ length: 40 }, (_, index) => kept(index + 1));
      const left = all.filter(({ seq }) => !lost.includes(seq));
      const copies = left.filter(({ seq }) => twice.includes(seq)).map((one) => ({ ...one, seq: one.seq + 1000 }));
      const found = wrongInRecord('c', { first: 1, last: 40 }, [...left, ...copies]);
      const seqsOf = (kind: string) => found.filter((one) => one.kind === kind).map(({ seq }) => seq);
      expect(seqsOf('gap')).toEqual(lost.toSorted((a, b) => a - b));
      expect(seqsOf('duplicate')).toEqual(copies.map(({ seq }) => seq));
    }),
  );
});

test('one seq with two messages is a duplicate, the same clientId of two people is none', () => {
  const other = { from: { role: 'agent' as const, id: 'agent' } };
  expect(wrongInRecord('c', { first: 1, last: 2 }, [kept(1), kept(2), kept(2, { clientId: 'x' })])).toEqual([
    { conversationId: 'c', kind: 'duplicate', seq: 2 },
  ]);
  expect(wrongInRecord('c', { first: 1, last: 2 }, [kept(1), kept(2, { clientId: 'c1', ...other })])).toEqual([]);
});

const assigned = kept(2, { _id: 'conversation:assigned:2', kind: 'system', from: { role: 'system', id: 'system' } });

test.each<[name: string, record: KeptMessage[], want: string[]]>([
  [
    'the customer of everything, the owner of what came since',
    [kept(1), assigned, kept(3)],
    ['m1:customer', 'conversation:assigned:2:customer', 'm3:customer', 'conversation:assigned:2:agent', 'm3:agent'],
  ],
  ['nobody of what is withheld', [kept(1, { withheld: 'risky' })], []],
  ['nobody of what the feed no longer holds', [kept(1, { sentAt: 9 })], []],
])('told must be %s', (_, record, want) => {
  expect([...mustBeTold(aConversation(), record, 10).keys()]).toEqual(want);
});

test('colleagues who may have come later are not asked about', () => {
  const guest = { to: 'guest', role: 'agent' as const, id: 'guest' };
  const { people } = aConversation();
  for (const agentId of ['agent', 'guest']) {
    const chat = aConversation({ agentId, people: [...people, guest], readers: ['agent', 'guest'] });
    expect([...mustBeTold(chat, [assigned, kept(3)], 10)]).toEqual([]);
  }
});

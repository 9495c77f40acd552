import { describe, expect, test } from '@jest/globals';
import {
  authorOf,
  confirmedSeq,
  neglected,
  placedEntries,
  unreadCount,
} from '../../../cloudfunctions/common/domain/entries';
import { FUNCTION_LIMIT_MS, RECENT_LIMIT } from '../../../cloudfunctions/common/protocol/limits';
import { aConversation, anEntry } from '../../support/documents';

const entries = (count: number, given = {}) =>
  Array.from({ length: count }, (_, index) => anEntry({ _id: `m${index + 1}`, ...given }));
const seqs = (placed: { seq: number }[]) => placed.map(({ seq }) => seq);

test('the seq follows from the place', () => {
  expect(seqs(placedEntries({ recent: entries(3), lastSeq: 3 }))).toEqual([1, 2, 3]);
  expect(seqs(placedEntries({ recent: entries(3), lastSeq: 40 }))).toEqual([38, 39, 40]);
  expect(placedEntries({ recent: [], lastSeq: 0 })).toEqual([]);
});

test('an author is a person of the conversation or the system', () => {
  const { people } = aConversation();
  expect(authorOf(anEntry({ by: 'agent' }), people)).toEqual({ role: 'agent', id: 'agent', name: '苏晴' });
  expect(authorOf(anEntry({ by: 'customer' }), people)).toEqual({ role: 'customer', id: 'customer' });
  expect(authorOf(anEntry({ by: 'system' }), people)).toEqual({ role: 'system', id: 'system' });
});

describe('what a sender copies for others', () => {
  const OLD = FUNCTION_LIMIT_MS + 1;
  const neglectedSeqs = (given: Parameters<typeof aConversation>[0], known = 0, now = OLD) => {
    const conversation = aConversation(given);
    const own = placedEntries(conversation).at(-1);
    return own ? seqs(neglected(conversation, own, known, now)) : [];
  };

  test.each([
    ['everything old that is not known', { recent: entries(3) }, 0, OLD, [1, 2]],
    ['nothing that is marked kept', { recent: entries(3), keptSeq: 1 }, 0, OLD, [2]],
    ['nothing this instance saw through', { recent: entries(3) }, 2, OLD, []],
    ['nothing that may be still in its sender’s hands', { recent: entries(3) }, 0, FUNCTION_LIMIT_MS, []],
    ['nothing that somebody else has read', { recent: entries(3), reads: { agent: 1 } }, 0, OLD, [2]],
    ['what only its author has read', { recent: entries(3), reads: { customer: 3 } }, 0, OLD, [1, 2]],
    [
      'what is about to leave the window, however young and whoever claims to have read it',
      { recent: entries(RECENT_LIMIT), lastSeq: 100, keptSeq: 83, reads: { agent: 100 } },
      0,
      0,
      [84],
    ],
  ])('%s', (_, given, known, now, want) => expect(neglectedSeqs(given, known, now)).toEqual(want));
});

const placed = (...list: number[]) => list.map((seq) => ({ ...anEntry(), seq }));

test('confirmed is what is confirmed without a hole', () => {
  expect(confirmedSeq(3, placed(4, 5))).toBe(5);
  expect(confirmedSeq(3, placed(5))).toBe(3);
  expect(confirmedSeq(3, placed(6, 5, 4))).toBe(6);
});

test.each([
  ['nothing said', {}, 0],
  ['own words do not count', { recent: entries(2, { by: 'agent' }) }, 0],
  ['words of the other count above the watermark', { recent: entries(3), reads: { agent: 1 } }, 2],
  ['system lines do not count', { recent: entries(2, { by: 'system', kind: 'system' }) }, 0],
  ['what is no longer recent counts as it is', { recent: entries(32), lastSeq: 50, reads: { agent: 10 } }, 40],
])('unread: %s', (_, given, want) => expect(unreadCount(aConversation(given), 'agent')).toBe(want));

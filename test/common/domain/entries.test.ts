import { describe, expect, test } from '@jest/globals';
import {
  authorOf,
  knownWith,
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
  const neglectedSeqs = (given: Parameters<typeof aConversation>[0], seq = 0, now = OLD, beyond: number[] = []) => {
    const conversation = aConversation(given);
    const own = placedEntries(conversation).at(-1);
    return own ? seqs(neglected(conversation, own, { seq, beyond }, now)) : [];
  };

  test.each([
    ['everything old that is not known', { recent: entries(3) }, 0, OLD, [1, 2]],
    ['nothing that is marked kept', { recent: entries(3), keptSeq: 1 }, 0, OLD, [2]],
    ['nothing this instance saw through', { recent: entries(3) }, 2, OLD, []],
    ['nothing that may be still in its sender’s hands', { recent: entries(3) }, 0, FUNCTION_LIMIT_MS, []],
    ['nothing that somebody else has read', { recent: entries(3), reads: { agent: 2 } }, 0, OLD, []],
    [
      'what somebody else has read, when there is something to copy',
      { recent: entries(3), reads: { agent: 1 } },
      0,
      OLD,
      [1, 2],
    ],
    ['what only its author has read', { recent: entries(3), reads: { customer: 3 } }, 0, OLD, [1, 2]],
    [
      'what is about to leave the window, however young and whoever claims to have read it',
      { recent: entries(RECENT_LIMIT), lastSeq: 100, keptSeq: 83, reads: { agent: 100 } },
      0,
      0,
      [84],
    ],
  ])('%s', (_, given, known, now, want) => expect(neglectedSeqs(given, known, now)).toEqual(want));

  test('nothing that this instance saw through after a hole', () => {
    expect(neglectedSeqs({ recent: entries(4) }, 0, OLD, [2])).toEqual([1, 3]);
  });
});

const confirmed = (...list: number[]) => list.map((seq) => ({ seq }));

test('known is what is confirmed without a hole, and what lies beyond one', () => {
  expect(knownWith({ seq: 3, beyond: [] }, confirmed(4, 5))).toEqual({ seq: 5, beyond: [] });
  expect(knownWith({ seq: 3, beyond: [] }, confirmed(5))).toEqual({ seq: 3, beyond: [5] });
  expect(knownWith({ seq: 3, beyond: [5, 7] }, confirmed(4))).toEqual({ seq: 5, beyond: [7] });
  expect(knownWith({ seq: 6, beyond: [5, 7] }, [])).toEqual({ seq: 7, beyond: [] });
});

test.each([
  ['nothing said', {}, 0],
  ['own words do not count', { recent: entries(2, { by: 'agent' }) }, 0],
  ['words of the other count above the watermark', { recent: entries(3), reads: { agent: 1 } }, 2],
  ['system lines do not count', { recent: entries(2, { by: 'system', kind: 'system' }) }, 0],
  ['what is no longer recent counts as it is', { recent: entries(32), lastSeq: 50, reads: { agent: 10 } }, 40],
])('unread: %s', (_, given, want) => expect(unreadCount(aConversation(given), 'agent')).toBe(want));

import { describe, expect, test } from '@jest/globals';
import { recallIdOf } from '../../../cloudfunctions/common/domain/entries';
import { answeredAtOf, lastWordAt, waitOf, wroteSinceHeld } from '../../../cloudfunctions/common/domain/waiting';
import type { ConversationDocument, Entry } from '../../../cloudfunctions/common/protocol/documents';
import { aConversation, anEntry } from '../../support/documents';

const asks = (sentAt: number, _id = `asks-${sentAt}`) => anEntry({ _id, by: 'customer', sentAt });
const answers = (sentAt: number) => anEntry({ _id: `answers-${sentAt}`, by: 'agent', sentAt });
const tells = (sentAt: number, _id = `tells-${sentAt}`) => anEntry({ _id, by: 'system', kind: 'system', sentAt });

const talk = (recent: Entry[], given: Partial<ConversationDocument> = {}) => aConversation({ recent, ...given });

describe('since when a customer waits', () => {
  test.each<[name: string, Entry[], Partial<ConversationDocument>, ReturnType<typeof waitOf>]>([
    ['nobody who has said nothing', [tells(1)], {}, undefined],
    ['from the first words on', [tells(1), asks(2), asks(3)], {}, { since: 2, seq: 2 }],
    ['not once it is answered', [asks(1), answers(2)], {}, undefined],
    ['from the first words after the answer', [asks(1), answers(2), asks(3), asks(4)], {}, { since: 3, seq: 3 }],
    ['whatever the system says meanwhile', [asks(1), tells(2), tells(3)], {}, { since: 1, seq: 1 }],
    ['not for what was taken back', [asks(1, 'm'), tells(2, recallIdOf('m'))], {}, undefined],
    ['for what was not taken back', [asks(1, 'm'), asks(2), tells(3, recallIdOf('m'))], {}, { since: 2, seq: 2 }],
    ['longer than what is at hand', [asks(50)], { lastSeq: 60, waitingSince: 7 }, { since: 7, seq: 60 }],
    ['also behind what the system said', [tells(50)], { lastSeq: 60, waitingSince: 7 }, { since: 7, seq: 60 }],
    ['not by what was known before the answer', [answers(9), asks(10)], { waitingSince: 7 }, { since: 10, seq: 2 }],
  ])('%s', (_, recent, given, want) => expect(waitOf(talk(recent, given))).toEqual(want));

  test('not for what the staff do not see', () => {
    expect(waitOf(talk([asks(1)]), new Set(['asks-1']))).toBeUndefined();
  });
});

test('the last answer and the last words are remembered when they are no longer at hand', () => {
  expect(answeredAtOf(talk([asks(1), answers(2), asks(3)]))).toBe(2);
  expect(answeredAtOf(talk([asks(50)], { answeredAt: 2 }))).toBe(2);
  expect(lastWordAt(talk([asks(1), answers(2), tells(3)]))).toBe(2);
  expect(lastWordAt(talk([tells(3)], { answeredAt: 2 }))).toBe(2);
});

test.each<[name: string, Entry[], boolean]>([
  ['nothing', [asks(1), tells(2, 'conversation:held:2')], false],
  ['the agent', [tells(2, 'conversation:held:1'), answers(3)], false],
  ['the customer', [tells(2, 'conversation:held:1'), answers(3), asks(4)], true],
  ['before the last of two holds', [tells(1, 'conversation:held:1'), asks(2), tells(3, 'conversation:held:3')], false],
  ['so much that the hold is no longer at hand', [asks(4), asks(5)], true],
])('words since the hold: %s', (_, recent, want) => expect(wroteSinceHeld(talk(recent))).toBe(want));

import { expect, test } from '@jest/globals';
import { handoverOf } from '../../../cloudfunctions/common/domain/handover';
import { recallIdOf } from '../../../cloudfunctions/common/domain/entries';
import { aConversation, anEntry } from '../../support/documents';

const NOTHING: ReadonlySet<string> = new Set();

const asked = anEntry({ _id: 'asked', sentAt: 1 });
const answered = anEntry({ _id: 'answered', by: 'agent', sentAt: 2 });
const again = anEntry({ _id: 'again', sentAt: 3 });
const system = anEntry({ _id: 'joined', by: 'system', kind: 'system', sentAt: 4 });
const recalled = anEntry({ _id: recallIdOf('again'), by: 'system', kind: 'system', sentAt: 4 });

test.each([
  ['nothing said', [], NOTHING, undefined],
  ['not answered', [asked], NOTHING, 'asked'],
  ['answered', [asked, answered], NOTHING, undefined],
  ['asked again', [asked, answered, again, system], NOTHING, 'again'],
  ['taken back', [asked, answered, again, recalled], NOTHING, undefined],
  ['withheld', [asked, again], new Set(['again']), 'asked'],
])('the question that is open: %s', (_, recent, hidden, messageId) => {
  const { question } = handoverOf(aConversation({ recent }), '林小满', hidden);
  expect(question?.messageId).toBe(messageId);
});

test('whom it is about, since when, and what they came for', () => {
  const source = { productId: 'flask', productName: '保温壶' };
  const conversation = aConversation({ openedAt: 7, source, tags: ['售后'] });
  expect(handoverOf(conversation, '林小满', NOTHING, '要换货')).toEqual({
    customer: '林小满',
    since: 7,
    product: '保温壶',
    tags: ['售后'],
    note: '要换货',
  });
});

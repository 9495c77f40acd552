import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import { Arrivals } from '../../../miniprogram/shared/arrivals';
import type { ConversationRow } from '../../../miniprogram/shared/conversation-rows';

const row = (change: Partial<ConversationRow> = {}): ConversationRow => ({
  conversationId: 'a',
  status: 'active',
  customer: { id: 'customer-1', name: '王小姐' },
  openedAt: 1,
  lastAt: 1,
  lastSeq: 3,
  readSeq: 1,
  unread: 2,
  otherReadSeq: 0,
  ...change,
});

test.each<[string, ConversationRow[], ConversationRow[], string[]]>([
  ['something was said', [row()], [row({ unread: 3 })], ['a']],
  ['nothing has changed', [row()], [row()], []],
  ['it was read', [row()], [row({ unread: 0 })], []],
  ['the first thing said after reading', [row({ unread: 0 })], [row({ unread: 1 })], ['a']],
  ['a new conversation in which nothing was said', [], [row({ unread: 0 })], ['a']],
  ['a muted one', [row()], [row({ unread: 3, mark: { muted: true } })], []],
  ['a call in a muted one', [row()], [row({ mentioned: true, mark: { muted: true } })], ['a']],
  ['a call told of before', [row({ mentioned: true })], [row({ mentioned: true })], []],
  ['one of two', [row(), row({ conversationId: 'b' })], [row(), row({ conversationId: 'b', unread: 5 })], ['b']],
])('%s', (_, before, after, told) => {
  const arrivals = new Arrivals();
  arrivals.take(before);
  expect(arrivals.take(after).map(({ conversationId }) => conversationId)).toEqual(told);
});

test('what one finds on coming is nothing new', () => {
  expect(new Arrivals().take([row()])).toEqual([]);
});

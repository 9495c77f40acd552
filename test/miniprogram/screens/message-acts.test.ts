import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import { actsOn, type MessageAct } from '../../../miniprogram/shared/screens/message-acts';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

const now = new Date('2026-11-22T14:05:00').getTime();

const ownItem = (given: Partial<ChatItem> = {}): ChatItem => ({
  key: 'k',
  conversationId: 'a',
  seq: 2,
  messageId: 'm',
  from: { role: 'customer', id: 'c' },
  own: true,
  kind: 'text',
  body: { text: '发错了' },
  sentAt: now,
  state: 'sent',
  ...given,
});
const { seq: _, messageId: __, ...unsent } = ownItem({ state: 'sending' });

const customers = { now, canWrite: true, canForward: false };
const all: MessageAct[] = ['copy', 'quote', 'recall', 'select', 'remove'];
const but = (...left: MessageAct[]): MessageAct[] => all.filter((act) => !left.includes(act));

test.each<[string, ChatItem, MessageAct[]]>([
  ['one’s own', ownItem(), all],
  ['one’s own, read', ownItem({ state: 'read' }), all],
  ['one’s own, just in time', ownItem({ sentAt: now - 119_999 }), all],
  ['one’s own, two minutes old', ownItem({ sentAt: now - 120_000 }), but('recall')],
  ['one’s own, not sent yet', unsent, ['copy', 'remove']],
  ['somebody else’s', ownItem({ own: false }), but('recall')],
  ['a picture', ownItem({ kind: 'image', body: undefined, own: false }), ['select', 'remove']],
  ['one’s own that cannot be verified', ownItem({ body: undefined }), ['recall', 'select', 'remove']],
  ['one’s own of a later version', ownItem({ kind: 'unknown', body: undefined }), ['recall', 'select', 'remove']],
  ['one’s own that is held back', ownItem({ withheld: 'risky' }), but('quote')],
  ['what was taken back', ownItem({ kind: 'system', body: { event: 'requeued' } }), []],
  ['the line between conversations', ownItem({ kind: 'divider', body: undefined }), []],
])('%s', (_name, item, acts) => expect(actsOn(item, customers)).toEqual(acts));

test('agents can pass on what both sides can see', () => {
  const agents = { ...customers, canForward: true };
  expect(actsOn(ownItem(), agents)).toContain('forward');
  expect(actsOn(ownItem({ withheld: 'checking' }), agents)).not.toContain('forward');
});

test('after the end nothing is answered', () =>
  expect(actsOn(ownItem(), { ...customers, canWrite: false })).not.toContain('quote'));

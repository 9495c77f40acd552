import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import { actsOn, type MessageAct } from '../../../miniprogram/shared/screens/message-menu';
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

test.each<[string, ChatItem, MessageAct[]]>([
  ['one’s own', ownItem(), ['copy', 'recall']],
  ['one’s own, read', ownItem({ state: 'read' }), ['copy', 'recall']],
  ['one’s own, just in time', ownItem({ sentAt: now - 119_999 }), ['copy', 'recall']],
  ['one’s own, two minutes old', ownItem({ sentAt: now - 120_000 }), ['copy']],
  ['one’s own, not sent yet', unsent, ['copy']],
  ['somebody else’s', ownItem({ own: false }), ['copy']],
  ['one’s own that cannot be verified', ownItem({ body: undefined }), ['recall']],
  ['one’s own of a later version', ownItem({ kind: 'unknown', body: undefined }), ['recall']],
  ['what was taken back', ownItem({ kind: 'system', body: { event: 'requeued' } }), []],
])('%s', (_name, item, acts) => expect(actsOn(item, now)).toEqual(acts));

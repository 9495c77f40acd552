import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import { messageRow, type RowContext } from '../../../miniprogram/shared/format/message-row';
import { plainContent } from '../../../miniprogram/shared/format/plain-content';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

const now = new Date('2026-11-22T14:05:00').getTime();
const viewer = { side: 'customer', own: '我', other: '客户' } as const;

const anItem = (given: Partial<ChatItem> = {}): ChatItem => ({
  key: 'k',
  conversationId: 'a',
  seq: 2,
  messageId: 'm',
  from: { role: 'agent', id: 'agent-1', name: '苏晴' },
  own: false,
  kind: 'text',
  body: { text: '您好' },
  sentAt: now,
  state: 'sent',
  ...given,
});
const recall = (by: 'customer' | 'agent'): Partial<ChatItem> => ({
  kind: 'system',
  body: { event: 'recalled', messageId: 'm', by },
});
const context: RowContext = {
  viewer,
  now,
  media: () => undefined,
  firstUnread: () => undefined,
  isSelected: () => false,
  isUnheard: () => false,
};
const row = (item: ChatItem, previous?: ChatItem, given: Partial<RowContext> = {}) =>
  messageRow(item, previous, { ...context, ...given });

test.each([
  ['the first message', undefined, '14:05'],
  ['five minutes later', anItem({ sentAt: now - 300_000 }), '14:05'],
  ['sooner', anItem({ sentAt: now - 299_999 }), ''],
])('the time stands above %s', (_, previous, line) => expect(row(anItem(), previous).line).toBe(line));

test.each<[string, Partial<ChatItem>, string, boolean]>([
  ['text', {}, '您好', false],
  ['line breaks and emoji', { body: { text: '一\n二 😀' } }, '一\n二 😀', false],
  ['what cannot be verified', { body: undefined }, '无法验证', true],
  ['a kind of a later version', { kind: 'unknown' }, '当前版本暂不支持查看，请升级后查看', true],
  ['an assignment', { kind: 'system', body: { event: 'assigned', agentName: '苏晴' } }, '苏晴 为您服务', false],
  ['an end', { kind: 'system', body: { event: 'closed', by: 'agent' } }, '客服结束了会话', false],
  ['one’s own recall', { ...recall('customer'), own: true }, '你撤回了一条消息', false],
  ['one’s own recall of a message that is not loaded', recall('customer'), '你撤回了一条消息', false],
  ['the other side’s recall', recall('agent'), '客服撤回了一条消息', false],
])('%s', (_, given, content, quiet) => expect(row(anItem(given))).toMatchObject({ content, quiet }));

test.each<[string, Partial<ChatItem>, string]>([
  ['one’s own', { ...recall('agent'), own: true }, '你撤回了一条消息'],
  ['a colleague’s', recall('agent'), '客服撤回了一条消息'],
  ['the customer’s', recall('customer'), '对方撤回了一条消息'],
])('an agent reads of a recall: %s', (_, given, content) => expect(plainContent(anItem(given), 'agent')).toBe(content));

test.each<[string, Partial<ChatItem>, string]>([
  ['the other side', {}, '苏晴，14:05，您好'],
  ['a customer without a name', { from: { role: 'customer', id: 'c' } }, '客户，14:05，您好'],
  ['sending', { own: true, state: 'sending' }, '我，14:05，您好，发送中'],
  ['read', { own: true, state: 'read' }, '我，14:05，您好，已读'],
])('a screen reader says name, time, content and state: %s', (_, given, label) =>
  expect(row(anItem(given)).label).toBe(label),
);

test('a failure is told in a sentence', () => {
  const failed = anItem({ own: true, state: 'failed', error: 'CONVERSATION_CLOSED' });
  expect(row(failed)).toMatchObject({ state: 'failed', error: '会话已结束' });
});

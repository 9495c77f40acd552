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
  marked: () => [],
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

test.each<[string, Partial<ChatItem>, string, string]>([
  ['a picture', { kind: 'image', body: { fileId: 'cloud://a', width: 9, height: 9, size: 9 } }, '[图片]', 'image'],
  ['speech', { kind: 'voice', body: { fileId: 'cloud://a', duration: 7_400, size: 9 } }, '[语音] 7"', 'voice'],
  [
    'a film',
    { kind: 'video', body: { fileId: 'cloud://a', width: 9, height: 9, duration: 9, size: 9 } },
    '[视频]',
    'video',
  ],
  ['a file', { kind: 'file', body: { fileId: 'cloud://a', name: '报价.pdf', size: 9 } }, '[文件] 报价.pdf', 'file'],
  ['a product', { kind: 'product', body: { productId: 'p', name: '鞋', price: '¥9' } }, '[商品] 鞋', 'product'],
  [
    'an order',
    { kind: 'order', body: { orderId: '1', title: '鞋 × 1', status: '已发货', amount: '¥9' } },
    '[订单] 鞋 × 1',
    'order',
  ],
  [
    'an excerpt',
    { kind: 'excerpt', body: { conversationId: 'c', lines: [{ name: '王', kind: 'text', text: '在吗', sentAt: 0 }] } },
    '[聊天记录] 1 条',
    'excerpt',
  ],
])('%s', (_, given, content, kind) => {
  expect(row(anItem(given))).toMatchObject({ content, quiet: false, bubble: { kind } });
});

test.each<[string, Partial<ChatItem>, object]>([
  ['one’s own, risky', { own: true, withheld: 'risky' }, { quiet: false, hint: '内容未通过审核，对方看不到' }],
  [
    'one’s own, checked now',
    { own: true, state: 'read', withheld: 'checking' },
    { state: 'sent', hint: '内容审核中，通过后对方可见' },
  ],
  ['somebody else’s', { withheld: 'checking', body: undefined }, { quiet: true, content: '该消息正在审核', hint: '' }],
  ['somebody else’s, for a lead', { withheld: 'risky' }, { quiet: false, hint: '未通过审核，已拦截' }],
])('what is held back: %s', (_, given, want) => expect(row(anItem(given))).toMatchObject(want));

test.each<[string, ChatItem['quote'], string, boolean]>([
  [
    'known',
    { messageId: 'q', seq: 1, state: 'known', item: anItem({ body: { text: '有货吗' } }) },
    '苏晴：有货吗',
    true,
  ],
  ['taken back', { messageId: 'q', seq: 1, state: 'recalled' }, '引用的内容已撤回', false],
  ['gone', { messageId: 'q', seq: 1, state: 'unavailable' }, '引用的内容已不存在', false],
])('a quote: %s', (_, quote, content, canOpen) =>
  expect(row(anItem(quote && { quote })).quote).toMatchObject({ content, canOpen }),
);

const firstUnread = () => ({ conversationId: 'c', seq: 3 });

test('above the first message that was not read a line says so', () => {
  const read = anItem({ conversationId: 'c', seq: 2 });
  const unread = anItem({ conversationId: 'c', seq: 4 });
  const marks = [
    row(read, undefined, { firstUnread }),
    row(unread, read, { firstUnread }),
    row(unread, unread, { firstUnread }),
    row(unread, undefined, { firstUnread }),
  ];
  expect(marks.map(({ isFirstUnread }) => isFirstUnread)).toEqual([false, true, false, false]);
});

test('a file is taken from this phone before the cloud, and its going up is shown', () => {
  const body = { fileId: 'cloud://a', width: 1600, height: 1200, size: 9 };
  const sending = anItem({
    own: true,
    kind: 'image',
    state: 'sending',
    body,
    local: { path: 'wxfile://a', percent: 40 },
  });
  expect(row(sending).bubble).toMatchObject({ url: 'wxfile://a', percent: 40, width: 160, height: 120 });
  const theirs = anItem({ kind: 'image', body });
  expect(row(theirs, undefined, { media: () => ({ url: 'https://a' }) }).bubble).toMatchObject({
    url: 'https://a',
    percent: 100,
  });
  expect(row(theirs, undefined, { media: () => 'refused' }).bubble).toMatchObject({ url: '', isRefused: true });
});

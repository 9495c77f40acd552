import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';
import { says, searchHit } from '../../../miniprogram/shared/format/search-hits';

const viewer = { side: 'agent', own: '我', other: '客户' } as const;
const now = new Date('2026-11-22T14:05:00').getTime();

const anItem = (given: Partial<ChatItem> = {}): ChatItem => ({
  key: 'k',
  conversationId: 'c',
  from: { role: 'customer', id: 'c', name: '王小姐' },
  own: false,
  kind: 'text',
  body: { text: '请问这件冲锋衣有没有 XL 码，我穿着有点紧' },
  sentAt: now,
  state: 'sent',
  ...given,
});

test.each<[string, Partial<ChatItem>, string, boolean]>([
  ['a word', {}, '冲锋衣', true],
  ['letters of any case', {}, 'xl', true],
  ['what is not said', {}, '裤子', false],
  ['the name of a file', { kind: 'file', body: { fileId: 'cloud://a', name: '报价单.pdf', size: 1 } }, '报价', true],
  ['a line between messages', { kind: 'system', body: { event: 'requeued' } }, '排队', false],
  ['what cannot be shown', { body: undefined }, '无法', false],
])('%s', (_, given, words, want) => expect(says(anItem(given), words, viewer)).toBe(want));

test('a hit is cut so that it can be seen', () =>
  expect(searchHit(anItem(), 'xl', viewer, now)).toEqual({
    key: 'k',
    name: '王小姐',
    time: '14:05',
    before: '请问这件冲锋衣有没有 ',
    hit: 'XL',
    after: ' 码，我穿着有点紧',
    label: '王小姐，14:05，请问这件冲锋衣有没有 XL 码，我穿着有点紧',
  }));

test('a long beginning is left out', () => {
  const { before } = searchHit(anItem({ body: { text: `${'啊'.repeat(40)}冲锋衣` } }), '冲锋衣', viewer, now);
  expect(before).toBe(`…${'啊'.repeat(12)}`);
});

import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { QuickReply } from '../../../cloudfunctions/common/protocol/quick-replies';
import {
  fillIn,
  grouped,
  matching,
  placeAfterMove,
  type ReplyFields,
  replyErrors,
} from '../../../miniprogram/agent/quick-reply-text';

const reply = (title: string, change: Partial<QuickReply> = {}): QuickReply => ({
  replyId: title,
  isTeam: false,
  group: '',
  title,
  text: '…',
  order: 1,
  ...change,
});

test.each([
  ['您好 {customer}，我是 {agent}', { customer: '林小满', agent: '苏晴' }, '您好 林小满，我是 苏晴'],
  ['{product} 有货', { product: '保温壶' }, '保温壶 有货'],
  ['{product} 有货', {}, '这件商品 有货'],
  ['{customer}{customer}', { customer: '{agent}', agent: 'x' }, '{agent}{agent}'],
  ['{ customer }、{other}', { customer: 'x' }, '{ customer }、{other}'],
])('%s', (text, values, filled) => expect(fillIn(text, values)).toBe(filled));

const all = [
  reply('发货时间', { text: '今天发' }),
  reply('怎么退货', { group: '售后' }),
  reply('Size', { text: '退换看尺码' }),
];

test.each([
  ['', ['发货时间', '怎么退货', 'Size']],
  [' ', ['发货时间', '怎么退货', 'Size']],
  ['退', ['怎么退货', 'Size']],
  ['售后', ['怎么退货']],
  ['size', ['Size']],
  ['发', ['发货时间']],
  ['没有', []],
])('looking for “%s”', (query, found) => expect(matching(all, query).map(({ title }) => title)).toEqual(found));

test('what begins with it comes first', () => {
  const replies = [reply('怎么退货'), reply('退货地址')];
  expect(matching(replies, '退货').map(({ title }) => title)).toEqual(['退货地址', '怎么退货']);
});

test('groups come in their order, what has none comes last', () => {
  const replies = [
    reply('a'),
    reply('b', { group: '售后' }),
    reply('c', { group: '售前' }),
    reply('d', { group: '售后' }),
  ];
  expect(grouped(replies).map(({ name, replies: list }) => [name, list.map(({ title }) => title).join('')])).toEqual([
    ['售后', 'bd'],
    ['售前', 'c'],
    ['未分组', 'a'],
  ]);
});

const three = [reply('a', { order: 1 }), reply('b', { order: 2 }), reply('c', { order: 3 })];

test.each<[string, 1 | -1, string]>([
  ['a', -1, 'abc'],
  ['b', -1, 'bac'],
  ['c', -1, 'acb'],
  ['a', 1, 'bac'],
  ['b', 1, 'acb'],
  ['c', 1, 'abc'],
])('moving %s by %i', (id, step, after) => {
  const order = placeAfterMove(three, id, step);
  const moved = three.map((each) => (each.replyId === id && order !== undefined ? { ...each, order } : each));
  expect(
    moved
      .sort((a, b) => a.order - b.order)
      .map(({ title }) => title)
      .join(''),
  ).toBe(after);
});

test.each<[Partial<ReplyFields>, object]>([
  [{}, {}],
  [{ title: ' ' }, { title: '请填写标题' }],
  [{ title: '字'.repeat(33) }, { title: '标题最多 32 字' }],
  [{ title: '😀'.repeat(32) }, {}],
  [{ group: '字'.repeat(33) }, { group: '分组最多 32 字' }],
  [{ text: '\n' }, { text: '请填写内容' }],
  [{ text: '字'.repeat(2001) }, { text: '内容最多 2000 字' }],
])('%j', (change, errors) => {
  expect(replyErrors({ title: '标题', group: '', text: '内容', ...change })).toEqual(errors);
});

import { expect, test } from '@jest/globals';
import '../../support/chinese-phone';
import type { Hit } from '../../../cloudfunctions/common/protocol/search';
import { recordRow } from '../../../miniprogram/agent/record-row';

const aHit = (text: string, marks: Hit['marks']): Hit => ({
  messageId: 'm',
  conversationId: 'c',
  seq: 1,
  kind: 'text',
  text,
  marks,
  from: { role: 'customer', id: 'customer-1' },
  customer: { id: 'customer-1', name: '王小姐' },
  sentAt: 1,
});

test.each<[string, string, Hit['marks'], string[], string[]]>([
  ['at its beginning', '我要退款', [[2, 4]], ['我要', '退款'], ['退款']],
  ['far behind', `${'一'.repeat(60)}退款吗`, [[60, 62]], [`…${'一'.repeat(20)}`, '退款', '吗'], ['退款']],
  [
    'behind a pictograph',
    `${'一'.repeat(39)}😀${'二'.repeat(19)}退款`,
    [[60, 62]],
    [`…😀${'二'.repeat(19)}`, '退款'],
    ['退款'],
  ],
  ['nowhere', '一'.repeat(60), [], ['一'.repeat(60)], []],
])('what was looked for is in sight: %s', (_, text, marks, parts, hits) => {
  const row = recordRow(aHit(text, marks), 2);
  expect(row.parts.map((part) => part.text)).toEqual(parts);
  expect(row.parts.filter(({ isHit }) => isHit).map((part) => part.text)).toEqual(hits);
  expect(row.label).toContain(text);
});

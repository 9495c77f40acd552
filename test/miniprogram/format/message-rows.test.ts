import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { messageRow, type RowContext } from '../../../miniprogram/shared/format/message-row';
import { MessageRows, type Paths } from '../../../miniprogram/shared/format/message-rows';
import { listChanges } from '../../../miniprogram/shared/list-changes';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

const context: RowContext = {
  now: 0,
  viewer: { side: 'agent', own: '我', other: '客户' },
  media: () => undefined,
  firstUnread: () => undefined,
  isSelected: () => false,
  isUnheard: () => false,
};
const item = (key: string, sentAt: number): ChatItem => ({
  key,
  conversationId: 'a',
  from: { role: 'customer', id: 'c' },
  own: true,
  kind: 'text',
  body: { text: key },
  sentAt,
  state: 'sent',
});

/** The same message is the same object. */
const known = new Map<string, ChatItem>();
function itemAt(key: string, minute: number): ChatItem {
  const name = `${key}${minute}`;
  known.set(name, known.get(name) ?? item(key, minute * 60_000));
  return known.get(name) as ChatItem;
}

/** What setData does with the paths this page uses. */
function setData(data: Paths, paths: Paths): void {
  for (const [path, value] of Object.entries(paths)) {
    const [, index] = /^rows\[(\d+)\]$/.exec(path) ?? [];
    if (index === undefined) data[path] = value;
    else (data['rows'] as unknown[])[Number(index)] = value;
  }
}

const lists = fc.array(
  fc.uniqueArray(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), minute: fc.nat(8) }), {
    selector: ({ key }) => key,
  }),
);

test('whatever changes come, the page shows the rows of the list', () => {
  fc.assert(
    fc.property(lists, (versions) => {
      const rows = new MessageRows(context);
      const data: Paths = { rows: [] };
      let shown: ChatItem[] = [];
      for (const version of versions) {
        const next = version.map(({ key, minute }) => itemAt(key, minute));
        for (const change of listChanges(shown, next, ({ key }) => key)) setData(data, rows.apply(change, 0));
        shown = next;
      }
      expect(data['rows']).toEqual(shown.map((each, index) => messageRow(each, shown[index - 1], context)));
    }),
  );
});

test('a message that arrives touches one row', () => {
  const rows = new MessageRows(context);
  rows.apply({ kind: 'reset', items: [item('a', 0), item('b', 1)] }, 0);
  const paths = rows.apply({ kind: 'insert', index: 2, items: [item('c', 2)] }, 0);
  expect(Object.keys(paths)).toEqual(['rows[2]', 'head', 'count', 'lastOwn']);
});

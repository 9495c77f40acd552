import '../../support/chinese-phone';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { messageRow, type RowContext } from '../../../miniprogram/shared/format/message-row';
import { MessageRows, type Paths, type Step } from '../../../miniprogram/shared/format/message-rows';
import { listChanges } from '../../../miniprogram/shared/list-changes';
import type { ChatItem } from '../../../miniprogram/shared/chat-item';

const context: RowContext = {
  now: 0,
  viewer: { side: 'agent', own: '我', other: '客户' },
  media: () => undefined,
  firstUnread: () => undefined,
  isSelected: () => false,
  isUnheard: () => false,
  marked: () => [],
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

const range = (from: number, to: number): ChatItem[] =>
  Array.from({ length: to - from }, (_, index) => numbered(from + index));
const numbered = (number: number): ChatItem => {
  const name = String(number);
  known.set(name, known.get(name) ?? item(name, 0));
  return known.get(name) as ChatItem;
};

test('a message that arrives touches one row', () => {
  const rows = new MessageRows(context);
  rows.apply({ kind: 'reset', items: [item('a', 0), item('b', 1)] }, 0);
  const paths = rows.apply({ kind: 'insert', index: 2, items: [item('c', 2)] }, 0);
  expect(Object.keys(paths)).toEqual(['rows[2]', 'count', 'step']);
});

test.each<[string, ChatItem[], ChatItem[], Step]>([
  ['more before', range(10, 20), range(5, 20), { kind: 'above' }],
  ['more before, some less after', range(10, 20), range(5, 15), { kind: 'keep', edge: 'top', index: 5 }],
  ['more after, some less before', range(10, 20), range(15, 25), { kind: 'keep', edge: 'bottom', index: 4 }],
  ['more after', range(10, 20), range(10, 25), { kind: 'keep', edge: 'bottom', index: 9 }],
  ['nothing new', range(10, 20), range(10, 20), { kind: 'none' }],
  ['all of it new', range(10, 20), range(50, 60), { kind: 'end' }],
])('the window moves: %s', (_, before, after, step) => {
  const rows = new MessageRows(context);
  rows.apply({ kind: 'reset', items: before }, 0);
  expect(rows.apply({ kind: 'move', items: after }, 0)['step']).toEqual(step);
});

test('a single row is drawn anew, or how much of it has gone up', () => {
  const rows = new MessageRows(context);
  rows.apply({ kind: 'reset', items: range(0, 3) }, 0);
  expect(Object.keys(rows.refresh(['1', 'gone'], 0))).toEqual(['rows[1]']);
  expect(rows.percent('2', 40)).toEqual({ 'rows[2].bubble.percent': 40 });
  expect(rows.percent('gone', 40)).toEqual({});
});

const said = (key: string, seq: number): ChatItem => ({ ...item(key, seq), seq });
const note = (key: string): ChatItem => ({ ...item(key, 0), conversationId: 'a:staff', seq: 9, isNote: true });

test('what is new is said once, also when colleagues write notes among it', () => {
  const rows = new MessageRows({ ...context, firstUnread: () => ({ conversationId: 'a', seq: 2 }) });
  const items = [said('read', 1), note('before'), said('new', 2), note('between'), said('newer', 3)];
  const shown = rows.apply({ kind: 'reset', items }, 0)['rows'] as { key: string; isFirstUnread: boolean }[];
  expect(shown.flatMap(({ key, isFirstUnread }) => (isFirstUnread ? [key] : []))).toEqual(['new']);
});

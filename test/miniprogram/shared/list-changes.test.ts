import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { listChanges, type ListChange } from '../../../miniprogram/shared/list-changes';
import { applied } from './support/applied';

type Item = { key: string; text: string };

const keyOf = ({ key }: Item): string => key;
const items = (text: string): Item[] => text.split('').map((key) => ({ key, text: key }));

test.each<[string, string, string, ListChange<Item>[]]>([
  ['nothing', 'abc', 'abc', []],
  ['one more at the end', 'ab', 'abc', [{ kind: 'insert', index: 2, items: items('c') }]],
  ['two more in the middle', 'ad', 'abcd', [{ kind: 'insert', index: 1, items: items('bc') }]],
  ['one less', 'abc', 'ac', [{ kind: 'remove', index: 1 }]],
  [
    'the last comes to the top',
    'abc',
    'cab',
    [
      { kind: 'remove', index: 2 },
      { kind: 'insert', index: 0, items: items('c') },
    ],
  ],
])('%s changes', (_, before, after, want) => {
  const old = new Map(items(before).map((item) => [item.key, item]));
  const now = items(after).map((item) => old.get(item.key) ?? item);
  expect(listChanges([...old.values()], now, keyOf)).toEqual(want);
});

test('an item that is another object with the same key is put in its place', () => {
  const [a, b, c] = items('abc') as [Item, Item, Item];
  const changed = { key: 'b', text: 'sent' };
  expect(listChanges([a, b, c], [a, changed, c], keyOf)).toEqual([{ kind: 'put', index: 1, item: changed }]);
});

test('taken one after the other, the steps lead from any list to any other', () => {
  const list = fc.uniqueArray(
    fc.record({ key: fc.constantFrom(...'abcdefgh'.split('')), text: fc.constantFrom('1', '2') }),
    {
      selector: keyOf,
    },
  );
  fc.assert(
    fc.property(list, list, (before, after) => {
      expect(listChanges(before, after, keyOf).reduce<Item[]>(applied, before)).toEqual(after);
    }),
  );
});

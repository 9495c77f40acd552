import type { ListChange } from '../../../../miniprogram/shared/list-changes';

/** What a page does with a step; throws when the step does not fit the list. */
export function applied<T>(list: readonly T[], change: ListChange<T> | { kind: 'move'; items: T[] }): T[] {
  if (change.kind === 'reset' || change.kind === 'move') return change.items;
  const isInside = change.index < list.length || (change.kind === 'insert' && change.index === list.length);
  if (!isInside) throw new Error(`${change.kind} at ${change.index} of ${list.length}`);
  const copy = [...list];
  if (change.kind === 'put') copy[change.index] = change.item;
  if (change.kind === 'insert') copy.splice(change.index, 0, ...change.items);
  if (change.kind === 'remove') copy.splice(change.index, 1);
  return copy;
}

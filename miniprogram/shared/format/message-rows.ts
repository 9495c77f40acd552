import type { ChatChange } from '../chat';
import type { ChatItem } from '../chat-item';
import { messageRow, type MessageRow, type RowContext, type Viewer } from './message-row';

/** The part of a page's data that a change touches, by path. */
export type Paths = Record<string, unknown>;

/**
 * What a change means for where the reader is. `end`: another place is shown, at its end. `below`: something came in at the end.
 * `above`: all that is new is before the rest. `keep`: rows came and went at both ends; the one at `index` stays where its
 * edge was.
 */
export type Step =
  | { kind: 'end' | 'above' | 'none' }
  | { kind: 'below'; count: number; own: boolean }
  | { kind: 'keep'; edge: 'top' | 'bottom'; index: number };

/** The messages of a chat as rows: turns each change into the few paths of `rows` that have to be set. */
export class MessageRows {
  private items: ChatItem[] = [];

  constructor(private context: Omit<RowContext, 'now'>) {}

  apply(change: ChatChange, now: number): Paths {
    const before = this.items.map(({ key }) => key);
    const paths = this.changedRows(change, now);
    return change.kind === 'put' ? paths : { ...paths, ...this.summary(), step: this.step(change, before) };
  }

  /** Draws everything anew, as it is for this viewer. */
  look(viewer: Viewer, now: number): Paths {
    this.context = { ...this.context, viewer };
    return this.all(now);
  }

  /** Draws single rows anew, since something beside their message has changed. */
  refresh(keys: readonly string[], now: number): Paths {
    const paths: Paths = {};
    for (const key of keys) {
      const index = this.indexOf(key);
      if (index >= 0) paths[`rows[${index}]`] = this.row(index, now);
    }
    return paths;
  }

  /** How much of a row's files has gone up or come down. */
  percent(key: string, percent: number): Paths {
    const index = this.indexOf(key);
    return index < 0 ? {} : { [`rows[${index}].bubble.percent`]: percent };
  }

  /** The place of a message; -1 when it is not shown. */
  indexOf(key: string): number {
    return this.items.findIndex((item) => item.key === key);
  }

  private changedRows(change: ChatChange, now: number): Paths {
    if (change.kind === 'insert') return this.insert(change.index, change.items, now);
    if (change.kind === 'put') return this.put(change.index, change.item, now);
    if (change.kind === 'remove') this.items.splice(change.index, 1);
    else this.items = [...change.items];
    return this.all(now);
  }

  /** The message after it may need the time above it, or need it no longer. */
  private put(index: number, item: ChatItem, now: number): Paths {
    this.items[index] = item;
    return this.from(index, index + 2, now);
  }

  private insert(index: number, items: readonly ChatItem[], now: number): Paths {
    const isAtEnd = index === this.items.length;
    this.items.splice(index, 0, ...items);
    return isAtEnd ? this.from(index, this.items.length, now) : this.all(now);
  }

  private all(now: number): Paths {
    return { rows: this.items.map((_, index) => this.row(index, now)) };
  }

  private from(start: number, end: number, now: number): Paths {
    const paths: Paths = {};
    for (let index = start; index < Math.min(end, this.items.length); index++) {
      paths[`rows[${index}]`] = this.row(index, now);
    }
    return paths;
  }

  private row(index: number, now: number): MessageRow | undefined {
    const item = this.items[index];
    return item && messageRow(item, this.items[index - 1], { ...this.context, now }, this.before(index));
  }

  /** The nearest above it that is no note. */
  private before(index: number): ChatItem | undefined {
    for (let place = index - 1; place >= 0; place--) if (!this.items[place]?.isNote) return this.items[place];
    return undefined;
  }

  private step(change: ChatChange, before: readonly string[]): Step {
    if (change.kind === 'reset') return { kind: 'end' };
    if (change.kind === 'insert') return this.insertStep(change.index, change.items.length);
    return change.kind === 'move' ? this.moveStep(before) : { kind: 'none' };
  }

  private insertStep(index: number, count: number): Step {
    const isAtEnd = index + count === this.items.length;
    if (isAtEnd) return { kind: 'below', count, own: this.items[this.items.length - 1]?.own ?? false };
    return { kind: index === 0 ? 'above' : 'none' };
  }

  private moveStep(before: readonly string[]): Step {
    const head = this.indexOf(before[0] ?? '');
    const tail = this.indexOf(before[before.length - 1] ?? '');
    const last = this.items.length - 1;
    if (head > 0) return tail === last ? { kind: 'above' } : { kind: 'keep', edge: 'top', index: head };
    if (tail >= 0 && tail < last) return { kind: 'keep', edge: 'bottom', index: tail };
    return { kind: head < 0 && tail < 0 ? 'end' : 'none' };
  }

  private summary(): Paths {
    return { count: this.items.length };
  }
}

import { receive, send } from '../signals';
import type { BuiltIn, BuiltInNode } from './define';
import { joinForm } from './form';

/** What a picker shows: its columns, what is chosen in each, and what the choice means to the app. */
export type PickerRequest = {
  title: string;
  columns: string[][];
  chosen: number[];
  onColumn(column: number, index: number): void;
  onConfirm(chosen: number[]): void;
  onCancel(): void;
};

export const picker: BuiltIn = {
  properties: {
    name: String,
    mode: { type: String, value: 'selector' },
    headerText: String,
    disabled: Boolean,
    range: { type: Array, value: [] },
    rangeKey: String,
    value: null,
    start: String,
    end: String,
    fields: { type: String, value: 'day' },
  },
  build(node) {
    node.host.setAttribute('role', 'button');
    node.host.setAttribute('aria-haspopup', 'dialog');
    receive(node.host, 'tap', () => {
      if (!node.is('disabled')) openPicker(node);
    });
    joinForm(
      node,
      () => node.data['value'],
      () => {},
    );
    return {};
  },
};

type Mode = { columns: string[][]; chosen: number[]; value(chosen: number[]): unknown };

function openPicker(node: BuiltInNode): void {
  const mode = describe(node);
  send(node.host, 'picker', {
    title: node.text('headerText'),
    columns: mode.columns,
    chosen: mode.chosen,
    onColumn: (column, value) => node.emit('columnchange', { column, value }),
    onConfirm: (chosen) => {
      const value = mode.value(chosen);
      node.keep('value', value);
      node.emit('change', { value });
    },
    onCancel: () => node.emit('cancel'),
  });
}

function describe(node: BuiltInNode): Mode {
  const mode = node.text('mode');
  if (mode === 'multiSelector') return multiMode(node);
  if (mode === 'time') return textMode(node, [numbers(0, 23), numbers(0, 59)], ':');
  if (mode === 'date') return textMode(node, dateColumns(node), '-');
  const chosen = [Number(node.data['value'] ?? 0)];
  return { columns: [labels(node, node.data['range'])], chosen, value: ([index = 0]) => index };
}

function multiMode(node: BuiltInNode): Mode {
  const columns = (node.data['range'] as unknown[]).map((column) => labels(node, column));
  const value = (node.data['value'] ?? []) as number[];
  return { columns, chosen: columns.map((_, index) => value[index] ?? 0), value: (chosen) => chosen };
}

/** Date and time are texts such as 2026-11-22 whose parts are the columns. */
function textMode(node: BuiltInNode, columns: string[][], separator: string): Mode {
  const parts = node.text('value').split(separator);
  const chosen = columns.map((column, index) => Math.max(0, column.indexOf(parts[index] ?? '')));
  return { columns, chosen, value: (now) => now.map((at, index) => columns[index]?.[at] ?? '').join(separator) };
}

function dateColumns(node: BuiltInNode): string[][] {
  const thisYear = new Date().getFullYear();
  const first = Number(node.text('start').slice(0, 4)) || thisYear - 50;
  const last = Number(node.text('end').slice(0, 4)) || thisYear + 50;
  const depth = { year: 1, month: 2 }[node.text('fields')] ?? 3;
  return [numbers(first, last), numbers(1, 12), numbers(1, 31)].slice(0, depth);
}

function numbers(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index).padStart(2, '0'));
}

function labels(node: BuiltInNode, range: unknown): string[] {
  const key = node.text('rangeKey');
  return (range as unknown[]).map((item) => String(key ? (item as Record<string, unknown>)[key] : item));
}

import type { PickerRequest } from '../built-ins/picker';
import { make, makeButton } from '../dom';

const rowHeight = 40;

/** The wheel from below: each column rests on a row. */
export function showPicker(layer: HTMLElement, request: PickerRequest): void {
  const chosen = [...request.chosen];
  const close = (): void => shade.remove();
  const columns = request.columns.map((rows, index) =>
    createColumn(rows, chosen[index] ?? 0, (row) => {
      chosen[index] = row;
      request.onColumn(index, row);
    }),
  );
  const cancel = makeButton('phone-picker-action', '取消', () => {
    close();
    request.onCancel();
  });
  const confirm = makeButton('phone-picker-action phone-picker-confirm', '确定', () => {
    close();
    request.onConfirm(chosen);
  });
  const title = make('phone-picker-title', [request.title]);
  const wheel = make('phone-picker-wheel', columns);
  const sheet = make('phone-sheet', [make('phone-picker-head', [cancel, title, confirm]), wheel], {
    role: 'dialog',
    'aria-modal': 'true',
  });
  const shade = make('phone-shade', [sheet], { 'data-place': 'bottom' });
  layer.append(shade);
  columns.forEach((column, index) => {
    column.scrollTop = (chosen[index] ?? 0) * rowHeight;
  });
}

function createColumn(rows: string[], chosen: number, onChoose: (row: number) => void): HTMLElement {
  const options = rows.map((text, index) =>
    make('phone-picker-row', [text], { role: 'option', 'aria-selected': String(index === chosen) }),
  );
  const column = make('phone-picker-column', options, { role: 'listbox' });
  const choose = (row: number): void => {
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === row)));
    onChoose(row);
  };
  options.forEach((option, index) =>
    option.addEventListener('click', () => {
      column.scrollTo?.({ top: index * rowHeight, behavior: 'smooth' });
      choose(index);
    }),
  );
  column.addEventListener('scrollend', () => choose(Math.round(column.scrollTop / rowHeight)));
  return column;
}

import { make, makeButton } from '../dom';

export type ActionSheetOptions = { itemList: string[]; itemColor?: string; alertText?: string };

/** Offers a list from below; answers the index that was tapped, or undefined when the person gave up. */
export function showActionSheet(layer: HTMLElement, options: ActionSheetOptions): Promise<number | undefined> {
  return new Promise((resolve) => {
    const close = (index?: number): void => {
      shade.remove();
      resolve(index);
    };
    const items = options.itemList.map((text, index) => createItem(text, options.itemColor, () => close(index)));
    const alert = options.alertText ? [make('phone-sheet-alert', [options.alertText])] : [];
    const cancel = makeButton('phone-sheet-item phone-sheet-cancel', '取消', () => close());
    const sheet = make('phone-sheet', [...alert, ...items, cancel], { role: 'dialog', 'aria-modal': 'true' });
    const shade = make('phone-shade', [sheet], { 'data-place': 'bottom' });
    shade.addEventListener('click', (event) => {
      if (event.target === shade) close();
    });
    layer.append(shade);
  });
}

function createItem(text: string, color: string | undefined, onTap: () => void): HTMLElement {
  const item = makeButton('phone-sheet-item', text, onTap);
  if (color) item.style.color = color;
  return item;
}

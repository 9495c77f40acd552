import { make, makeButton } from '../dom';

export type SettingsItem = { label: string; isOn: boolean; onChange: (isOn: boolean) => void };

/** The page where the person changes what the app may do; resolves when it is left. */
export function showSettings(layer: HTMLElement, items: SettingsItem[]): Promise<void> {
  return new Promise((resolve) => {
    const close = (): void => {
      page.remove();
      resolve();
    };
    const rows = items.length > 0 ? items.map(createRow) : [make('phone-settings-empty', ['没有可以设置的内容'])];
    const head = make('phone-document-head', [
      makeButton('phone-document-close', '返回', close),
      make('phone-document-title', ['设置']),
    ]);
    const page = make('phone-document phone-settings', [head, ...rows], {
      role: 'dialog',
      'aria-modal': 'true',
      'aria-label': '设置',
    });
    layer.append(page);
  });
}

function createRow({ label, isOn, onChange }: SettingsItem): HTMLElement {
  const row = makeButton('phone-settings-row', label, () => {
    const next = row.getAttribute('aria-checked') !== 'true';
    row.setAttribute('aria-checked', String(next));
    onChange(next);
  });
  row.setAttribute('role', 'switch');
  row.setAttribute('aria-checked', String(isOn));
  return row;
}

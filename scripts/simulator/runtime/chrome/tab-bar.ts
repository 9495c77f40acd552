import type { TabBarConfig } from '../../compiled-app';
import { assetUrl } from '../assets';
import { make, makeButton } from '../dom';

type Tab = { element: HTMLElement; icon: HTMLImageElement; label: HTMLElement; badge: HTMLElement };
type TabStyle = { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string };
type TabItem = Partial<TabBarConfig['list'][number]>;

/** The tab bar of app.json, with badges and red dots. */
export class TabBar {
  readonly element: HTMLElement;
  readonly #tabs: Tab[];
  #items: TabBarConfig['list'];
  #selected = -1;

  constructor(config: TabBarConfig, onTap: (index: number) => void) {
    this.#items = config.list.map((item) => ({ ...item }));
    this.#tabs = this.#items.map((item, index) => createTab(item.text, () => onTap(index)));
    this.element = make(
      'phone-tab-bar',
      this.#tabs.map(({ element }) => element),
      { role: 'tablist' },
    );
    this.setStyle(config);
    this.select(-1);
  }

  get length(): number {
    return this.#tabs.length;
  }

  /** Takes other texts, icons and colours for the same tabs. */
  setItems(config: TabBarConfig): void {
    this.#items = config.list.map((item) => ({ ...item }));
    this.setStyle(config);
    this.select(this.#selected);
  }

  select(index: number): void {
    this.#selected = index;
    this.#tabs.forEach((tab, position) => this.paint(tab, position));
  }

  setItem(index: number, item: TabItem): void {
    Object.assign(this.#items[index] ?? {}, item);
    const tab = this.#tabs[index];
    if (tab) this.paint(tab, index);
  }

  setStyle({ color, selectedColor, backgroundColor, borderStyle }: TabStyle): void {
    const { style } = this.element;
    if (color) style.setProperty('--tab-color', color);
    if (selectedColor) style.setProperty('--tab-selected', selectedColor);
    if (backgroundColor) style.setProperty('--tab-background', backgroundColor);
    if (borderStyle) this.element.dataset['border'] = borderStyle;
  }

  setVisible(visible: boolean): void {
    this.element.toggleAttribute('app-hidden', !visible);
  }

  setBadge(index: number, text: string): void {
    this.mark(index, text, text === '' ? undefined : 'text');
  }

  setRedDot(index: number, visible: boolean): void {
    this.mark(index, '', visible ? 'dot' : undefined);
  }

  private mark(index: number, text: string, kind: string | undefined): void {
    const badge = this.#tabs[index]?.badge;
    if (!badge) return;
    badge.textContent = text.length > 4 ? '…' : text;
    badge.dataset['kind'] = kind ?? '';
    badge.hidden = kind === undefined;
  }

  private paint(tab: Tab, index: number): void {
    const item = this.#items[index];
    const selected = index === this.#selected;
    const icon = selected ? (item?.selectedIconPath ?? item?.iconPath) : item?.iconPath;
    tab.element.setAttribute('aria-selected', String(selected));
    tab.label.textContent = item?.text ?? '';
    tab.icon.hidden = !icon;
    if (icon) tab.icon.src = assetUrl(icon.startsWith('/') ? icon : `/${icon}`);
  }
}

function createTab(text: string, onTap: () => void): Tab {
  const icon = document.createElement('img');
  icon.alt = '';
  const label = make('phone-tab-label', [text]);
  const badge = make('phone-tab-badge');
  badge.hidden = true;
  const element = makeButton('phone-tab', text, onTap, [make('phone-tab-icon', [icon, badge]), label]);
  element.setAttribute('role', 'tab');
  element.removeAttribute('aria-label');
  return { element, icon, label, badge };
}

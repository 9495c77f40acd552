import type { WindowConfig } from '../../compiled-app';
import { make, makeButton } from '../dom';

/** The bar above a page: a way back or home, the title, and room for the capsule. */
export class NavigationBar {
  readonly element: HTMLElement;
  readonly #title = make('phone-bar-title', [], { role: 'heading' });
  readonly #spinner = make('phone-bar-loading');

  constructor(config: WindowConfig, leading: { label: string; onTap: () => void } | undefined) {
    const lead = leading ? [makeButton('phone-bar-lead', leading.label, leading.onTap, [])] : [];
    this.#spinner.hidden = true;
    this.element = make('phone-navigation-bar', [...lead, make('phone-bar-center', [this.#spinner, this.#title])]);
    this.element.hidden = config.navigationStyle === 'custom';
    this.setTitle(config.navigationBarTitleText ?? '');
    this.applyColors(config);
  }

  /** Takes the colours that the page's settings name. */
  applyColors({ navigationBarTextStyle, navigationBarBackgroundColor = '#ffffff' }: WindowConfig): void {
    this.setColor(navigationBarTextStyle === 'white' ? '#ffffff' : '#000000', navigationBarBackgroundColor);
  }

  setTitle(title: string): void {
    this.#title.textContent = title;
  }

  setColor(front: string, background: string): void {
    this.element.style.setProperty('--bar-front', front);
    this.element.style.setProperty('--bar-background', background);
  }

  setLoading(isLoading: boolean): void {
    this.#spinner.hidden = !isLoading;
  }
}

import { make } from '../dom';

export type ToastOptions = {
  title: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  image?: string;
  duration?: number;
  mask?: boolean;
};

/** The one small panel in the middle of the screen: a toast that goes by itself, or a loading one that stays. */
export class Toast {
  #shown: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly layer: HTMLElement) {}

  show({ title, icon = 'success', duration = 1500, mask = false }: ToastOptions): void {
    this.present(title, icon, mask);
    this.#timer = setTimeout(() => this.hide(), duration);
  }

  showLoading({ title, mask = false }: { title: string; mask?: boolean }): void {
    this.present(title, 'loading', mask);
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#shown?.remove();
    this.#shown = undefined;
  }

  private present(title: string, icon: string, mask: boolean): void {
    this.hide();
    const sign = icon === 'none' ? [] : [make('phone-toast-icon', [], { 'data-icon': icon })];
    const panel = make('phone-toast', [...sign, make('phone-toast-title', [title])], {
      role: 'status',
      'data-icon': icon,
    });
    this.#shown = make('phone-toast-layer', [panel]);
    this.#shown.toggleAttribute('mask', mask);
    this.layer.append(this.#shown);
  }
}

import type { Device, Theme } from '../device';
import { make, makeButton } from '../dom';

/** Height of a navigation bar below the status bar. */
export const barHeight = 44;
export const tabBarHeight = 50;

const MINUTE_MS = 60_000;

const capsule = { width: 87, height: 32, right: 7, gap: 6 };

/** The phone's screen around the pages: status bar, capsule and the layers above them. */
export class Screen {
  readonly pages = make('phone-pages');
  readonly overlays = make('phone-overlays');
  readonly element: HTMLElement;
  readonly #clock = make('phone-status-clock');
  readonly #statusBar = make('phone-status-bar', [
    this.#clock,
    make('phone-status-icons', [make('phone-status-signal'), make('phone-status-battery')]),
  ]);
  readonly #capsule: HTMLElement;
  #nextMinute: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly device: Device,
    parent: HTMLElement,
    onCapsule: (part: 'menu' | 'close') => void,
  ) {
    this.#capsule = make('phone-capsule', [
      makeButton('phone-capsule-menu', '菜单', () => onCapsule('menu'), []),
      makeButton('phone-capsule-close', '关闭', () => onCapsule('close'), []),
    ]);
    this.element = make('phone', [this.pages, this.#statusBar, this.#capsule, this.overlays, make('phone-home')]);
    parent.append(this.element);
    this.layOut();
  }

  /** Measures the window again and shows the clock. */
  layOut(): void {
    const { statusBar, safeBottom } = this.device.metrics();
    const { style } = this.element;
    style.setProperty('--status-bar', `${statusBar}px`);
    style.setProperty('--safe-area-inset-top', `${statusBar}px`);
    style.setProperty('--safe-area-inset-bottom', `${safeBottom}px`);
    for (const side of ['left', 'right']) style.setProperty(`--safe-area-inset-${side}`, '0px');
    this.element.toggleAttribute('offline', !this.device.online);
    this.showTime();
  }

  setTheme(theme: Theme): void {
    this.element.dataset['theme'] = theme;
  }

  /** The look of the built-in components, as app.json chooses it. */
  setStyle(style = 'v1'): void {
    this.element.dataset['style'] = style;
  }

  /** Shows the time, now and at each full minute from now on. */
  private showTime(): void {
    const now = this.device.now();
    this.#clock.textContent = new Date(now).toTimeString().slice(0, 5);
    clearTimeout(this.#nextMinute);
    this.#nextMinute = setTimeout(() => this.showTime(), MINUTE_MS - (now % MINUTE_MS));
  }

  close(): void {
    clearTimeout(this.#nextMinute);
    this.element.remove();
  }

  /** Dark marks on a light bar, light marks on a dark one. */
  setTextStyle(style: 'black' | 'white'): void {
    this.element.dataset['bar'] = style;
  }

  capsuleRect(): Record<'left' | 'right' | 'top' | 'bottom' | 'width' | 'height', number> {
    const { width, statusBar } = this.device.metrics();
    const right = width - capsule.right;
    const top = statusBar + capsule.gap;
    const { width: w, height: h } = capsule;
    return { width: w, height: h, left: right - w, right, top, bottom: top + h };
  }
}

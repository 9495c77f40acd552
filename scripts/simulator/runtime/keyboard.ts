import type { KeyboardRequest } from './built-ins/field';
import { drawKeys } from './chrome/keys';
import type { Device } from './device';
import { make } from './dom';
import { Listeners } from './listeners';
import { receive } from './signals';

/** Height of the drawn keyboard above the safe area. */
const keysHeight = 291;

/** The drawn keyboard: it rises for a focused field, pushes the page up if asked to, and tells its height. */
export class Keyboard {
  readonly heightChanged = new Listeners<{ height: number }>();
  readonly #element = make('phone-keyboard', drawKeys(), { 'aria-hidden': 'true' });
  #request: KeyboardRequest | undefined;
  #height = 0;

  constructor(
    private readonly device: Device,
    private readonly phone: HTMLElement,
  ) {
    phone.append(this.#element);
    this.#element.hidden = true;
    receive(phone, 'keyboard', (request) => this.open(request));
    receive(phone, 'keyboard-release', () => this.release());
    for (const type of ['mousedown', 'touchend']) phone.addEventListener(type, (event) => this.leaveField(event));
    device.changed.add(({ softKeyboard }) => {
      if (softKeyboard !== undefined && this.#request) this.open(this.#request);
    });
  }

  private open(request: KeyboardRequest): void {
    this.#request = request;
    request.height = this.device.softKeyboard ? keysHeight + this.device.metrics().safeBottom : 0;
    this.setHeight(request.height);
    this.push(request.height);
  }

  /** Another field may take the focus in the same turn; only then does the keyboard stay. */
  private release(): void {
    const released = this.#request;
    setTimeout(() => {
      if (this.#request !== released) return;
      this.setHeight(0);
      this.push(0);
      this.#request = undefined;
    });
  }

  private setHeight(height: number): void {
    if (height === this.#height) return;
    this.#height = height;
    this.#element.hidden = height === 0;
    this.#element.style.height = `${height}px`;
    this.phone.style.setProperty('--keyboard', `${height}px`);
    this.#request?.onHeight(height);
    this.heightChanged.call({ height });
  }

  /** Moves the page up just far enough for the field to be seen. */
  private push(height: number): void {
    const page = this.#request?.field.closest<HTMLElement>('.phone-page');
    if (!page || !this.#request) return;
    page.style.transform = '';
    if (height === 0 || !this.#request.adjustPosition) return;
    const bottom = this.#request.field.getBoundingClientRect().bottom + this.#request.cursorSpacing;
    const hidden = bottom - (this.device.metrics().height - height);
    if (hidden > 0) page.style.transform = `translateY(${-hidden}px)`;
  }

  /** A touch beside the field takes the keyboard away, unless the field holds it. */
  private leaveField(event: Event): void {
    const isOutside = !(event.target as Element).closest('input, textarea');
    if (!this.#request || !isOutside) return;
    if (this.#request.holdKeyboard) event.preventDefault();
    else (this.phone.ownerDocument.activeElement as HTMLElement | null)?.blur();
  }
}

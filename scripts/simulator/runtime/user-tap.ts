import { receive } from './signals';

/** Knows whether code runs because the person has just tapped: in the same turn, with the promises that follow at once. */
export class UserTap {
  #isNow = false;

  constructor(phone: HTMLElement) {
    receive(phone, 'tap', () => this.begin());
    phone.addEventListener('click', () => this.begin(), { capture: true });
  }

  get isNow(): boolean {
    return this.#isNow;
  }

  private begin(): void {
    this.#isNow = true;
    setTimeout(() => {
      this.#isNow = false;
    });
  }
}

import { type Contact, inPageOf, sendTouch, touchFields } from './contacts';
import { elementAt, emit } from './easel';
import { send } from './signals';

const tapDistance = 10;
const longPressMs = 350;

/** One contact from its start to its end: where it began, and whether it still may become a tap. */
export class Hand {
  #start: Contact | undefined;
  #target: EventTarget | null = null;
  #last: Contact | undefined;
  #longPress: ReturnType<typeof setTimeout> | undefined;
  #mayTap = false;

  constructor(private readonly byMouse: boolean) {}

  get target(): EventTarget | null {
    return this.#target;
  }

  begin(event: Event, contact: Contact): void {
    this.#start = contact;
    this.#last = contact;
    this.#target = event.target;
    this.#mayTap = true;
    clearTimeout(this.#longPress);
    this.#longPress = setTimeout(() => this.longPress(contact), longPressMs);
    this.drag('drag-start', contact);
  }

  move(contact: Contact, isCaught = false): void {
    const start = this.#start;
    if (!start) return;
    if (Math.hypot(contact.x - start.x, contact.y - start.y) > tapDistance) this.giveUpTap();
    if (!this.#mayTap) this.drag('drag', contact, isCaught);
    this.#last = contact;
  }

  end(event: Event, contact: Contact): void {
    if (this.#mayTap) tap(event, this.#target, contact);
    this.cancel(contact);
  }

  cancel(contact: Contact): void {
    if (this.#start) this.drag('drag-end', contact);
    this.giveUpTap();
    this.#start = undefined;
  }

  /** Something else takes the finger away, a call that comes in or another window: the app hears `touchcancel`. */
  interrupt(event: Event): void {
    const contact = this.#last;
    if (!this.#start || !contact) return;
    sendTouch(event, this.#target, 'touchcancel', [], [contact]);
    this.cancel(contact);
  }

  /** Tells the phone's own parts, which know nothing of the app's events. */
  private drag(name: 'drag-start' | 'drag' | 'drag-end', { x, y }: Contact, isCaught = false): void {
    const { x: lastX, y: lastY } = this.#last ?? { x, y };
    const { byMouse } = this;
    if (this.#target) send(this.#target, name, { x, y, dx: x - lastX, dy: y - lastY, byMouse, isCaught });
  }

  private giveUpTap(): void {
    this.#mayTap = false;
    clearTimeout(this.#longPress);
  }

  /** A long press that somebody hears is no tap any more. */
  private longPress(contact: Contact): void {
    const element = elementAt(this.#target);
    if (!element) return;
    const inPage = inPageOf(this.#target, contact);
    const options = { bubbles: true, composed: true, fields: touchFields([inPage], [inPage]) };
    const [press, old] = ['longpress', 'longtap'].map((type) =>
      emit(element, type, { x: inPage.x, y: inPage.y }, options),
    );
    if (press?.heard || old?.heard) this.#mayTap = false;
  }
}

/** Taps what is at the target, unless it is disabled. */
export function tap(event: Event, target: EventTarget | null, contact: Contact): void {
  if (isDisabled(target)) return;
  const element = elementAt(target);
  if (!element) return;
  if (target) send(target, 'tap');
  const inPage = inPageOf(target, contact);
  const options = { bubbles: true, composed: true, originalEvent: event, fields: touchFields([], [inPage]) };
  emit(element, 'tap', { x: inPage.x, y: inPage.y }, options);
}

function isDisabled(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('wx-button[disabled]') !== null;
}

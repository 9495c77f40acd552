import { elementAt, emit } from './easel';
import { frameAround } from './selector-query';
import { send } from './signals';

type Contact = { identifier: number; x: number; y: number };

const tapDistance = 10;
const longPressMs = 350;

/** Turns touches and the mouse inside `root` into touch, tap and long-press events of the app. */
export function listenForGestures(root: HTMLElement): void {
  listenForTouches(root, new Hand(false));
  listenForMouse(root, new Hand(true));
  root.addEventListener('click', (event) => {
    if (event.detail === 0) tap(event, event.target, { identifier: 0, x: 0, y: 0 });
  });
  root.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if ((event.key === 'Enter' || event.key === ' ') && target.getAttribute('role') === 'button') target.click();
  });
}

/** One contact from its start to its end: where it began, and whether it still may become a tap. */
class Hand {
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

  move(contact: Contact): void {
    const start = this.#start;
    if (!start) return;
    if (Math.hypot(contact.x - start.x, contact.y - start.y) > tapDistance) this.giveUpTap();
    if (!this.#mayTap) this.drag('drag', contact);
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

  /** Tells the phone's own parts, which know nothing of the app's events. */
  private drag(name: 'drag-start' | 'drag' | 'drag-end', { x, y }: Contact): void {
    const { x: lastX, y: lastY } = this.#last ?? { x, y };
    if (this.#target) send(this.#target, name, { x, y, dx: x - lastX, dy: y - lastY, byMouse: this.byMouse });
  }

  private giveUpTap(): void {
    this.#mayTap = false;
    clearTimeout(this.#longPress);
  }

  private longPress(contact: Contact): void {
    const element = elementAt(this.#target);
    if (!element) return;
    const answered = countListeners(element, 'longpress') > 0;
    if (answered) this.#mayTap = false;
    const inPage = inPageOf(this.#target, contact);
    const fields = touchFields([inPage], [inPage]);
    for (const type of ['longpress', 'longtap']) {
      emit(element, type, { x: inPage.x, y: inPage.y }, { bubbles: true, composed: true, fields });
    }
  }
}

function countListeners(from: ReturnType<typeof elementAt>, type: string): number {
  let count = 0;
  for (let element = from; element;) {
    const listeners = (element as unknown as { _$eventTarget: { listeners: Record<string, unknown> } })._$eventTarget;
    if (listeners.listeners[type]) count += 1;
    element = element.parentNode ?? element.ownerShadowRoot?.getHostNode();
  }
  return count;
}

function tap(event: Event, target: EventTarget | null, contact: Contact): void {
  if (isDisabled(target)) return;
  const element = elementAt(target);
  if (!element) return;
  if (target) send(target, 'tap');
  const inPage = inPageOf(target, contact);
  const options = { bubbles: true, composed: true, originalEvent: event, fields: touchFields([], [inPage]) };
  emit(element, 'tap', { x: inPage.x, y: inPage.y }, options);
}

/** The app counts from the corner of its page, not of the screen. */
function inPageOf(target: EventTarget | null, { identifier, x, y }: Contact): Contact {
  const { left = 0, top = 0 } = frameAround(target as HTMLElement)?.getBoundingClientRect() ?? {};
  return { identifier, x: x - left, y: y - top };
}

function isDisabled(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('wx-button[disabled]') !== null;
}

function touchFields(touches: Contact[], changed: Contact[]): Record<string, unknown> {
  const describe = ({ identifier, x, y }: Contact): object => ({
    identifier,
    clientX: x,
    clientY: y,
    pageX: x,
    pageY: y,
    force: 1,
  });
  return { touches: touches.map(describe), changedTouches: changed.map(describe) };
}

function sendTouch(
  event: Event,
  target: EventTarget | null,
  type: string,
  touches: Contact[],
  changed: Contact[],
): void {
  const element = elementAt(target);
  if (!element) return;
  const [all, those] = [touches, changed].map((contacts) => contacts.map((contact) => inPageOf(target, contact)));
  const fields = touchFields(all ?? [], those ?? []);
  emit(element, type, fields, { bubbles: true, composed: true, originalEvent: event, fields });
}

const contactsOf = (touches: TouchList): Contact[] =>
  [...touches].map(({ identifier, clientX, clientY }) => ({ identifier, x: clientX, y: clientY }));

function listenForTouches(root: HTMLElement, hand: Hand): void {
  const listen = (type: string, act: (event: TouchEvent, contact: Contact) => void): void => {
    root.addEventListener(
      type,
      (event) => {
        const touch = event as TouchEvent;
        const changed = contactsOf(touch.changedTouches);
        sendTouch(touch, touch.target, type, contactsOf(touch.touches), changed);
        if (changed[0]) act(touch, changed[0]);
      },
      { passive: false },
    );
  };
  listen('touchstart', (event, contact) => {
    hand.begin(event, contact);
  });
  listen('touchmove', (_, contact) => hand.move(contact));
  listen('touchend', (event, contact) => {
    hand.end(event, contact);
    if (!isField(event.target)) event.preventDefault();
  });
  listen('touchcancel', (_, contact) => hand.cancel(contact));
}

/** Touches end with `preventDefault`, so that the browser does not repeat them as mouse events. Fields need those. */
function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

const contactOf = ({ clientX, clientY }: MouseEvent): Contact => ({ identifier: 0, x: clientX, y: clientY });

/** A mouse with its left button down is a finger. */
function listenForMouse(root: HTMLElement, hand: Hand): void {
  let down = false;
  root.addEventListener('mousedown', (event) => {
    if (event.button !== 0) return;
    down = true;
    sendTouch(event, event.target, 'touchstart', [contactOf(event)], [contactOf(event)]);
    hand.begin(event, contactOf(event));
  });
  window.addEventListener('mousemove', (event) => {
    if (!down) return;
    sendTouch(event, hand.target, 'touchmove', [contactOf(event)], [contactOf(event)]);
    hand.move(contactOf(event));
  });
  window.addEventListener('mouseup', (event) => {
    if (!down) return;
    down = false;
    sendTouch(event, hand.target, 'touchend', [], [contactOf(event)]);
    hand.end(event, contactOf(event));
  });
}

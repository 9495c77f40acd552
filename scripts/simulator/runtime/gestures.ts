import { type Contact, sendTouch } from './contacts';
import { elementAt } from './easel';
import { Hand, tap } from './hand';

/** Turns touches and the mouse inside `root` into touch, tap and long-press events of the app. */
export function listenForGestures(root: HTMLElement): void {
  listenForTouches(root, new Hand(false));
  listenForMouse(root, new Hand(true));
  root.addEventListener('click', (event) => {
    if (event.detail === 0) tap(event, event.target, { identifier: 0, x: 0, y: 0 });
  });
  root.addEventListener('contextmenu', (event) => {
    if (isAppsOwn(event.target as Element)) event.preventDefault();
  });
  root.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if ((event.key === 'Enter' || event.key === ' ') && target.getAttribute('role') === 'button') target.click();
  });
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
  listen('touchstart', (event, contact) => hand.begin(event, contact));
  listen('touchmove', (event, contact) => hand.move(contact, event.defaultPrevented));
  listen('touchend', (event, contact) => {
    hand.end(event, contact);
    if (isAppsOwn(event.target as Element)) event.preventDefault();
  });
  listen('touchcancel', (_, contact) => hand.cancel(contact));
}

/**
 * Touches on the app's elements end with `preventDefault`, so that the browser does not repeat them as mouse events.
 * What the browser itself operates needs those.
 */
function isAppsOwn(target: Element): boolean {
  return elementAt(target) !== undefined && !target.closest('input, textarea, video');
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
    hand.move(contactOf(event), event.defaultPrevented);
  });
  window.addEventListener('blur', (event) => {
    if (!down) return;
    down = false;
    hand.interrupt(event);
  });
  window.addEventListener('mouseup', (event) => {
    if (!down) return;
    down = false;
    sendTouch(event, hand.target, 'touchend', [], [contactOf(event)]);
    hand.end(event, contactOf(event));
  });
}

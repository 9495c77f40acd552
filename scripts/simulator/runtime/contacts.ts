import { elementAt, emit } from './easel';
import { frameAround } from './selector-query';

/** Where a finger, or the mouse as one, is on the screen. */
export type Contact = { identifier: number; x: number; y: number };

/** The app counts from the corner of its page, not of the screen. */
export function inPageOf(target: EventTarget | null, { identifier, x, y }: Contact): Contact {
  const { left = 0, top = 0 } = frameAround(target as HTMLElement)?.getBoundingClientRect() ?? {};
  return { identifier, x: x - left, y: y - top };
}

/** The lists of touches that the app finds in a touch event. */
export function touchFields(touches: Contact[], changed: Contact[]): Record<string, unknown> {
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

/** Tells the app of a touch as it is. */
export function sendTouch(
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

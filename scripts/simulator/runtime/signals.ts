import type { BuiltInNode } from './built-ins/define';
import type { KeyboardRequest } from './built-ins/field';
import type { FormVisit } from './built-ins/form';
import type { NicknameRequest } from './built-ins/nickname';
import type { NavigatorRequest } from './built-ins/navigator';
import type { PageMeta } from './built-ins/page-meta';
import type { PickerRequest } from './built-ins/picker';

/** A finger, or the mouse as one, that has left the place it came down on. */
export type Drag = {
  x: number;
  y: number;
  dx: number;
  dy: number;
  byMouse: boolean;
  /** Whether the app caught the movement, so that nothing may scroll. */
  isCaught: boolean;
};

/** What parts of the phone tell those around them through the DOM, unseen by the app. */
export type Signals = {
  tap: undefined;
  'drag-start': Drag;
  drag: Drag;
  'drag-end': Drag;
  keyboard: KeyboardRequest;
  'keyboard-release': undefined;
  submit: 'submit' | 'reset';
  choice: BuiltInNode;
  navigate: NavigatorRequest;
  picker: PickerRequest;
  'open-type': { node: BuiltInNode; openType: string };
  'page-meta': PageMeta;
  'form-visit': FormVisit;
  nickname: NicknameRequest;
  unchoose: undefined;
};

type Bare = { [Name in keyof Signals]: Signals[Name] extends undefined ? Name : never }[keyof Signals];

/** Signals that are for the element itself and not for those around it. */
const ownOnly = new Set<keyof Signals>(['form-visit', 'unchoose']);

export function send<Name extends keyof Signals>(
  from: EventTarget,
  name: Name,
  ...[detail]: Name extends Bare ? [] : [detail: Signals[Name]]
): void {
  from.dispatchEvent(new CustomEvent(`phone-${name}`, { bubbles: !ownOnly.has(name), detail }));
}

export function receive<Name extends keyof Signals>(
  at: EventTarget,
  name: Name,
  act: (detail: Signals[Name], event: Event) => void,
): () => void {
  const listener = (event: Event): void => act((event as CustomEvent<Signals[Name]>).detail, event);
  at.addEventListener(`phone-${name}`, listener);
  return () => at.removeEventListener(`phone-${name}`, listener);
}

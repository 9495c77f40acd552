/** The glass-easel types that the runtime speaks of, under short names. */
import { type component, glassEasel } from 'glass-easel-miniprogram-adapter';

export type EaselElement = glassEasel.Element;
export type EaselComponent = glassEasel.GeneralComponent;

/** What `this` is inside a page or a component: the app's side of an `EaselComponent`. */
export type Instance = component.GeneralComponent & Record<string, unknown>;

/** The app's side of a component; plain elements have none and stand for themselves. */
export function instanceOf(element: EaselComponent): Instance {
  return element.getMethodCaller() as unknown as Instance;
}

/** The component behind the app's side. */
export function componentOf(instance: Instance): EaselComponent {
  return instance._$;
}

/** The DOM element of a node; of a node without its own (virtual hosts), the first one inside it. */
export function domOf(element: EaselElement): HTMLElement | undefined {
  const own = element.getBackendElement() as unknown as HTMLElement | null;
  if (own) return own;
  const inside = glassEasel.Component.isComponent(element) ? element.getShadowRoot() : null;
  for (const child of [...(inside?.childNodes ?? []), ...element.childNodes]) {
    const found = glassEasel.Element.isElement(child) ? domOf(child) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** The nearest node around a DOM element. */
export function elementAt(target: EventTarget | null): EaselElement | undefined {
  let dom = target as (Node & { __wxElement?: EaselElement }) | null;
  while (dom && !dom.__wxElement) dom = dom.parentNode;
  return dom?.__wxElement;
}

type EmitOptions = { bubbles?: boolean; composed?: boolean; originalEvent?: Event; fields?: Record<string, unknown> };

/** Sends an event to a node as the platform does. Tells whether anybody listened, and what the first listener answered. */
export function emit(
  target: EaselElement,
  type: string,
  detail: unknown,
  options: EmitOptions = {},
): { heard: boolean; answer: unknown } {
  const outcome: { heard: boolean; answer: unknown } = { heard: false, answer: undefined };
  const event = new glassEasel.Event(type, detail, {
    bubbles: options.bubbles ?? false,
    composed: options.composed ?? false,
    capturePhase: options.bubbles ?? false,
    extraFields: options.fields ?? {},
    handleListenerReturn: (value: unknown) => {
      outcome.heard = true;
      outcome.answer ??= value;
    },
  });
  glassEasel.Event.dispatchEvent(target, event);
  if (event.defaultPrevented()) options.originalEvent?.preventDefault();
  return outcome;
}

type Segment = NonNullable<Parameters<EaselElement['setNodeStyle']>[1]>;

/** Where WXS and `hover-class` put styles and classes, apart from the template's: an enum that has types only. */
export const segments = { animation: 2, temporary: 3 } as unknown as Record<'animation' | 'temporary', Segment>;

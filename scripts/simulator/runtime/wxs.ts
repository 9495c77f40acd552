import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { componentOf, domOf, type EaselComponent, type EaselElement, instanceOf, segments } from './easel';

type Handler = (this: unknown, ...values: unknown[]) => unknown;

/** What compiled WXS calls: its own globals, and how its listeners are invoked. */
export const wxsGlobals = {
  getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
  getDate: (...values: unknown[]) => Reflect.construct(Date, values) as Date,
  typeName: (value: unknown) => Object.prototype.toString.call(value).slice('[object '.length, -1),
  onChange,
  onEvent,
};

/** A `change:` listener runs after the element is in the page, with descriptors instead of elements. */
function onChange(listener: Handler) {
  return (value: unknown, before: unknown, owner: EaselComponent, element: EaselElement): void => {
    queueMicrotask(() => listener.call(null, value, before, descriptor(owner), descriptor(element)));
  };
}

/** A listener written in WXS gets descriptors; a method of the component gets the event as it is. */
function onEvent(owner: unknown, event: WxsEvent, listener: Handler, path?: readonly unknown[] | null): unknown {
  if (!isWxs(owner, listener, path)) return listener.call(owner, event);
  const host = componentOf(owner as ReturnType<typeof instanceOf>);
  const wrapped = Object.create(event, {
    instance: { value: descriptor(elementOf(event.currentTarget)) },
  }) as unknown;
  return listener.call(null, wrapped, descriptor(host));
}

/** The path says where a listener was found. One chosen by an expression, as in `disabled || swipe.drag`, has none, like a method. */
function isWxs(owner: unknown, listener: Handler, path?: readonly unknown[] | null): boolean {
  if (path) return typeof path[0] === 'number' && path[0] > 0;
  for (const name in owner as Record<string, unknown>)
    if ((owner as Record<string, unknown>)[name] === listener) return false;
  return true;
}

type WxsEvent = { currentTarget: unknown };

function elementOf(target: unknown): EaselElement {
  const inner = (target as { _$?: EaselComponent })._$;
  return inner ?? (target as EaselElement);
}

const states = new WeakMap<EaselElement, object>();

/** WXS's view of an element: it may style, query and call, but not set data. */
function descriptor(element: EaselElement): object {
  const isComponent = glassEasel.Component.isComponent(element);
  const inside = isComponent ? element.getShadowRoot() : null;
  const wrap = (found: EaselElement | null | undefined): object | null => (found ? descriptor(found) : null);
  return {
    selectComponent: (selector: string) => wrap(inside?.querySelector(selector)),
    selectAllComponents: (selector: string) => (inside?.querySelectorAll(selector) ?? []).map(descriptor),
    setStyle: (style: Record<string, string> | string) => element.setNodeStyle(styleText(style), segments.animation),
    addClass: (name: string) => element.toggleNodeClass(name, true, segments.temporary),
    removeClass: (name: string) => element.toggleNodeClass(name, false, segments.temporary),
    hasClass: (name: string) => element.classList?.contains(name) ?? false,
    getDataset: () => element.dataset,
    getState: () => stateOf(element),
    callMethod: (name: string, detail: unknown) => callMethod(element, name, detail),
    requestAnimationFrame: (callback: () => void) => requestAnimationFrame(callback),
    getComputedStyle: (names: string[]) => computedStyle(element, names),
    getBoundingClientRect: () => domOf(element)?.getBoundingClientRect(),
    setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
    clearTimeout: (timer: number) => clearTimeout(timer),
    triggerEvent: (name: string, detail: unknown) => element.triggerEvent(name, detail),
  };
}

function stateOf(element: EaselElement): object {
  const state = states.get(element) ?? {};
  states.set(element, state);
  return state;
}

function styleText(style: Record<string, string> | string): string {
  if (typeof style === 'string') return style;
  return Object.entries(style)
    .map(([name, value]) => `${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`)
    .join(';');
}

function callMethod(element: EaselElement, name: string, detail: unknown): void {
  if (!glassEasel.Component.isComponent(element)) return;
  const method = instanceOf(element)[name];
  if (typeof method === 'function') (method as Handler).call(instanceOf(element), detail);
}

function computedStyle(element: EaselElement, names: string[]): Record<string, string> {
  const dom = domOf(element);
  const style = dom ? getComputedStyle(dom) : undefined;
  return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name) ?? '']));
}

import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { type EaselComponent, emit } from '../easel';
import { playAnimation } from './animation';

type Value = typeof String | typeof Number | typeof Boolean | typeof Array | typeof Object | null;

/** Properties by name: a type, or a type with its default. */
export type Properties = Record<string, Value | { type: Value; value: unknown }>;

/** One element of a built-in component, as its own code sees it. */
export type BuiltInNode = {
  component: EaselComponent;
  host: HTMLElement;
  /** The values of its properties, and the same as text, number or truth. */
  data: Record<string, unknown>;
  text(name: string): string;
  number(name: string): number;
  is(name: string): boolean;
  /** Sends an event that stays on this element; answers what the app's listener returned. */
  emit(type: string, detail?: unknown): unknown;
  /** Changes a property as if the app had, without calling `update` for it. */
  keep(name: string, value: unknown): void;
};

/** What a built-in component does with its DOM. */
export type BuiltInView = {
  /** Where children go; the host itself when absent. */
  slot?: HTMLElement;
  /** What has the role and the name for assistive technology; the host itself when absent. */
  control?: HTMLElement;
  /** Called with the names of the properties that changed; at first with all. */
  update?(changed: ReadonlySet<string>): void;
  attached?(): void;
  detached?(): void;
};

export type BuiltIn = {
  properties?: Properties;
  build?(node: BuiltInNode): BuiltInView;
};

const common: Properties = {
  hoverClass: { type: String, value: 'none' },
  hoverStopPropagation: Boolean,
  hoverStartTime: { type: Number, value: 50 },
  hoverStayTime: { type: Number, value: 400 },
  animation: null,
};

const aria = ['Role', 'Label', 'Hidden', 'Live', 'Checked', 'Selected', 'Disabled', 'Expanded', 'Pressed', 'Modal'];
const moreAria = ['Describedby', 'Labelledby', 'Valuenow', 'Valuemin', 'Valuemax', 'Valuetext', 'Haspopup', 'Busy'];
const ariaProperties = [...aria, ...moreAria].map((name) => `aria${name}`);

/** Makes a built-in component known to all components of the space. */
export function defineBuiltIn(space: glassEasel.ComponentSpace, name: string, builtIn: BuiltIn): void {
  const properties = {
    ...Object.fromEntries(ariaProperties.map((property) => [property, null])),
    ...common,
    ...builtIn.properties,
  };
  const views = new WeakMap<EaselComponent, BuiltInView>();
  const definition = space.defineComponent({
    is: `wx://${name}`,
    options: {
      externalComponent: true,
      templateEngine: { create: () => ({ createInstance: (elem) => createInstance(elem, builtIn, views) }) },
    },
    properties: properties as Record<string, StringConstructor>,
    lifetimes: {
      attached() {
        views.get(this as unknown as EaselComponent)?.attached?.();
      },
      detached() {
        views.get(this as unknown as EaselComponent)?.detached?.();
      },
    },
  });
  space.setGlobalUsingComponent(name, definition);
}

function createInstance(
  component: EaselComponent,
  builtIn: BuiltIn,
  views: WeakMap<EaselComponent, BuiltInView>,
): glassEasel.templateEngine.TemplateInstance {
  const host = hostOf(component);
  const node = createNode(component, host);
  const view = builtIn.build?.(node.api) ?? {};
  views.set(component, view);
  const root = host as unknown as glassEasel.GeneralBackendElement;
  const inner = view.slot ?? host;
  passChildrenOn(host, inner);
  const slot = inner as unknown as glassEasel.GeneralBackendElement;
  return {
    shadowRoot: { root, slot, getIdMap: () => ({}), handleEvent() {}, setListener() {} },
    initValues: (data) => node.receive(data as Record<string, unknown>, presentNames(data as object), view),
    updateValues: (data, changes) =>
      node.receive(data as Record<string, unknown>, new Set(changes.map(([path]) => String(path[0]))), view),
  };
}

/** A page that was left makes no elements; what is still put into it comes to nothing. */
function hostOf(component: EaselComponent): HTMLElement {
  return (component.getBackendElement() as unknown as HTMLElement | null) ?? document.createElement('div');
}

const childMethods = ['appendChild', 'insertBefore', 'removeChild', 'replaceChild'] as const;

/** glass-easel takes the host for the parent of what a slot or a component without a host puts into a built-in. */
function passChildrenOn(host: HTMLElement, slot: HTMLElement): void {
  if (slot === host) return;
  for (const method of childMethods) Object.assign(host, { [method]: slot[method].bind(slot) });
}

/** At first only what has a value counts as changed, so that a built-in's own attributes stay. */
function presentNames(data: object): Set<string> {
  return new Set(Object.entries(data).flatMap(([name, value]) => (value === null ? [] : [name])));
}

function createNode(component: EaselComponent, host: HTMLElement) {
  const kept = new Set<string>();
  const api: BuiltInNode = {
    component,
    host,
    data: {},
    text: (name) => textOf(api.data[name]),
    number: (name) => Number(api.data[name] ?? 0),
    is: (name) => Boolean(api.data[name]),
    emit: (type, detail = {}) => emit(component, type, detail).answer,
    keep(name, value) {
      if (api.data[name] === value) return;
      kept.add(name);
      component.setData({ [name]: value });
      kept.delete(name);
    },
  };
  const receive = (data: Record<string, unknown>, changed: Set<string>, view: BuiltInView): void => {
    api.data = data;
    for (const name of kept) changed.delete(name);
    reflectAria(view.control ?? host, data, changed);
    if (changed.has('animation')) playAnimation(host, data['animation']);
    if (changed.size > 0) view.update?.(changed);
  };
  return { api, receive };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function reflectAria(element: HTMLElement, data: Record<string, unknown>, changed: ReadonlySet<string>): void {
  for (const property of changed) {
    if (property.startsWith('aria') && ariaProperties.includes(property)) setAria(element, property, data[property]);
  }
}

function setAria(element: HTMLElement, property: string, value: unknown): void {
  const name = property === 'ariaRole' ? 'role' : `aria-${property.slice('aria'.length).toLowerCase()}`;
  if (textOf(value) === '') element.removeAttribute(name);
  else element.setAttribute(name, textOf(value));
}

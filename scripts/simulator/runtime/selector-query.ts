import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { componentOf, domOf, type EaselComponent, type EaselElement, type Instance, instanceOf } from './easel';

export type Fields = {
  id?: boolean;
  dataset?: boolean;
  mark?: boolean;
  rect?: boolean;
  size?: boolean;
  scrollOffset?: boolean;
  properties?: string[];
  computedStyle?: string[];
  context?: boolean;
  node?: boolean;
};

type Result = Record<string, unknown>;
type Callback = (result: unknown) => void;
type Query = { run(): unknown; callback: Callback | undefined };

/** `wx.createSelectorQuery`: asks for places and states of nodes, answered together after `exec`. */
export class SelectorQuery {
  #scope: () => EaselComponent | undefined;
  #queries: Query[] = [];

  constructor(scope: () => EaselComponent | undefined) {
    this.#scope = scope;
  }

  in(instance: Instance): this {
    this.#scope = () => componentOf(instance);
    return this;
  }

  select(selector: string): NodesRef {
    return this.ref((scope, fields) => {
      const found = scope.getShadowRoot()?.querySelector(selector);
      return found ? describe(found, fields) : null;
    });
  }

  selectAll(selector: string): NodesRef {
    return this.ref((scope, fields) =>
      (scope.getShadowRoot()?.querySelectorAll(selector) ?? []).map((found) => describe(found, fields)),
    );
  }

  selectViewport(): NodesRef {
    return this.ref(describeViewport);
  }

  exec(callback?: (results: unknown[]) => void): this {
    const queries = this.#queries;
    this.#queries = [];
    setTimeout(() => {
      const results = queries.map((query) => query.run());
      queries.forEach((query, index) => query.callback?.(results[index]));
      callback?.(results);
    });
    return this;
  }

  private ref(run: (scope: EaselComponent, fields: Fields) => unknown): NodesRef {
    const scope = this.#scope;
    return new NodesRef((fields, callback) => {
      const ask = (): unknown => {
        const found = scope();
        return found ? run(found, fields) : null;
      };
      this.#queries.push({ run: ask, callback });
      return this;
    });
  }
}

class NodesRef {
  constructor(private readonly push: (fields: Fields, callback?: Callback) => SelectorQuery) {}

  boundingClientRect(callback?: Callback): SelectorQuery {
    return this.push({ id: true, dataset: true, rect: true, size: true }, callback);
  }

  scrollOffset(callback?: Callback): SelectorQuery {
    return this.push({ id: true, dataset: true, scrollOffset: true }, callback);
  }

  fields(fields: Fields, callback?: Callback): SelectorQuery {
    return this.push(fields, callback);
  }

  context(callback?: Callback): SelectorQuery {
    return this.push({ context: true }, callback);
  }

  node(callback?: Callback): SelectorQuery {
    return this.push({ node: true }, callback);
  }
}

/** The window of the page around a DOM element. */
export function frameAround(dom: HTMLElement | undefined): HTMLElement | null {
  return dom?.closest<HTMLElement>('.phone-page-frame') ?? null;
}

function describe(element: EaselElement, fields: Fields): Result {
  const dom = domOf(element);
  return {
    ...(fields.id ? { id: element.id } : {}),
    ...(fields.dataset ? { dataset: element.dataset } : {}),
    ...(fields.mark ? { mark: element.collectMarks() } : {}),
    ...(dom && (fields.rect || fields.size) ? box(dom, fields) : {}),
    ...(dom && fields.scrollOffset ? scroll(dom) : {}),
    ...(dom && fields.computedStyle ? computed(dom, fields.computedStyle) : {}),
    ...(fields.properties ? values(element, fields.properties) : {}),
    ...(fields.node ? { node: exported(element) } : {}),
    ...(fields.context ? { context: null } : {}),
  };
}

function box(dom: HTMLElement, fields: Fields): Result {
  const rect = dom.getBoundingClientRect();
  const origin = frameAround(dom)?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const [left, top] = [rect.left - origin.left, rect.top - origin.top];
  return {
    ...(fields.rect ? { left, top, right: left + rect.width, bottom: top + rect.height } : {}),
    ...(fields.size ? { width: rect.width, height: rect.height } : {}),
  };
}

function scroll({ scrollLeft, scrollTop, scrollWidth, scrollHeight }: HTMLElement): Result {
  return { scrollLeft, scrollTop, scrollWidth, scrollHeight };
}

function computed(dom: HTMLElement, names: string[]): Result {
  const style = getComputedStyle(dom);
  return Object.fromEntries(
    names.map((name) => [
      name,
      style.getPropertyValue(name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)),
    ]),
  );
}

function values(element: EaselElement, names: string[]): Result {
  if (!glassEasel.Component.isComponent(element)) return {};
  const { data } = element;
  return Object.fromEntries(names.map((name) => [name, data[name]]));
}

/** A built-in's real node (a canvas, say) is the first DOM element inside; a component answers itself. */
function exported(element: EaselElement): unknown {
  if (glassEasel.Component.isComponent(element) && !element.isExternal()) return instanceOf(element);
  return domOf(element)?.querySelector('canvas') ?? null;
}

function describeViewport(scope: EaselComponent, fields: Fields): Result {
  const frame = frameAround(domOf(scope));
  const scroller = frame?.querySelector<HTMLElement>('.phone-page-scroll');
  const { clientWidth: width = 0, clientHeight: height = 0 } = frame ?? {};
  return {
    ...(fields.id ? { id: '' } : {}),
    ...(fields.dataset ? { dataset: {} } : {}),
    ...(fields.rect ? { left: 0, top: 0, right: width, bottom: height } : {}),
    ...(fields.size ? { width, height } : {}),
    ...(fields.scrollOffset && scroller ? scroll(scroller) : {}),
  };
}

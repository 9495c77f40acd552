import { domOf, type EaselComponent, type EaselElement } from './easel';
import { frameAround } from './selector-query';

type Margins = Partial<Record<'left' | 'right' | 'top' | 'bottom', number>>;
type Options = { thresholds?: number[]; initialRatio?: number; observeAll?: boolean };

/** `createIntersectionObserver` on the browser's own: tells when nodes come into or leave an area. */
export class IntersectionObserver {
  #selector: string | undefined;
  #margins: Margins = {};
  #observer: globalThis.IntersectionObserver | undefined;

  constructor(
    private readonly scope: EaselComponent,
    private readonly options: Options,
  ) {}

  relativeTo(selector: string, margins: Margins = {}): this {
    this.#selector = selector;
    this.#margins = margins;
    return this;
  }

  relativeToViewport(margins: Margins = {}): this {
    this.#selector = undefined;
    this.#margins = margins;
    return this;
  }

  observe(selector: string, listener: (change: object) => void): void {
    this.disconnect();
    const targets = this.find(selector);
    const nodes = new Map(targets.flatMap((target) => pairWithDom(target)));
    const ratios = new Map<Element, number>();
    this.#observer = new window.IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const before = ratios.get(entry.target) ?? this.options.initialRatio ?? 0;
          ratios.set(entry.target, entry.intersectionRatio);
          const isFirst = before === entry.intersectionRatio && !entry.isIntersecting;
          if (!isFirst) listener(describe(entry, nodes.get(entry.target as HTMLElement)));
        }
      },
      { root: this.root(), rootMargin: marginText(this.#margins), threshold: this.options.thresholds ?? [0] },
    );
    for (const dom of nodes.keys()) this.#observer.observe(dom);
  }

  disconnect(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  private root(): HTMLElement | null {
    const around = this.#selector ? this.scope.getShadowRoot()?.querySelector(this.#selector) : undefined;
    return (around ? domOf(around) : undefined) ?? frameAround(domOf(this.scope));
  }

  private find(selector: string): EaselElement[] {
    const inside = this.scope.getShadowRoot();
    if (this.options.observeAll) return inside?.querySelectorAll(selector) ?? [];
    const found = inside?.querySelector(selector);
    return found ? [found] : [];
  }
}

function pairWithDom(element: EaselElement): [HTMLElement, EaselElement][] {
  const dom = domOf(element);
  return dom ? [[dom, element]] : [];
}

function marginText({ top = 0, right = 0, bottom = 0, left = 0 }: Margins): string {
  return [top, right, bottom, left].map((margin) => `${margin}px`).join(' ');
}

function describe(entry: IntersectionObserverEntry, element: EaselElement | undefined): object {
  return {
    id: element?.id ?? '',
    dataset: element?.dataset ?? {},
    intersectionRatio: entry.intersectionRatio,
    boundingClientRect: entry.boundingClientRect,
    intersectionRect: entry.intersectionRect,
    relativeRect: entry.rootBounds,
    time: entry.time,
  };
}

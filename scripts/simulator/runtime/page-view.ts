import { type AssociatedBackend, glassEasel } from 'glass-easel-miniprogram-adapter';
import type { ComponentConfig } from '../compiled-app';
import type { PageMeta } from './built-ins/page-meta';
import type { NavigationBar } from './chrome/navigation-bar';
import { make } from './dom';
import { componentOf, type Instance } from './easel';
import type { EventChannel } from './event-channel';
import { listenToPageScroll } from './page-scroll';
import { PullStrip } from './pull-strip';
import { receive } from './signals';
import type { Registry } from './registry';

export type Query = Record<string, string>;

type PageInstance = Instance & {
  route: string;
  options: Query;
  getOpenerEventChannel(): EventChannel | undefined;
};

export type PageSettings = {
  route: string;
  query: Query;
  config: ComponentConfig;
  bar: NavigationBar;
  isTab: boolean;
  channel: EventChannel | undefined;
};

/** One page of the stack: its instance, its DOM and its lifetimes. */
export class PageView {
  readonly instance: PageInstance;
  readonly element: HTMLElement;
  /** The part that scrolls. */
  readonly scroller = make('phone-page-scroll');
  readonly #frame = make('phone-page-frame', [this.scroller]);
  readonly #strip: PullStrip;
  readonly #root;
  #isShown = false;

  constructor(
    registry: Registry,
    backend: AssociatedBackend,
    readonly settings: PageSettings,
  ) {
    registry.register(settings.route);
    this.element = make('phone-page', [settings.bar.element, this.#frame], { 'data-tab': String(settings.isTab) });
    this.element.style.setProperty('--page-background', settings.config.backgroundColor ?? '#ffffff');
    this.#strip = this.createStrip();
    receive(this.element, 'page-meta', (meta) => this.applyMeta(meta));
    this.#root = backend.createRoot('page', registry.space, addressOf(settings));
    this.instance = this.#root.get() as unknown as PageInstance;
    const own = { route: settings.route, options: settings.query, getOpenerEventChannel: () => settings.channel };
    Object.assign(this.instance, own);
  }

  get route(): string {
    return this.settings.route;
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  get #host(): HTMLElement {
    return this.#root.getComponent().getBackendElement() as unknown as HTMLElement;
  }

  load(parent: HTMLElement): void {
    const placeholder = document.createElement('div');
    this.scroller.append(this.#strip.element, placeholder);
    listenToPageScroll(this);
    parent.append(this.element);
    this.#host.dataset['route'] = this.route;
    this.#root.attach(this.scroller as never, placeholder as never);
    this.call('onLoad', this.settings.query);
  }

  show(): void {
    if (this.#isShown) return;
    this.#isShown = true;
    this.element.hidden = false;
    this.call('onShow');
    componentOf(this.instance).triggerPageLifetime('show', []);
  }

  hide(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.call('onHide');
    componentOf(this.instance).triggerPageLifetime('hide', []);
  }

  ready(): void {
    this.call('onReady');
  }

  resize(size: { windowWidth: number; windowHeight: number }): void {
    this.call('onResize', { size });
    componentOf(this.instance).triggerPageLifetime('resize', [{ size }]);
  }

  unload(): void {
    this.#isShown = false;
    this.call('onUnload');
    this.#root.release();
    this.element.remove();
  }

  startRefresh(): void {
    this.#strip.setRunning(true);
    this.call('onPullDownRefresh');
  }

  stopRefresh(): void {
    this.#strip.setRunning(false);
  }

  /** Calls a method of the page if it has one; its errors are the app's. */
  call(name: string, ...values: unknown[]): unknown {
    const method = this.instance[name];
    if (typeof method !== 'function') return undefined;
    return glassEasel.safeCallback(name, method as () => unknown, this.instance, values as []);
  }

  has(name: string): boolean {
    return typeof this.instance[name] === 'function';
  }

  private applyMeta({ backgroundColor, pageStyle, title, frontColor }: PageMeta): void {
    const { bar } = this.settings;
    if (title !== undefined) bar.setTitle(title);
    if (frontColor && backgroundColor) bar.setColor(frontColor, backgroundColor);
    else if (backgroundColor) this.element.style.setProperty('--page-background', backgroundColor);
    if (pageStyle !== undefined) this.setStyle(pageStyle);
  }

  /** The page's own style outweighs every style sheet. */
  private setStyle(style: string): void {
    for (const element of [this.scroller, this.#host]) element.style.cssText = style;
  }

  private createStrip(): PullStrip {
    return new PullStrip({
      scroller: this.scroller,
      isEnabled: () => this.settings.config.enablePullDownRefresh ?? false,
      threshold: () => 50,
      onRefresh: () => this.call('onPullDownRefresh'),
    });
  }
}

/** A page made by `Component` takes its parameters as properties, too. */
function addressOf({ route, query }: PageSettings): string {
  const pairs = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  return `/${route}?${pairs.join('&')}`;
}

import { ApiFailure } from './api/call';
import type { EventChannel } from './event-channel';
import type { PageView, Query } from './page-view';
import { parseAddress } from './route';

/** At most so many pages are open at once. */
const maxPages = 10;

export type PageRequest = { route: string; query: Query; isFirst: boolean; channel?: EventChannel };

export type NavigationHooks = {
  routes: readonly string[];
  tabs: readonly string[];
  create(request: PageRequest): PageView;
  /** Puts the page on the screen and lays it out; `how` says where it comes from. */
  mount(page: PageView, how: 'push' | 'replace'): void;
  /** Told after every change of what is on top. */
  onTop(page: PageView): void;
};

/** The stack of open pages. Pages of the tab bar stay alive while other tabs are shown. */
export class Navigation {
  #stack: PageView[] = [];
  readonly #tabPages = new Map<string, PageView>();

  constructor(private readonly hooks: NavigationHooks) {}

  get stack(): readonly PageView[] {
    return this.#stack;
  }

  get top(): PageView | undefined {
    return this.#stack.at(-1);
  }

  navigateTo(url: string, channel?: EventChannel): void {
    const { route, query } = this.find(url);
    if (this.isTab(route)) throw new ApiFailure('can not navigateTo a tabbar page');
    if (this.#stack.length >= maxPages) throw new ApiFailure('webview count limit exceed');
    this.top?.hide();
    this.open({ route, query, isFirst: false, ...(channel ? { channel } : {}) }, 'push');
  }

  redirectTo(url: string): void {
    const { route, query } = this.find(url);
    if (this.isTab(route)) throw new ApiFailure('can not redirectTo a tabbar page');
    this.close(this.#stack.splice(-1));
    this.open({ route, query, isFirst: this.#stack.length === 0 }, 'replace');
  }

  reLaunch(url: string): void {
    const { route, query } = this.find(url);
    const tabs = [...this.#tabPages.values()].filter((page) => !this.#stack.includes(page));
    this.close([...this.#stack, ...tabs]);
    this.#stack = [];
    this.open({ route, query, isFirst: true }, 'replace');
  }

  switchTab(url: string): void {
    const { route } = this.find(url);
    if (!this.isTab(route)) throw new ApiFailure('can not switch to no-tabBar page');
    const leaving = this.top;
    const known = this.#tabPages.get(route);
    if (known && known === leaving) return;
    leaving?.hide();
    this.close(this.#stack.filter((page) => !this.isTab(page.route)));
    this.#stack = [];
    if (known) this.reveal([known]);
    else this.open({ route, query: {}, isFirst: true }, 'replace');
  }

  navigateBack(delta: number): void {
    if (this.#stack.length < 2) throw new ApiFailure('cannot navigate back at first page');
    const kept = Math.max(1, this.#stack.length - Math.max(1, delta));
    const closing = this.#stack.slice(kept);
    this.reveal(this.#stack.slice(0, kept));
    this.close(closing.reverse());
  }

  /** Closes all pages, as when the app is quit. */
  closeAll(): void {
    this.close([...new Set([...this.#stack, ...this.#tabPages.values()])]);
    this.#stack = [];
  }

  private open(request: PageRequest, how: 'push' | 'replace'): void {
    const page = this.hooks.create(request);
    this.#stack = [...this.#stack, page];
    if (this.isTab(page.route)) this.#tabPages.set(page.route, page);
    this.hooks.mount(page, how);
    page.show();
    this.hooks.onTop(page);
    setTimeout(() => {
      if (this.#stack.includes(page)) page.ready();
    });
  }

  private reveal(stack: PageView[]): void {
    this.#stack = stack;
    const page = this.top;
    page?.show();
    if (page) this.hooks.onTop(page);
  }

  private close(pages: PageView[]): void {
    for (const page of pages) {
      this.#tabPages.delete(page.route);
      page.unload();
    }
  }

  private isTab(route: string): boolean {
    return this.hooks.tabs.includes(route);
  }

  private find(url: string): { route: string; query: Query } {
    if (!url) throw new ApiFailure('parameter error: parameter.url should be String instead of Undefined;');
    const found = parseAddress(url, this.top?.route ?? '');
    if (!this.hooks.routes.includes(found.route)) throw new ApiFailure(`page "${found.route}" is not found`);
    return found;
  }
}

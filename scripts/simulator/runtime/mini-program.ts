import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { CompiledApp, ComponentConfig } from '../compiled-app';
import { askForPrivacy } from './api/privacy';
import { createWx } from './api/wx';
import { PhoneBackend } from './backend';
import { NavigationBar } from './chrome/navigation-bar';
import { Screen } from './chrome/screen';
import { TabBar } from './chrome/tab-bar';
import { LocalFiles } from './files/local-files';
import { useSources } from './sources';
import { useCapsule } from './capsule';
import { listenForAnimations } from './animation-events';
import type { Device, Theme } from './device';
import { listenForKeys } from './desktop-keys';
import { followDevice } from './device-link';
import { moduleScope } from './module-scope';
import { createEvents } from './events';
import { listenForGestures } from './gestures';
import { listenForHover } from './hover';
import { improveInstances } from './instances';
import { Keyboard } from './keyboard';
import { Modules } from './modules';
import { listenForMouseScroll } from './mouse-scroll';
import { Navigation, type PageRequest } from './navigation';
import { PageView } from './page-view';
import { listenForPastedPictures } from './pasting';
import { Permissions } from './permissions';
import { Privacy } from './privacy';
import { Records } from './records';
import { UserTap } from './user-tap';
import { showEffects } from './chrome/effects';
import type { Sample } from './samples/samples';
import { Registry } from './registry';
import { serveRequests } from './requests';
import { parseAddress } from './route';
import { withTheme } from './themes';
import { watchErrors } from './errors';

export type Launch = { path: string; query: Record<string, string>; scene: number };

export type MiniProgramOptions = {
  device: Device;
  parent: HTMLElement;
  /** Keeps this app and person apart from others in the browser's storage. */
  storageKey: string;
  /** The files of this app and person; without them it starts with none. */
  files?: LocalFiles;
  /** `wx.cloud`, when there is a cloud. */
  cloud?: object;
  /** Told of the templates whose messages the person accepts, once more each. */
  onSubscribed?(templateIds: string[]): Promise<void>;
  /** Replaces or adds parts of `wx`, for tests. */
  overrides?: object;
};

type AppInstance = Record<string, unknown>;

/** A mini-program that runs on a simulated phone. */
export class MiniProgram {
  readonly device: Device;
  readonly screen: Screen;
  readonly navigation: Navigation;
  readonly tabBar: TabBar | undefined;
  readonly events = createEvents();
  readonly files: LocalFiles;
  /** What WeChat remembers of this app and person. */
  readonly records: Records;
  readonly permissions: Permissions;
  readonly privacy: Privacy;
  readonly tap: UserTap;
  readonly wx: Record<string, unknown>;
  /** The picture that the person pasted last, if any. */
  pasted: Sample[] = [];
  launch: Launch = { path: '', query: {}, scene: 1001 };
  readonly #registry: Registry;
  readonly #modules: Modules;
  readonly #backend;
  readonly #stopWatching: (() => void)[] = [];
  #instance: AppInstance = {};

  constructor(
    readonly code: CompiledApp,
    readonly options: MiniProgramOptions,
  ) {
    this.device = options.device;
    this.files = options.files ?? new LocalFiles();
    this.records = new Records(this.device.window.localStorage, options.storageKey);
    this.permissions = new Permissions(this.device, this.records);
    this.privacy = new Privacy(this.device, this.records, () => askForPrivacy(this));
    useSources({ files: this.files, cloud: options.cloud });
    improveInstances();
    this.screen = new Screen(this.device, options.parent, (part) => useCapsule(this, part));
    this.tap = new UserTap(this.screen.element);
    this.screen.setTheme(this.theme);
    this.screen.setStyle(code.config.style);
    this.tabBar = this.createTabBar();
    this.navigation = this.createNavigation();
    this.#registry = new Registry(code, (path) => this.#modules.require(path));
    this.#backend = this.#registry.env.associateBackend(new PhoneBackend());
    this.wx = { ...createWx(this), ...options.overrides };
    this.#modules = new Modules(code.modules, moduleScope(this, this.#registry));
    this.listen();
  }

  /** Runs app.js and opens the first page. */
  start(address = `/${this.code.config.pages[0] ?? ''}`): void {
    const { route, query } = parseAddress(address, '');
    this.launch = { path: route, query, scene: 1001 };
    this.#modules.require('app.js');
    this.callApp('onLaunch', this.launch);
    this.callApp('onShow', this.launch);
    this.navigation.reLaunch(address);
  }

  getApp = (): AppInstance => this.#instance;

  setApp = (instance: AppInstance): void => {
    this.#instance = instance;
  };

  callApp(name: string, ...values: unknown[]): void {
    const method = this.#instance[name];
    if (typeof method === 'function')
      glassEasel.safeCallback(`App ${name}`, method as () => void, this.#instance, values as []);
  }

  /** The settings of a page, in the colours of the theme. */
  configOf(route: string): ComponentConfig {
    const own = this.code.components[route]?.config ?? { usingComponents: {} };
    return withTheme({ ...this.code.config.window, ...own }, this.code.themes, this.theme);
  }

  /** Apps that do not know the dark theme never see it. */
  get theme(): Theme {
    return this.code.config.darkmode ? this.device.theme : 'light';
  }

  /** Tells the app that its window has another size. */
  resize(): void {
    this.screen.layOut();
    const { clientWidth: windowWidth, clientHeight: windowHeight } =
      this.navigation.top?.element ?? this.screen.element;
    const size = { windowWidth, windowHeight };
    this.navigation.top?.resize(size);
    this.events.resize.call({ size });
  }

  stop(): void {
    for (const stop of this.#stopWatching) stop();
    this.navigation.closeAll();
    this.screen.close();
  }

  private createTabBar(): TabBar | undefined {
    const config = this.code.config.tabBar;
    if (!config) return undefined;
    const bar = new TabBar(withTheme(config, this.code.themes, this.theme), (index) => this.tapTab(index));
    this.screen.element.insertBefore(bar.element, this.screen.overlays);
    return bar;
  }

  private tapTab(index: number): void {
    const item = this.code.config.tabBar?.list[index];
    if (!item) return;
    this.navigation.switchTab(`/${item.pagePath}`);
    this.navigation.top?.call('onTabItemTap', { index, pagePath: item.pagePath, text: item.text });
  }

  private get tabs(): string[] {
    return (this.code.config.tabBar?.list ?? []).map(({ pagePath }) => pagePath);
  }

  private createNavigation(): Navigation {
    return new Navigation({
      routes: this.code.pages,
      tabs: this.tabs,
      create: (request) => this.createPage(request),
      mount: (page, how) => this.mount(page, how),
      onTop: (page) => this.bringToTop(page),
    });
  }

  private createPage({ route, query, isFirst, channel }: PageRequest): PageView {
    const config = this.configOf(route);
    const isTab = this.tabs.includes(route);
    const bar = new NavigationBar(config, this.leadingButton(route, isFirst, isTab));
    return new PageView(this.#registry, this.#backend, { route, query, config, bar, isTab, channel });
  }

  private leadingButton(route: string, isFirst: boolean, isTab: boolean): { label: string; onTap(): void } | undefined {
    if (!isFirst) return { label: '返回', onTap: () => this.navigation.navigateBack(1) };
    const home = this.code.config.pages[0] ?? '';
    return isTab || route === home ? undefined : { label: '主页', onTap: () => this.navigation.reLaunch(`/${home}`) };
  }

  private mount(page: PageView, how: 'push' | 'replace'): void {
    page.element.dataset['how'] = how;
    page.load(this.screen.pages);
  }

  /** Shows what belongs to the page on top: its tab, and marks that can be seen on its colours. */
  bringToTop(page: PageView): void {
    const tab = this.tabs.indexOf(page.route);
    for (const element of this.screen.pages.children) element.toggleAttribute('covered', element !== page.element);
    if (this.tabBar) this.tabBar.element.hidden = tab < 0;
    this.tabBar?.select(tab);
    this.screen.setTextStyle(this.configOf(page.route).navigationBarTextStyle ?? 'black');
  }

  private listen(): void {
    const { element } = this.screen;
    listenForGestures(element);
    listenForHover(element);
    listenForMouseScroll(element);
    listenForAnimations(element);
    serveRequests(this);
    new Keyboard(this.device, element).heightChanged.add((change) => this.events.keyboard.call(change));
    const keepPasted = (picture: Sample): void => void (this.pasted = [picture]);
    const { window } = this.device;
    this.#stopWatching.push(
      watchErrors(this),
      followDevice(this),
      listenForKeys(this),
      listenForPastedPictures(window, keepPasted),
      showEffects(this.device, element),
    );
  }
}

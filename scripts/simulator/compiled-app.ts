import type { glassEasel } from 'glass-easel-miniprogram-adapter';

/** What the simulator reads of app.json. */
export type AppConfig = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  window?: WindowConfig;
  tabBar?: TabBarConfig;
  /** The look of the built-in components; the older one when absent. */
  style?: 'v2';
  usingComponents?: Record<string, string>;
  /** Whether the app follows the phone's dark theme, and the file with the values of its `@variables`. */
  darkmode?: boolean;
  themeLocation?: string;
};

/** Values of the `@variables` in app.json and page settings, by theme. */
export type Themes = Record<'light' | 'dark', Record<string, string>>;

/** The page settings that app.json's `window` and a page's own JSON share. */
export type WindowConfig = {
  navigationStyle?: 'default' | 'custom';
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: 'black' | 'white';
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
  disableScroll?: boolean;
};

export type TabBarConfig = {
  color?: string;
  selectedColor?: string;
  backgroundColor?: string;
  borderStyle?: 'black' | 'white';
  custom?: boolean;
  list: { pagePath: string; text: string; iconPath?: string; selectedIconPath?: string }[];
};

/** Components that the user of a component chooses, with what is taken otherwise. */
export type Generics = Record<string, true | { default?: string }>;

/** A component's or page's JSON, with the components it names resolved to paths without the first slash. */
export type ComponentConfig = WindowConfig & {
  component?: boolean;
  usingComponents: Record<string, string>;
  componentGenerics?: Generics;
  componentPlaceholder?: Record<string, string>;
  styleIsolation?: string;
  pureDataPattern?: string;
};

/** The components that a component needs before it can be made. */
export function componentsUsedBy({ usingComponents, componentGenerics = {} }: ComponentConfig): string[] {
  const defaults = Object.values(componentGenerics).map((generic) => (generic === true ? undefined : generic.default));
  return [...Object.values(usingComponents), ...defaults.filter((path) => path !== undefined)];
}

export type ComponentCode = {
  config: ComponentConfig;
  /** Prefix of the component's class names in the style sheet; absent when its styles are shared. */
  scope?: string;
};

/** One file of the app as a CommonJS module. Its parameters hide what the mini-program runtime does not have. */
export type ModuleFunction = (...values: unknown[]) => void;

/** Makes the templates, given what WXS may call. */
export type TemplateFactory = (wxs: object) => Record<string, glassEasel.template.ComponentTemplate['content']>;

/** A mini-program as the simulator's compiler writes it and its runtime starts it. */
export type CompiledApp = {
  config: AppConfig;
  themes: Themes;
  /** All routes, those of subpackages included. */
  pages: string[];
  components: Record<string, ComponentCode>;
  templates: TemplateFactory;
  modules: Record<string, ModuleFunction>;
};

/** The parameters of every module function, in order: the module's own, then the app's API; after them what is hidden. */
export const moduleParameters = [
  'require',
  'module',
  'exports',
  'wx',
  'App',
  'Page',
  'Component',
  'Behavior',
  'getApp',
  'getCurrentPages',
  'Date',
  'console',
] as const;

/** Browser names that do not exist in the mini-program runtime: they are parameters that nobody passes. */
export const hiddenGlobals: readonly string[] = `
  window document self globalThis global parent top frames location history navigator screen
  localStorage sessionStorage indexedDB caches crypto Crypto
  fetch XMLHttpRequest WebSocket EventSource Worker Request Response Headers FormData
  URL URLSearchParams TextEncoder TextDecoder Blob File FileReader Image Audio
  process Buffer atob btoa alert confirm prompt performance structuredClone
  requestAnimationFrame cancelAnimationFrame requestIdleCallback queueMicrotask setImmediate
  AbortController MutationObserver IntersectionObserver ResizeObserver CustomEvent Event
  HTMLElement Element Node getComputedStyle matchMedia postMessage addEventListener
`
  .trim()
  .split(/\s+/);

import { Listeners } from './listeners';
import { Outcomes } from './outcomes';

export type Theme = 'light' | 'dark';

/** From this width on, the window is no phone's. */
const desktopWidth = 900;

/** What the phone looks like to an app, in CSS pixels. */
export type Metrics = {
  width: number;
  height: number;
  statusBar: number;
  safeBottom: number;
};

/** What can happen to a simulated phone from outside, as the stage's panel sends it. */
export type DeviceChange = Partial<{
  online: boolean;
  foreground: boolean;
  theme: Theme;
  softKeyboard: boolean;
  clockMs: number;
  denied: string[];
  asksScopes: boolean;
  asksPrivacy: boolean;
  asksSubscriptions: boolean;
  subscriptionsOn: boolean;
  fontSize: number;
  language: string;
  outcomes: Record<string, string>;
}>;

/** The simulated phone: its size, its state, and the events that come from outside the app. */
export class Device {
  online = true;
  foreground = true;
  theme: Theme;
  /** Whether a drawn keyboard rises when a field has the focus, as without a hardware keyboard. */
  softKeyboard = false;
  /** How far the phone's clock is ahead of the browser's. */
  clockMs = 0;
  /** Scopes (`scope.record`, …) that the person refuses. */
  denied: string[] = [];

  /** Whether scopes that nobody has been asked for are asked for; otherwise they are given. */
  asksScopes = false;
  /** Whether the person has yet to agree to the app's privacy guide; otherwise that was done before. */
  asksPrivacy = false;
  /** Whether the person is asked which subscribe messages to take; otherwise they take them, as if kept from before. */
  asksSubscriptions = false;
  /** Whether the person takes subscribe messages of this app at all. */
  subscriptionsOn = true;
  /** WeChat's font size in pixels, and its language. */
  fontSize = 16;
  language = 'zh_CN';

  /** How calls end that the person decides. */
  readonly outcomes = new Outcomes();

  readonly changed = new Listeners<DeviceChange>();
  /** Told in words of what the phone did beyond its screen: it shook, it rang, it kept a picture. */
  readonly effects = new Listeners<string>();

  constructor(
    readonly window: Window,
    settings: DeviceChange = {},
  ) {
    const { outcomes = {}, theme = systemTheme(window), ...state } = settings;
    this.theme = theme;
    Object.assign(this, state);
    this.outcomes.setAlways(outcomes);
  }

  /** A wide window is that of WeChat for Windows. */
  get isDesktop(): boolean {
    return this.window.innerWidth >= desktopWidth;
  }

  apply(change: DeviceChange): void {
    const { outcomes, ...state } = change;
    if (outcomes) this.outcomes.setAlways(outcomes);
    Object.assign(this, state);
    this.changed.call(change);
  }

  /** Changes the theme with that of the browser. */
  followSystemTheme(): void {
    this.window.matchMedia(darkQuery).addEventListener('change', () => this.apply({ theme: systemTheme(this.window) }));
  }

  metrics(): Metrics {
    const { innerWidth: width, innerHeight: height } = this.window;
    const isTallPhone = width <= 430 && height >= 780;
    return { width, height, statusBar: statusBarHeight(width, isTallPhone), safeBottom: isTallPhone ? 34 : 0 };
  }

  /** Says what the phone did. */
  did(effect: string): void {
    this.effects.call(effect);
  }

  now(): number {
    return Date.now() + this.clockMs;
  }
}

function statusBarHeight(width: number, isTallPhone: boolean): number {
  if (isTallPhone) return width >= 390 ? 47 : 44;
  return width <= 430 ? 20 : 0;
}

const darkQuery = '(prefers-color-scheme: dark)';

function systemTheme(window: Window): Theme {
  return window.matchMedia?.(darkQuery).matches ? 'dark' : 'light';
}

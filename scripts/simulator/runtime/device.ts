import { Listeners } from './listeners';
import { Outcomes } from './outcomes';

export type Theme = 'light' | 'dark';

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

  /** How calls end that the person decides. */
  readonly outcomes = new Outcomes();

  readonly changed = new Listeners<DeviceChange>();
  /** Told in words of what the phone did beyond its screen: it shook, it rang, it kept a picture. */
  readonly effects = new Listeners<string>();

  constructor(
    readonly window: Window,
    settings: { theme?: Theme; clockMs?: number } = {},
  ) {
    this.theme = settings.theme ?? systemTheme(window);
    this.clockMs = settings.clockMs ?? 0;
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

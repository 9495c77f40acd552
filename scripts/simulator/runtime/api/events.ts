import type { Listeners } from '../listeners';
import type { MiniProgram } from '../mini-program';

type Kind = keyof MiniProgram['events'];

const names: Record<string, Kind> = {
  AppShow: 'appShow',
  AppHide: 'appHide',
  Error: 'error',
  UnhandledRejection: 'unhandledRejection',
  NetworkStatusChange: 'network',
  ThemeChange: 'theme',
  KeyboardHeightChange: 'keyboard',
  WindowResize: 'resize',
  KeyDown: 'keyDown',
  KeyUp: 'keyUp',
};

/** `wx.onX` and `wx.offX` of everything that happens to the app from outside. */
export function eventsApi({ events }: MiniProgram): Record<string, unknown> {
  const pairs = Object.entries(names).flatMap(([name, kind]) => {
    const listeners = events[kind] as Listeners<unknown>;
    return [
      [`on${name}`, (listener: (detail: unknown) => void) => void listeners.add(listener)],
      [`off${name}`, (listener?: (detail: unknown) => void) => listeners.remove(listener)],
    ];
  });
  return Object.fromEntries(pairs) as Record<string, unknown>;
}

import type { DeviceChange } from '../runtime/device';
import { choice, element, toggle } from './elements';

const hour = 3_600_000;

const clocks: [string, string][] = [
  ['0', '准确'],
  [String(-5 * 60_000), '慢 5 分钟'],
  [String(5 * 60_000), '快 5 分钟'],
  [String(24 * hour), '快 1 天'],
];

const scopes = ['scope.record', 'scope.camera', 'scope.writePhotosAlbum', 'scope.userLocation'];

export type DeviceEvents = {
  element: HTMLElement;
  /** Brings a freshly loaded phone to the state of the panel. */
  resend(): void;
  /** Shows what changed on the phone itself. */
  show(change: DeviceChange): void;
};

/** The panel of what can happen to a phone. */
export function createEvents(send: (change: DeviceChange) => void): DeviceEvents {
  const state: DeviceChange = {};
  const apply = (change: DeviceChange): void => {
    Object.assign(state, change);
    send(change);
  };
  const background = toggle('切到后台', (on) => apply({ foreground: !on }));
  const dark = toggle('深色模式', (on) => apply({ theme: on ? 'dark' : 'light' }));
  const controls = [
    toggle('断开网络', (on) => apply({ online: !on })),
    background,
    toggle('拒绝授权', (on) => apply({ denied: on ? scopes : [] })),
    toggle('软键盘', (on) => apply({ softKeyboard: on })),
    dark,
    choice('手机时钟', clocks, (ms) => apply({ clockMs: Number(ms) })),
  ];
  return {
    element: element('div', 'events', [element('h3', '', ['设备']), ...controls.map((control) => control.element)]),
    resend: () => {
      if (Object.keys(state).length > 0) send(state);
    },
    show: ({ foreground, theme }) => {
      if (foreground !== undefined) {
        state.foreground = foreground;
        background.box.checked = !foreground;
      }
      if (theme) dark.box.checked = theme === 'dark';
    },
  };
}

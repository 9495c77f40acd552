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

/** The panel of what can happen to a phone. `resend` brings a freshly loaded phone to the panel's state. */
export function createEvents(send: (change: DeviceChange) => void): { element: HTMLElement; resend(): void } {
  const state: DeviceChange = {};
  const apply = (change: DeviceChange): void => {
    Object.assign(state, change);
    send(change);
  };
  const clock = choice('手机时钟', clocks, (ms) => apply({ clockMs: Number(ms) }));
  const controls = [
    toggle('断开网络', false, (on) => apply({ online: !on })),
    toggle('切到后台', false, (on) => apply({ foreground: !on })),
    toggle('拒绝授权', false, (on) => apply({ denied: on ? scopes : [] })),
    toggle('软键盘', false, (on) => apply({ softKeyboard: on })),
    toggle('深色模式', false, (on) => apply({ theme: on ? 'dark' : 'light' })),
    clock.element,
  ];
  const resend = (): void => {
    if (Object.keys(state).length > 0) send(state);
  };
  return { element: element('div', 'events', [element('h3', '', ['设备']), ...controls]), resend };
}

import './styles/phone.css';
import './styles/built-ins.css';
import { createCloud, type WxCloud } from '../cloud/cloud';
import type { CompiledApp } from '../compiled-app';
import { Device, type DeviceChange } from './device';
import { MiniProgram } from './mini-program';
import { reloadOnChange } from './reload';

declare global {
  /** Called by the compiled app with itself. */
  function startMiniProgram(name: string, app: CompiledApp): void;
}

globalThis.startMiniProgram = (name, app) => {
  const parameters = new URLSearchParams(location.search);
  const openid = parameters.get('openid') ?? `${name}-1`;
  const device = createDevice(parameters);
  const cloud = connectCloud(device, openid);
  const program = new MiniProgram(app, { device, parent: document.body, storageKey: `${name}:${openid}`, cloud });
  window.addEventListener('resize', () => program.resize());
  talkToStage(device);
  program.start(location.hash.length > 1 ? location.hash.slice(1) : undefined);
  reloadOnChange('../stamp.json');
};

/** The phone as the address asks for it: `theme` and `clockMs`. */
function createDevice(parameters: URLSearchParams): Device {
  const clockMs = Number(parameters.get('clockMs') ?? 0);
  const theme = parameters.get('theme');
  if (theme === 'dark' || theme === 'light') return new Device(window, { clockMs, theme });
  const device = new Device(window, { clockMs });
  device.followSystemTheme();
  return device;
}

function connectCloud(device: Device, openid: string): WxCloud {
  const onChange = (listener: (online: boolean) => void): void => {
    device.changed.add(({ online }) => {
      if (online !== undefined) listener(online);
    });
  };
  const network = { isOnline: () => device.online, onChange };
  return createCloud({ url: location.origin, openid, fetch: fetch.bind(window), WebSocket, network });
}

/** The stage around the phone sends what shall happen to it, and shows what happened on the phone itself. */
function talkToStage(device: Device): void {
  if (window.parent === window) return;
  window.addEventListener('message', ({ origin, data }: MessageEvent<{ device?: DeviceChange }>) => {
    if (origin === location.origin && data.device) device.apply(data.device);
  });
  device.changed.add(tellStage);
  tellStage({ theme: device.theme });
}

function tellStage(changed: DeviceChange): void {
  window.parent.postMessage({ changed }, location.origin);
}

import './styles/phone.css';
import './styles/built-ins.css';
import { createCloud } from '../cloud/cloud';
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
  const theme = parameters.get('theme');
  const device = new Device(window, {
    ...(theme === 'dark' || theme === 'light' ? { theme } : {}),
    clockMs: Number(parameters.get('clockMs') ?? 0),
  });
  const cloud = createCloud({
    url: location.origin,
    openid,
    fetch: fetch.bind(window),
    WebSocket,
    network: {
      isOnline: () => device.online,
      onChange: (listener) => {
        device.changed.add(({ online }) => {
          if (online !== undefined) listener(online);
        });
      },
    },
  });
  const storageKey = `${name}:${openid}`;
  const program = new MiniProgram(app, { device, parent: document.body, storageKey, cloud });
  window.addEventListener('resize', () => program.resize());
  setInterval(() => program.screen.showTime(), 10_000);
  window.addEventListener('message', ({ origin, data }: MessageEvent<{ device?: DeviceChange }>) => {
    if (origin === location.origin && data.device) device.apply(data.device);
  });
  device.changed.add((change) => {
    if (window.parent !== window) window.parent.postMessage({ changed: change }, location.origin);
  });
  program.start(location.hash.length > 1 ? location.hash.slice(1) : undefined);
  reloadOnChange('../stamp.json');
};

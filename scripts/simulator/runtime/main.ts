import './styles/phone.css';
import './styles/built-ins.css';
import { createCloud, type WxCloud } from '../cloud/cloud';
import type { CompiledApp } from '../compiled-app';
import { Device, type DeviceChange } from './device';
import { LocalFiles } from './files/local-files';
import { MiniProgram } from './mini-program';
import { settingsIn } from './address';
import { dataSets } from './instances';
import { reloadOnChange } from './reload';
import { erase, talkToStage } from './stage-link';

/** What tests do to the phone: change its state, decide how the next call of an API ends, delete the app's data, hear of every `setData`. */
type PhoneHook = {
  apply(change: DeviceChange): void;
  next(api: string, outcome: string): void;
  erase(): Promise<void>;
  wx: Record<string, unknown>;
  dataSets: typeof dataSets;
};

declare global {
  /** Called by the compiled app with itself. */
  function startMiniProgram(name: string, app: CompiledApp): void;
  interface Window {
    phone: PhoneHook;
  }
}

globalThis.startMiniProgram = (name, app) => void start(name, app);

async function start(name: string, app: CompiledApp): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const openid = parameters.get('openid') ?? `${name}-1`;
  const storageKey = `${name}:${openid}`;
  const device = createDevice(parameters);
  const files = await LocalFiles.open(storageKey, window.indexedDB);
  const onSubscribed = (templateIds: string[]): Promise<void> => tellSubscriptions(openid, templateIds);
  const cloud = connectCloud(device, openid, files);
  const program = new MiniProgram(app, { device, parent: document.body, storageKey, files, cloud, onSubscribed });
  window.addEventListener('resize', () => program.resize());
  talkToStage(program);
  window.phone = {
    apply: (change) => device.apply(change),
    next: (api, outcome) => device.outcomes.setNext(api, outcome),
    erase: () => erase(program),
    wx: program.wx,
    dataSets,
  };
  program.start(location.hash.length > 1 ? location.hash.slice(1) : undefined);
  reloadOnChange('../stamp.json');
}

/** The phone as the address asks for it. */
function createDevice(parameters: URLSearchParams): Device {
  const settings = settingsIn(parameters);
  const device = new Device(window, settings);
  if (!settings.theme) device.followSystemTheme();
  return device;
}

/** The local cloud is to know what may be sent to the person. */
async function tellSubscriptions(openid: string, templateIds: string[]): Promise<void> {
  await fetch('/local/subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, templateIds }),
  });
}

function connectCloud(device: Device, openid: string, files: LocalFiles): WxCloud {
  const onChange = (listener: (online: boolean) => void): void => {
    device.changed.add(({ online }) => {
      if (online !== undefined) listener(online);
    });
  };
  const network = { isOnline: () => device.online, onChange };
  return createCloud({ url: location.origin, openid, fetch: fetch.bind(window), WebSocket, network, files });
}

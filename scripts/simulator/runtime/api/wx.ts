import type { MiniProgram } from '../mini-program';
import { privateCalls } from '../privacy';
import { failIfWanted } from '../outcomes';
import { api, type Callbacks } from './call';
import { deviceApi } from './device';
import { eventsApi } from './events';
import { filesApi } from './files';
import { interfaceApi } from './interface';
import { mediaApi } from './media';
import { navigationApi } from './navigation';
import { picturesApi } from './pictures';
import { privacyApi } from './privacy';
import { refreshApi } from './refresh';
import { settingApi } from './setting';
import { storageApi } from './storage';
import { subscribeApi } from './subscribe';
import { systemApi } from './system';
import { tabBarApi } from './tab-bar';
import { transferApi } from './transfer';

/** The `wx` of one mini-program. What is not here is undefined, as on an old base library. */
export function createWx(program: MiniProgram): Record<string, unknown> {
  const wx: Record<string, unknown> = {
    ...navigationApi(program),
    ...systemApi(program),
    ...eventsApi(program),
    ...interfaceApi(program),
    ...storageApi(program),
    ...deviceApi(program),
    ...tabBarApi(program),
    ...settingApi(program),
    ...refreshApi(program),
    ...filesApi(program),
    ...mediaApi(program),
    ...picturesApi(program),
    ...transferApi(program),
    ...privacyApi(program),
    ...subscribeApi(program),
    ...(program.options.cloud ? { cloud: program.options.cloud } : {}),
  };
  for (const name of failingCalls) wx[name] = failing(program, name, wx[name] as Api);
  for (const name of privateCalls) wx[name] = afterConsent(program, name, wx[name] as Api);
  return { ...wx, canIUse: (name: string) => canIUse(wx, name) };
}

type Api = (options?: object) => unknown;

/** Calls that ask nobody, and whose failure can be wanted all the same; the others look at their outcome themselves. */
const failingCalls = `
  setClipboardData getClipboardData vibrateShort vibrateLong getNetworkType openSetting
  saveFile getImageInfo getVideoInfo compressImage previewImage previewMedia openDocument shareFileMessage
`
  .trim()
  .split(/\s+/);

function failing({ device }: MiniProgram, name: string, call: Api): Api {
  return (options) => {
    const outcome = device.outcomes.take(name);
    return outcome === undefined ? call(options) : api(name, () => failIfWanted(outcome))(options);
  };
}

/** A call that reads personal data waits until the person agrees to the privacy guide. */
function afterConsent({ privacy }: MiniProgram, name: string, call: Api): Api {
  const waiting = api(name, async ({ success: _1, fail: _2, complete: _3, ...options }: Callbacks) => {
    await privacy.require(name);
    return (await call(options)) as object;
  });
  return (options) => (privacy.isNeeded ? waiting(options) : call(options));
}

/** Knows APIs by their name; of components and parameters it claims nothing. */
function canIUse(wx: Record<string, unknown>, schema: string): boolean {
  const [first = '', second] = schema.split('.');
  const found = wx[first];
  if (second === undefined || typeof found === 'function') return found !== undefined;
  return typeof found === 'object' && found !== null && second in found;
}

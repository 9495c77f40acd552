import type { MiniProgram } from '../mini-program';
import { api, ApiFailure } from './call';
import { createInnerAudioContext } from './audio';

const maxRandomBytes = 1_048_576;

/** Network, clipboard, vibration and the like. */
export function deviceApi({ device, screen }: MiniProgram): Record<string, unknown> {
  const shake = (duration: number) => () => {
    screen.element.animate?.([{ transform: 'translateX(-1px)' }, { transform: 'translateX(1px)' }], { duration });
  };
  let clipboard = '';
  return {
    getNetworkType: api('getNetworkType', () => ({ networkType: device.online ? 'wifi' : 'none' })),
    vibrateShort: api('vibrateShort', shake(60)),
    vibrateLong: api('vibrateLong', shake(400)),
    setClipboardData: api('setClipboardData', async ({ data }: { data: string }) => {
      clipboard = data;
      await device.window.navigator.clipboard?.writeText(data).catch(ignoreRefusal);
    }),
    getClipboardData: api('getClipboardData', () => ({ data: clipboard })),
    getRandomValues: api('getRandomValues', ({ length }: { length: number }) => {
      if (!(length >= 0 && length <= maxRandomBytes)) throw new ApiFailure('invalid length');
      return { randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer };
    }),
    hideKeyboard: api('hideKeyboard', () => {
      const field = document.activeElement;
      if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) {
        throw new ApiFailure('input not exists!');
      }
      field.blur();
    }),
    makePhoneCall: api('makePhoneCall', () => {}),
    setKeepScreenOn: api('setKeepScreenOn', () => {}),
    createInnerAudioContext,
  };
}

/** The browser keeps its clipboard to itself unless asked by a click; the phone's own copy is enough then. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DOMException)) throw error;
}

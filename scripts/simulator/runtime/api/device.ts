import type { MiniProgram } from '../mini-program';
import { api, ApiFailure } from './call';
import { createAudio } from './audio';
import { Recorder } from '../recorder';
import { failIfWanted } from '../outcomes';
import { showActionSheet } from '../overlays/action-sheet';

const maxRandomBytes = 1_048_576;

/** Network, clipboard, vibration and the like. */
export function deviceApi(program: MiniProgram): Record<string, unknown> {
  const { device, screen } = program;
  const shake = (duration: number, effect: string) => () => {
    screen.element.animate?.([{ transform: 'translateX(-1px)' }, { transform: 'translateX(1px)' }], { duration });
    device.did(effect);
  };
  const recorder = new Recorder(program);
  let clipboard = '';
  return {
    getNetworkType: api('getNetworkType', () => ({ networkType: device.online ? 'wifi' : 'none' })),
    vibrateShort: api('vibrateShort', shake(60, '短振动')),
    vibrateLong: api('vibrateLong', shake(400, '长振动')),
    setClipboardData: api('setClipboardData', async ({ data }: { data: string }) => {
      clipboard = data;
      await device.window.navigator.clipboard?.writeText(data).catch(ignoreRefusal);
      (program.wx['showToast'] as (options: object) => void)({ title: '内容已复制' });
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
    makePhoneCall: api('makePhoneCall', ({ phoneNumber }: { phoneNumber: string }) => callNumber(program, phoneNumber)),
    setKeepScreenOn: api('setKeepScreenOn', () => {}),
    createInnerAudioContext: () => createAudio(program.events),
    setInnerAudioOption: api('setInnerAudioOption', () => {}),
    getRecorderManager: () => recorder,
  };
}

/** The phone asks before it calls. */
async function callNumber({ device, screen }: MiniProgram, phoneNumber: string): Promise<void> {
  if (!phoneNumber) throw new ApiFailure('parameter error: parameter.phoneNumber should be String');
  const outcome = device.outcomes.take('makePhoneCall');
  failIfWanted(outcome);
  const chosen = outcome ? 0 : await showActionSheet(screen.overlays, { itemList: [`呼叫 ${phoneNumber}`] });
  if (chosen === undefined) throw new ApiFailure('cancel');
  device.did(`呼叫 ${phoneNumber}`);
}

/** The browser keeps its clipboard to itself unless asked by a click; the phone's own copy is enough then. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof DOMException)) throw error;
}

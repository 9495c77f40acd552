import type { DeviceChange } from './device';
import type { MiniProgram } from './mini-program';

/** What the stage orders beyond changes of the phone: to forget consent, or all that is kept of the app. */
export type Command = 'resetConsent' | 'erase';

type Told = { device?: DeviceChange; command?: Command };

/** The stage around the phone sends what shall happen to it, and shows what happened on the phone itself. */
export function talkToStage(program: MiniProgram): void {
  if (window.parent === window) return;
  const { device } = program;
  window.addEventListener('message', ({ origin, data }: MessageEvent<Told>) => {
    if (origin !== location.origin) return;
    if (data.device) device.apply(data.device);
    if (data.command === 'resetConsent') program.records.clear();
    if (data.command === 'erase') void erase(program);
  });
  device.changed.add((changed) => tellStage({ changed }));
  device.effects.add((effect) => tellStage({ effect }));
  tellStage({ changed: { theme: device.theme } });
}

/** As if the app were deleted from the phone and opened again. */
export async function erase({ files, records, wx, device }: MiniProgram): Promise<void> {
  files.clear();
  records.clear();
  (wx['clearStorageSync'] as () => void)();
  await files.archived();
  device.window.location.reload();
}

function tellStage(told: object): void {
  window.parent.postMessage(told, location.origin);
}

import { make, makeButton } from './dom';
import type { MiniProgram } from './mini-program';
import { showActionSheet } from './overlays/action-sheet';

const restart = '重新进入小程序';

/** The two halves of the capsule: a menu, and the way out of the mini-program. */
export function useCapsule(program: MiniProgram, part: 'menu' | 'close'): void {
  if (part === 'close') program.device.apply({ foreground: false });
  else void openMenu(program);
}

async function openMenu(program: MiniProgram): Promise<void> {
  const chosen = await showActionSheet(program.screen.overlays, { itemList: [restart] });
  if (chosen === 0) program.navigation.reLaunch(`/${program.launch.path}`);
}

/** What a phone shows while the mini-program is in the background: the way back to it. */
export function createCover(program: MiniProgram): HTMLElement {
  const title = program.code.config.window?.navigationBarTitleText ?? '小程序';
  const back = makeButton('phone-cover-app', `回到${title}`, () => program.device.apply({ foreground: true }), [
    make('phone-cover-icon', [title.slice(0, 1)]),
    make('phone-cover-name', [title]),
  ]);
  return make('phone-cover', [back]);
}

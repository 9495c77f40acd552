import { createCover } from './capsule';
import type { DeviceChange } from './device';
import type { MiniProgram } from './mini-program';
import { withTheme } from './themes';

/** Passes what happens to the phone on to the app and the screen; answers how to stop. */
export function followDevice(program: MiniProgram): () => void {
  const cover = createCover(program);
  return program.device.changed.add((change: DeviceChange) => {
    program.screen.layOut();
    if (change.theme) changeTheme(program);
    if (change.online !== undefined) changeNetwork(program, change.online);
    if (change.foreground === false) leave(program, cover);
    if (change.foreground === true) comeBack(program, cover);
  });
}

function changeTheme(program: MiniProgram): void {
  const { screen, navigation, theme, code } = program;
  screen.setTheme(theme);
  if (code.config.tabBar) program.tabBar?.setItems(withTheme(code.config.tabBar, code.themes, theme));
  for (const page of navigation.stack) page.settings.bar.applyColors(program.configOf(page.route));
  if (navigation.top) program.bringToTop(navigation.top);
  program.events.theme.call({ theme });
}

function changeNetwork({ events }: MiniProgram, isConnected: boolean): void {
  events.network.call({ isConnected, networkType: isConnected ? 'wifi' : 'none' });
}

function leave(program: MiniProgram, cover: HTMLElement): void {
  program.screen.element.append(cover);
  program.navigation.top?.hide();
  program.callApp('onHide');
  program.events.appHide.call();
}

function comeBack(program: MiniProgram, cover: HTMLElement): void {
  cover.remove();
  program.callApp('onShow', program.launch);
  program.events.appShow.call(program.launch);
  program.navigation.top?.show();
}

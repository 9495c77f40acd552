import { phoneDate } from './clock';
import type { MiniProgram } from './mini-program';
import type { ModuleScope } from './modules';
import type { Registry } from './registry';

/** What every file of the app finds under the names that the platform gives it. */
export function moduleScope(program: MiniProgram, { Page, Component, Behavior }: Registry): ModuleScope {
  return {
    wx: program.wx,
    App: program.setApp,
    Page,
    Component,
    Behavior,
    getApp: program.getApp,
    getCurrentPages: () => program.navigation.stack.map(({ instance }) => instance),
    Date: phoneDate(() => program.device.now()),
    console,
  };
}

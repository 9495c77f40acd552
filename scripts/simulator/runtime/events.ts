import { Listeners } from './listeners';

/** What happens to an app from outside; `wx.onX` listens to it. */
export function createEvents() {
  return {
    appShow: new Listeners<object>(),
    appHide: new Listeners(),
    error: new Listeners<string>(),
    unhandledRejection: new Listeners<{ reason: unknown; promise: Promise<unknown> }>(),
    network: new Listeners<{ isConnected: boolean; networkType: string }>(),
    theme: new Listeners<{ theme: string }>(),
    keyboard: new Listeners<{ height: number }>(),
    resize: new Listeners<{ size: { windowWidth: number; windowHeight: number } }>(),
  };
}

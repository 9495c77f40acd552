import { Listeners } from './listeners';

/** A key of the computer, as WeChat for PC tells it. */
export type Key = { key: string; code: string; altKey: boolean; shiftKey: boolean; timeStamp: number };

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
    keyDown: new Listeners<Key>(),
    keyUp: new Listeners<Key>(),
    resize: new Listeners<{ size: { windowWidth: number; windowHeight: number } }>(),
  };
}

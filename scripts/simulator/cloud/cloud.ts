import { callFunction, type FunctionCall, type FunctionResult } from './call-function';
import { Database } from './database';
import { WxCloudError } from './errors';
import type { CloudOptions } from './options';
import { Realtime } from './realtime/realtime';
import { Web } from './web';

/** `wx.cloud` as an app sees it. */
export interface WxCloud {
  readonly DYNAMIC_CURRENT_ENV: symbol;
  init(config?: { env?: unknown; traceUser?: boolean }): void;
  callFunction(call: FunctionCall): Promise<FunctionResult> | undefined;
  database(config?: { env?: unknown }): Database;
}

/** `wx.cloud` for one phone, over the local cloud. */
export function createCloud(options: CloudOptions): WxCloud {
  const web = new Web(options);
  const realtime = new Realtime(web, options);
  let initialised = false;

  const requireInit = (): void => {
    if (!initialised) throw new WxCloudError(-1, "Cloud API isn't enabled, please call wx.cloud.init first");
  };

  return {
    DYNAMIC_CURRENT_ENV: Symbol('DYNAMIC_CURRENT_ENV'),
    init() {
      initialised = true;
    },
    callFunction(call) {
      requireInit();
      return callFunction(web, call);
    },
    database() {
      requireInit();
      return new Database(web, realtime);
    },
  };
}

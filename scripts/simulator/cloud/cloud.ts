import { CloudConnection } from './connection';
import { toWxError, WxCloudError } from './errors';
import type { CloudOptions } from './options';

type ShareConfig = { resourceAppid?: string; resourceEnv: string };

/** An environment of another app, as `new wx.cloud.Cloud(…)` gives it. */
export class SharedCloud extends CloudConnection {
  constructor(options: CloudOptions, { resourceAppid, resourceEnv }: ShareConfig) {
    super(resourceAppid === undefined ? options : { ...options, share: { appid: resourceAppid, env: resourceEnv } });
  }

  /** Asks the owner of the environment, who may refuse. */
  async init(): Promise<void> {
    try {
      await this.web.signIn();
      this.initialised();
    } catch (error) {
      throw toWxError('cloud.init', error);
    }
  }
}

/** `wx.cloud` as an app sees it. */
export class WxCloud extends CloudConnection {
  readonly DYNAMIC_CURRENT_ENV = Symbol('DYNAMIC_CURRENT_ENV');
  readonly Cloud: new (config: ShareConfig) => SharedCloud;

  constructor(options: CloudOptions) {
    super(options);
    this.Cloud = class extends SharedCloud {
      constructor(config: ShareConfig) {
        if (typeof config?.resourceEnv !== 'string') throw new WxCloudError(-1, 'resourceEnv is required');
        super(options, config);
      }
    };
  }

  init(_config?: { env?: unknown; traceUser?: boolean }): void {
    this.initialised();
  }
}

/** `wx.cloud` for one phone, over the local cloud. */
export function createCloud(options: CloudOptions): WxCloud {
  return new WxCloud(options);
}
